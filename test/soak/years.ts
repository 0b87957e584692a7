import { stat } from 'node:fs/promises';
import { memoryUsage } from 'node:process';
import { refresh } from '../../src/commands/refresh.ts';
import { sundayOf } from '../../src/dates.ts';
import type { FactName } from '../../src/facts/index.ts';
import type { RefreshReport } from '../../src/report/refresh-report.ts';
import { create, forcePush, push } from '../support/github/changes.ts';
import type { FaultRule } from '../support/github/fault-rules.ts';
import { type Random, seededRandom } from '../support/github/random.ts';
import { advanceDay, aRandomWorld } from '../support/github/random-world.ts';
import { type FakeGitHub, startFakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { audit, auditBreaches } from './audit.ts';
import { type Cause, causeOfCommit } from './commits.ts';
import { calmDay, type DayConditions, randomSchedule } from './fault-schedule.ts';
import { aHarness, type Files, type Harness } from './harness.ts';
import { type Truth, truthOf } from './truth.ts';
import { skipShortWaits } from './waiting.ts';

type SoakOptions = {
  days: number;
  seed: number;
  repositories: number;
  /** What each day brings; by chance where it is not given. */
  schedule?: readonly DayConditions[];
  /** Called after each run with how many there were. */
  onRun?: (run: number) => void;
};

/** A broken promise, and when it broke. */
type Finding = { breach: (typeof breachKinds)[number]; what: string; day: string };

/** All ways in which a promise may break. */
export const breachKinds = [...auditBreaches, 'not recovered', 'noise'] as const;

/** What years of runs came to. */
export type Soak = {
  runs: number;
  requests: number;
  /** Requests that a fault struck. */
  faults: number;
  /** Runs that met with trouble, and runs that had lost their cache. */
  troubled: number;
  cachesLost: number;
  /** Days on which anything that is collected changed at GitHub. */
  daysWithChange: number;
  sundays: number;
  commits: Record<Cause, number>;
  /** Broken promises, with the day on which they broke. */
  findings: Finding[];
  historyBytes: number;
  snapshotBytes: number;
  peakMemoryBytes: number;
};

function noTotals(): Soak {
  const commits = { change: 0, 'caught up': 0, Sunday: 0, staleness: 0, noise: 0 };
  const none = { runs: 0, requests: 0, faults: 0, troubled: 0, cachesLost: 0, daysWithChange: 0, sundays: 0 };
  return { ...none, commits, findings: [], historyBytes: 0, snapshotBytes: 0, peakMemoryBytes: 0 };
}

/** The portfolio itself: it gets a commit for every change that a run makes. */
const OWN = 'sku0x20/portfolio';

/** Runs `refresh` once a day against a GitHub that grows and misbehaves, and holds every run to the promises. */
export async function soak({ days, seed, repositories, schedule, onRun }: SoakOptions): Promise<Soak> {
  const random = seededRandom(seed);
  const world = aWorldFor(repositories, random);
  const github = await startFakeGitHub(world, { contract: false });
  const harness = await aHarness(github, OWN);
  const byChance = randomSchedule(random);
  const totals = noTotals();
  let last: Yesterday | undefined;
  const waitAgain = skipShortWaits();
  try {
    for (let run = 1; run <= days; run += 1) {
      // The first run is a calm one: with nothing known, there is nothing to keep.
      const conditions = last ? (schedule?.[run - 1] ?? byChance()) : calmDay;
      last = await oneDay({ github, harness, totals, last, conditions });
      onRun?.(run);
      advanceDay(world, random, repositories + 1);
    }
    totals.historyBytes = (await stat(harness.paths.history)).size;
    totals.snapshotBytes = (await stat(harness.paths.snapshot)).size;
    return totals;
  } finally {
    waitAgain();
    await github.close();
    await harness.remove();
  }
}

/** A young world with a busy repository, whose commits are too many to be counted by week, and a calendar with days in it. */
function aWorldFor(repositories: number, random: Random): World {
  const world = aRandomWorld(repositories, random);
  const hour = 3_600_000;
  const [busy] = world.repositories;
  const old = Array.from({ length: 900 }, (_, place) => ({
    date: new Date(Date.parse(world.now) - (place + 1) * 17 * hour).toISOString().replace('.000', ''),
    message: `Long ago ${place}`,
  }));
  if (busy) forcePush(world, busy.name, old);
  for (const day of [3, 10, 17]) world.contributions[`2026-11-${String(day).padStart(2, '0')}`] = 7;
  // Archived, so that nothing changes it but the portfolio's own pushes.
  create(world, { name: OWN, archived: true });
  return world;
}

/** What the day before left behind. */
type Yesterday = { files: Files; seen: string; wasComplete: boolean };

type Today = {
  github: FakeGitHub;
  harness: Harness;
  totals: Soak;
  last: Yesterday | undefined;
  conditions: DayConditions;
};

async function oneDay({ github, harness, totals, last, conditions }: Today): Promise<Yesterday> {
  const { world } = github;
  const truth = truthOf(world, new Set([OWN]));
  const applies = createAppliesTest(world, harness);
  if (conditions.isCacheLost) await harness.loseCache();
  github.requests.length = 0;
  github.faults.splice(0, Number.POSITIVE_INFINITY, ...countFaults(conditions, totals));
  const report = await refresh(harness.context(conditions), harness.retryPolicy);
  const files = await harness.read();
  const seen = JSON.stringify(collected(truth, applies));
  const hasChanged = last !== undefined && seen !== last.seen;
  const isSunday = sundayOf(world.now) === world.now.slice(0, 10);
  recordFindings(world.now, totals, [
    ...audit({ ...files, ...report, before: last?.files.after ?? null, truth, applies }),
    ...(conditions.trouble === null ? unrecovered(withoutRefusals(report), files, truth, world.now) : []),
  ]);
  const isCommit = last?.files.text !== files.text;
  if (isCommit) {
    const { after } = files;
    const before = last?.files.after ?? null;
    const wasComplete = last?.wasComplete ?? false;
    const cause = causeOfCommit({ before, after, hasChanged, wasComplete, isSunday });
    totals.commits[cause] += 1;
    if (cause === 'noise')
      recordFindings(world.now, totals, [{ breach: 'noise', what: report.written.join(', ') }]);
    push(world, OWN);
  }
  totals.runs += 1;
  totals.requests += report.requests.used;
  if (conditions.trouble !== null) totals.troubled += 1;
  if (conditions.isCacheLost) totals.cachesLost += 1;
  if (hasChanged) totals.daysWithChange += 1;
  if (isSunday) totals.sundays += 1;
  totals.peakMemoryBytes = Math.max(totals.peakMemoryBytes, memoryUsage().rss);
  const wasComplete =
    conditions.token === 'good' && unrecovered(report, files, truth, world.now).length === 0;
  return { files, seen, wasComplete };
}

const CONFIGURED: readonly FactName[] = ['tree', 'release', 'checks', 'issues', 'pullRequests'];

/** Which facts are collected of which repository: a name means who has it now, else who had it. */
function createAppliesTest({ repositories }: World, { key, collected }: Harness) {
  const open = repositories.filter((repository) => !repository.private);
  const idNamed = (name: string) =>
    (open.find((one) => one.name === name) ?? open.find(({ formerNames }) => formerNames.includes(name)))?.id;
  const configuredIds = new Set([...key, ...collected].map(idNamed));
  return (id: number, fact: FactName): boolean => !CONFIGURED.includes(fact) || configuredIds.has(id);
}

/** The part of the truth that is collected and that time alone does not change. */
function collected(truth: Truth, applies: (id: number, fact: FactName) => boolean) {
  const repositories = [...truth.repositories].map(([id, { name, facts }]) => {
    const { commits, ...others } = facts;
    const own = Object.entries(others).filter(([fact]) => applies(id, fact as FactName));
    return { id, name, own, commits: { ...commits, weeks: commits?.weeks?.counts } };
  });
  return [repositories, truth.profile, truth.pullRequestsElsewhere];
}

/** A real fall is refused until it has come three times, with all that came in its answer: until then it is no failure. */
function withoutRefusals(report: RefreshReport): RefreshReport {
  const waiting = report.stale.filter(({ refused }) => refused !== undefined && refused.times <= 3);
  const subjects = new Set(waiting.map(({ subject }) => subject));
  const isWaiting = ({ subject, reason }: RefreshReport['stale'][number]) =>
    reason === 'implausible answer' && subjects.has(subject);
  return { ...report, stale: report.stale.filter((fact) => !isWaiting(fact)) };
}

/** What a run without any trouble should have learned and did not. */
function unrecovered({ stale, isComplete }: RefreshReport, { after }: Files, truth: Truth, now: string) {
  const what = stale.map(({ subject, fact, reason, detail }) => `${subject} ${fact}: ${reason} (${detail})`);
  if (!isComplete) what.push('the list is not complete');
  for (const [id, { name }] of truth.repositories) {
    if (!after.repositories.some((repository) => repository.id === id)) what.push(`${name} is not known`);
  }
  if (after.asOf !== sundayOf(now)) what.push(`the files are as of ${after.asOf}`);
  if (after.contributions?.value.to !== sundayOf(now)) what.push('the calendar is old');
  return what.map((words) => ({ breach: 'not recovered' as const, what: words }));
}

/** The rules of a day, each strike counted. */
function countFaults({ rules }: DayConditions, totals: Soak): FaultRule[] {
  return rules.map(({ fault, ...rule }) => ({
    ...rule,
    fault: (sound, victim) => {
      totals.faults += 1;
      return fault(sound, victim);
    },
  }));
}

function recordFindings(now: string, { findings }: Soak, found: Omit<Finding, 'day'>[]): void {
  findings.push(...found.map((finding) => ({ ...finding, day: now.slice(0, 10) })));
}
