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
  /** The conditions of each day; random by default. */
  schedule?: readonly DayConditions[];
  /** Called after each run with its number. */
  onRun?: (run: number) => void;
};

/** A broken promise, with its day. */
type Finding = { breach: (typeof breachKinds)[number]; what: string; day: string };

/** All kinds of broken promises. */
export const breachKinds = [...auditBreaches, 'not recovered', 'noise'] as const;

/** The result of all runs. */
export type Soak = {
  runs: number;
  requests: number;
  /** Responses changed by a fault. */
  faults: number;
  /** Runs with trouble, and runs without their cache. */
  troubled: number;
  cachesLost: number;
  /** Days on which collected data changed on GitHub. */
  daysWithChange: number;
  sundays: number;
  commits: Record<Cause, number>;
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

/** The portfolio's own repository: every run with changes pushes a commit to it. */
const OWN = 'sku0x20/portfolio';

/** Runs `refresh` once a day against a GitHub with random activity and faults, and audits every run. */
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
      // The first run is calm: there is no known data to keep yet.
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

/** A random world with a repository that has more commits than are counted by week, and with a calendar. */
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
  // Archived, so that only the portfolio's own pushes change it.
  create(world, { name: OWN, archived: true });
  return world;
}

/** The state after the previous day. */
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
  const hasFaults = conditions.rules.length > 0;
  recordFindings(world.now, totals, [
    ...audit({ ...files, ...report, before: last?.files.after ?? null, truth, applies, hasFaults }),
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

/** Decides which facts are collected for which repository. A configured name means the current or else the former holder. */
function createAppliesTest({ repositories }: World, { key, collected }: Harness) {
  const open = repositories.filter((repository) => !repository.private);
  const idNamed = (name: string) =>
    (open.find((one) => one.name === name) ?? open.find(({ formerNames }) => formerNames.includes(name)))?.id;
  const configuredIds = new Set([...key, ...collected].map(idNamed));
  return (id: number, fact: FactName): boolean => !CONFIGURED.includes(fact) || configuredIds.has(id);
}

/** The collected part of the truth, without what changes with time alone. */
function collected(truth: Truth, applies: (id: number, fact: FactName) => boolean) {
  const repositories = [...truth.repositories].map(([id, { name, facts }]) => {
    const { commits, ...others } = facts;
    const own = Object.entries(others).filter(([fact]) => applies(id, fact as FactName));
    return { id, name, own, commits: { ...commits, weeks: commits?.weeks?.counts } };
  });
  return [repositories, truth.profile, truth.pullRequestsElsewhere];
}

/** Ignores refusals: a real drop is refused until seen three times, together with all facts of the same response. */
function withoutRefusals(report: RefreshReport): RefreshReport {
  const waiting = report.stale.filter(({ refused }) => refused !== undefined && refused.times <= 3);
  const subjects = new Set(waiting.map(({ subject }) => subject));
  const isWaiting = ({ subject, reason }: RefreshReport['stale'][number]) =>
    reason === 'implausible answer' && subjects.has(subject);
  return { ...report, stale: report.stale.filter((fact) => !isWaiting(fact)) };
}

/** What a run without trouble failed to fetch. */
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

/** The rules of a day; counts each use. */
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
