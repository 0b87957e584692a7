import { isDeepStrictEqual } from 'node:util';
import { type FactName, type FactValue, factNames } from '../../src/facts/index.ts';
import { type FetchLog, type FetchLogEntry, fetchLogKey } from '../../src/snapshot/fetch-log.ts';
import type { Counts, DayEntry } from '../../src/snapshot/history.ts';
import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';
import type { Truth } from './truth.ts';

/** The files after a run, the snapshot before it, and what is true on GitHub. */
type Day = {
  before: Snapshot | null;
  after: Snapshot;
  fetchLog: FetchLog;
  history: DayEntry[];
  truth: Truth;
  /** When the run began. */
  at: string;
  /** Whether GitHub returned the complete list. */
  isComplete: boolean;
  /** Whether GitHub sent false or faulty answers. */
  hasFaults: boolean;
  /** Whether this fact is collected for the repository with this id; configured ones have more facts. */
  applies: (id: number, fact: FactName) => boolean;
};

/** The ways in which a run can break its promises, as named in the report. */
export const auditBreaches = [
  'facts lost',
  'wrong zeros',
  'wrong facts',
  'removed but kept',
  'history and snapshot differ',
] as const;

type Breach = (typeof auditBreaches)[number];

/** One broken promise, with details for finding the cause. */
export type Finding = { breach: Breach; what: string };

/**
 * Compares the files of one run with what is true on GitHub. A fact that was fetched must be true now; one that failed must
 * be as before. Nothing known may be lost while it is still on GitHub.
 */
export function audit(day: Day): Finding[] {
  const { before, after, truth, fetchLog } = day;
  const own = [
    ['profile', truth.profile],
    ['pullRequestsElsewhere', truth.pullRequestsElsewhere],
    ['contributions', contributionsThen(day)],
  ] as const;
  return [
    ...after.repositories.flatMap((repository) => auditRepository(day, repository)),
    ...own.flatMap(([name, now]) => {
      const facts = { was: before?.[name]?.value, is: after[name]?.value, now };
      // Without a token the calendar is not fetched and stays as it was.
      const isUnconfirmed = isFailing(fetchLog[name]) || fetchLog[name]?.checkedAt !== day.at;
      return auditFact(name, facts, isUnconfirmed);
    }),
    ...lostRepositories(day),
    ...disagreements(day),
  ];
}

function contributionsThen({ after, truth }: Day) {
  const known = after.contributions?.value;
  return known && truth.contributions(known.from, known.to);
}

function auditRepository(day: Day, repository: Repository): Finding[] {
  const { before, fetchLog, truth, isComplete } = day;
  const id = Number(repository.id);
  const now = truth.repositories.get(id);
  const memory = fetchLog.repositories[fetchLogKey(repository)] ?? {};
  if (!now) {
    const couldNotKnow = !isComplete || isFailing(memory.core);
    return couldNotKnow ? [] : [{ breach: 'removed but kept', what: repository.name }];
  }
  const was = before?.repositories.find((one) => one.id === id)?.sections ?? {};
  const { sections } = repository;
  const factsOf = (name: FactName): Facts => ({
    was: was[name]?.value,
    is: sections[name]?.value,
    now: now.facts[name],
  });
  return factNames
    .filter((name) => sections[name] || day.applies(id, name))
    .flatMap((name) => {
      const facts = factsOf(name);
      if (name === 'checks' && isForgotten(facts)) return [];
      if (name === 'commits') facts.now = sinceKnown(now.facts.commits, sections.commits?.value);
      if (name === 'core') facts.was = partlyAnswered(facts);
      // A false answer that repeats what was known cannot be told from a true one.
      if (day.hasFaults && isDeepStrictEqual(facts.is, facts.was)) return [];
      return auditFact(`${repository.name} ${name}`, facts, isFailing(memory[name]));
    });
}

type Commits = FactValue<'commits'>;
/** Only this many of the newest commits are counted by week, so the first weeks of a longer history may be unknown. */
const COUNTED = 500;

/** The truth about commits, without weeks that were too old to be counted when the repository was first fetched. */
function sinceKnown(now: Commits | undefined, is: Commits | undefined): Commits | undefined {
  if (!now?.weeks || !is?.weeks || now.total <= COUNTED || is.firstCommitAt !== null) return now;
  const { from } = is.weeks;
  const counts = Object.fromEntries(Object.entries(now.weeks.counts).filter(([week]) => week >= from));
  return { ...now, firstCommitAt: null, weeks: { ...now.weeks, from, counts } };
}

/** The expected value if some fields were unreadable: each field may be as on GitHub now or as known before. */
function partlyAnswered({ was, is, now }: Facts): unknown {
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) return was;
  const fields = Object.entries(was).map(([field, known]) => {
    const value: unknown = Reflect.get(is, field);
    return [field, isDeepStrictEqual(value, Reflect.get(Object(now), field)) ? value : known];
  });
  return Object.fromEntries(fields);
}

type Facts = { was: unknown; is: unknown; now: unknown };

function auditFact(what: string, { was, is, now }: Facts, isUnconfirmed: boolean): Finding[] {
  if (is === undefined) return was === undefined ? [] : [{ breach: 'facts lost', what }];
  if (isUnconfirmed ? isDeepStrictEqual(is, was) : isDeepStrictEqual(is, now)) return [];
  const words = `${what}: ${difference(is, now)} (on GitHub); ${difference(is, was)} (before)`;
  const isZero = zeros(is).some((path) => !zeros(now).includes(path) && !zeros(was).includes(path));
  return [{ breach: isZero ? 'wrong zeros' : 'wrong facts', what: words }];
}

/** Whether GitHub deleted old CI results: then the known ones of the same commit are kept. */
function isForgotten({ was, is, now }: Facts): boolean {
  return isDeepStrictEqual(was, is) && stateOf(now) === 'none' && shaIn(now) === shaIn(is);
}

function stateOf(checks: unknown): unknown {
  return Object(checks).state;
}

function shaIn(checks: unknown): unknown {
  return Object(checks).sha;
}

/** The paths of every 0, null, empty list and empty object in a value. */
function zeros(value: unknown, path = ''): string[] {
  if (value === 0 || value === null) return [path];
  if (typeof value !== 'object') return [];
  const inner = Object.entries(value);
  if (inner.length === 0) return [path];
  return inner.flatMap(([key, one]) => zeros(one, `${path}.${key}`));
}

function isFailing(check: FetchLogEntry | undefined): boolean {
  return check?.failingSince !== undefined;
}

function lostRepositories({ before, after, truth }: Day): Finding[] {
  const isKept = (id: number | null) => after.repositories.some((repository) => repository.id === id);
  return (before?.repositories ?? [])
    .filter(({ id }) => truth.repositories.has(Number(id)) && !isKept(id))
    .map(({ name }) => ({ breach: 'facts lost', what: name }));
}

/** The history must add up to the numbers of the snapshot. */
function disagreements({ after, history }: Day): Finding[] {
  const sums: Record<string, Counts> = {};
  for (const { changed } of history) {
    for (const [id, metrics] of Object.entries(changed)) sums[id] = { ...sums[id], ...metrics };
  }
  const shown = after.repositories.map(({ id, name, sections }) => {
    const { stars, forks } = sections.core?.value ?? {};
    const numbers = { stars, forks, commits: sections.commits?.value.total };
    return { id: String(id), name, numbers };
  });
  const strangers = Object.keys(sums).filter((id) => !shown.some((one) => one.id === id));
  return [
    ...strangers.map((id): Finding => ({ breach: 'history and snapshot differ', what: `history has ${id}` })),
    ...shown.flatMap(({ id, name, numbers }): Finding[] => {
      const differs = Object.entries(numbers).some(
        ([metric, value]) => typeof value === 'number' && Reflect.get(sums[id] ?? {}, metric) !== value,
      );
      const what = `${name}: ${brief(sums[id])} against ${brief(numbers)}`;
      return differs ? [{ breach: 'history and snapshot differ', what }] : [];
    }),
  ];
}

/** The first difference between two values. */
function difference(one: unknown, other: unknown, path = ''): string {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return `${path} ${brief(one)} against ${brief(other)}`;
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const key = keys.find((name) => !isDeepStrictEqual(Reflect.get(one, name), Reflect.get(other, name)));
  if (key === undefined) return 'the same';
  return difference(Reflect.get(one, key), Reflect.get(other, key), `${path}.${key}`);
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
