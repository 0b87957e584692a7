import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import * as graphqlFaults from '../support/github/graphql-faults.ts';
import type { Random } from '../support/github/random.ts';
import { pickOne, randomUpTo } from '../support/github/random.ts';
import { dailyFaults } from '../support/github/random-faults.ts';

/** The conditions of one run. */
export type DayConditions = {
  /** A description, or null on a calm day. */
  trouble: string | null;
  rules: FaultRule[];
  token: 'good' | 'rejected' | 'none';
  /** Whether connections to GitHub are refused. */
  isRefused: boolean;
  isCacheLost: boolean;
  /** How far this machine's clock is ahead, in milliseconds. */
  clockAheadMs: number;
};

/** A day on which nothing goes wrong. */
export const calmDay: DayConditions = {
  trouble: null,
  rules: [],
  token: 'good',
  isRefused: false,
  isCacheLost: false,
  clockAheadMs: 0,
};

const DAY_MS = 86_400_000;

/** The share of days without longer trouble on which one endpoint, or all, fail for a while. */
const DAYS_WITH_FAULTS = 0.35;

/** The share of these faults that are specific to GraphQL. */
const GRAPHQL_SHARE = 0.6;

const GRAPHQL = '/graphql';
const TREE = '/repos/{owner}/{repo}/git/trees/{tree_sha}';
const edited = (edit: (body: unknown) => unknown): FaultRule => ({ on: GRAPHQL, fault: faults.edit(edit) });

/** The GraphQL lists, by operation and field. */
const lists = {
  repositories: { operation: 'Repositories', field: 'repositories' },
  commits: { field: 'history' },
  languages: { field: 'languages' },
  releases: { field: 'releases' },
  tags: { field: 'tags' },
  'pull requests elsewhere': { operation: /^(?:Activity|PullRequests)$/, field: 'search' },
} satisfies Record<string, Omit<FaultRule, 'fault'>>;

/** For each list: empty, with a total of 0, and cut in half. */
const shortLists = Object.entries(lists).flatMap(([what, where]): [string, FaultRule[]][] => [
  [`no ${what}`, [{ ...where, fault: graphqlFaults.emptyList }]],
  [`${what} with a total of 0`, [{ ...where, fault: graphqlFaults.zeroTotal }]],
  [`half of the ${what}`, [{ ...where, fault: graphqlFaults.endsEarly }]],
]);

/** Well-formed but false responses, by name. GitHub has sent such responses, and the gate exists because of them. */
const falseAnswers: Record<string, FaultRule[]> = {
  ...Object.fromEntries(shortLists),
  'a calendar without contributions': [edited(withLow('contributionCount', 1))],
  'a calendar without days': [edited(withoutContributions)],
  'stars that dropped to 0': [edited(withLow('stargazerCount'))],
  'forks that dropped to 0': [edited(withLow('forkCount'))],
  'no branches': [{ operation: 'Details', field: 'defaultBranchRef', fault: graphqlFaults.partNull }],
  'all repositories empty': [
    { operation: 'Details', field: 'defaultBranchRef', fault: graphqlFaults.partNull },
    { operation: 'Details', field: 'isEmpty', fault: graphqlFaults.partValue(true) },
  ],
  'no languages and no main language': [
    { operation: 'Details', field: 'primaryLanguage', fault: graphqlFaults.partNull },
    { ...lists.languages, fault: graphqlFaults.emptyList },
  ],
  'no releases and no tags': [lists.releases, lists.tags].map((list) => ({
    ...list,
    fault: graphqlFaults.emptyList,
  })),
  'no files': [{ on: TREE, fault: faults.edit((body) => ({ ...Object(body), tree: [] })) }],
  'every repository missing': [
    { ...lists.repositories, fault: graphqlFaults.emptyList },
    {
      operation: 'Lookup',
      repository: /./,
      fault: graphqlFaults.partError('NOT_FOUND', 'Could not resolve'),
    },
  ],
  'every repository private': [edited(withEvery('isPrivate', true))],
  'every list empty': Object.values(lists).map((list) => ({ ...list, fault: graphqlFaults.emptyList })),
};

/** Offsets of this machine's clock; GitHub's is right. */
const WRONG_CLOCKS = [-1000 * DAY_MS, -DAY_MS, DAY_MS, 1000 * DAY_MS];

/** Each false response and each wrong clock for a day, with calm days before, between and after. */
export const fullSchedule: DayConditions[] = [
  calmDay,
  ...Object.entries(falseAnswers).flatMap(([trouble, rules]) => [{ ...calmDay, trouble, rules }, calmDay]),
  ...WRONG_CLOCKS.flatMap((clockAheadMs) => [
    { ...calmDay, trouble: 'this clock is wrong', clockAheadMs },
    calmDay,
  ]),
];

/** Returns the conditions of successive days: faults of one day, and occasionally trouble that lasts for days. */
export function randomSchedule(random: Random): () => DayConditions {
  let lasting: DayConditions = calmDay;
  let daysLeft = 0;
  return () => {
    if (daysLeft === 0 && random() < 0.03) [lasting, daysLeft] = lastingTrouble(random);
    const isCacheLost = random() < 0.02;
    if (daysLeft > 0) {
      daysLeft -= 1;
      return { ...lasting, isCacheLost };
    }
    const { names, rules } = dailyFaults(random, DAYS_WITH_FAULTS, GRAPHQL_SHARE);
    return { ...calmDay, rules, trouble: names[0] ?? null, isCacheLost };
  };
}

function lastingTrouble(random: Random): [DayConditions, number] {
  const days = 1 + randomUpTo(random, 4);
  const [falseAnswer, rules] = pickOne(random, Object.entries(falseAnswers));
  return pickOne<[DayConditions, number]>(random, [
    [{ ...calmDay, trouble: 'connections are refused', isRefused: true }, days],
    [{ ...calmDay, trouble: 'connections are reset', rules: [{ fault: faults.reset }] }, days],
    [{ ...calmDay, trouble: 'every answer is 503', rules: [{ fault: faults.status(503) }] }, days],
    [{ ...calmDay, trouble: 'the token is rejected', token: 'rejected' }, days],
    [{ ...calmDay, trouble: 'there is no token', token: 'none' }, days],
    // Two days only: the third time over 48 hours it would be accepted.
    [{ ...calmDay, trouble: falseAnswer, rules }, 2],
    [{ ...calmDay, trouble: falseAnswer, rules }, 2],
    [{ ...calmDay, trouble: 'this clock is wrong', clockAheadMs: pickOne(random, WRONG_CLOCKS) }, days],
  ]);
}

/** Sets a field to 0 wherever it is at least `least`: below ten the gate accepts a drop to 0. */
function withLow(field: string, least = 10): (body: unknown) => void {
  return (body) =>
    everyObject(body, (object) => {
      if (Number(Reflect.get(object, field)) >= least) Reflect.set(object, field, 0);
    });
}

function withoutContributions(body: unknown): void {
  everyObject(body, (object) => {
    if ('contributionDays' in object) Reflect.set(object, 'contributionDays', []);
  });
}

function withEvery(field: string, value: unknown): (body: unknown) => void {
  return (body) =>
    everyObject(body, (object) => {
      if (field in object) Reflect.set(object, field, value);
    });
}

function everyObject(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const inner of Object.values(value)) everyObject(inner, visit);
}
