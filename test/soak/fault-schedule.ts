import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import { dailyFaults } from '../support/github/misfortune.ts';
import type { Random } from '../support/github/random.ts';
import { oneOf, upTo } from '../support/github/random.ts';

/** Under which conditions one run takes place. */
export type DayConditions = {
  /** Nothing, or one thing in words. */
  trouble: string | null;
  rules: FaultRule[];
  token: 'good' | 'rejected' | 'none';
  /** Nothing answers at GitHub's address. */
  isRefused: boolean;
  isCacheLost: boolean;
  /** How far this machine's clock is ahead, in milliseconds. */
  clockAheadMs: number;
};

/** A day on which nothing goes wrong. */
export const calm: DayConditions = {
  trouble: null,
  rules: [],
  token: 'good',
  isRefused: false,
  isCacheLost: false,
  clockAheadMs: 0,
};

const DAY_MS = 86_400_000;

/** On so many of the days that no lasting trouble falls on, one endpoint or all of them fail for a while. */
const DAYS_WITH_FAULTS = 0.35;

const LIST = '/users/{username}/repos';
const ONE = /^\/(?:repositories\/\d+|repos\/[^/]+\/[^/]+)$/;
const empty = (on: string): FaultRule => ({ on, fault: faults.edit(() => []) });

/** By name, answers that are well formed but false, as GitHub has given them: the gates are there for these. */
const falseAnswers: Record<string, FaultRule[]> = {
  'an empty list of repositories': [empty(LIST)],
  'a calendar without a contribution': [{ on: '/graphql', fault: faults.edit(withoutContributions) }],
  'stars that fell to nothing': [{ on: LIST, fault: faults.edit(withLow('stargazers_count')) }],
  'forks that fell to nothing': [{ on: LIST, fault: faults.edit(withLow('forks_count')) }],
  'no commits anywhere': [empty('/repos/{owner}/{repo}/commits')],
  'no languages anywhere': [{ on: '/repos/{owner}/{repo}/languages', fault: faults.edit(() => ({})) }],
  'no releases and no tags': [empty('/repos/{owner}/{repo}/releases'), empty('/repos/{owner}/{repo}/tags')],
  'every repository gone': [empty(LIST), { on: ONE, fault: faults.status(404) }],
  'every repository private': [
    { on: LIST, fault: faults.edit(withEvery({ private: true })) },
    { on: ONE, fault: faults.edit((body) => ({ ...Object(body), private: true })) },
  ],
};

/** This machine's clock may be wrong while GitHub's is right. */
const WRONG_CLOCKS = [-1000 * DAY_MS, -DAY_MS, DAY_MS, 1000 * DAY_MS];

/** Each false answer for two days and each wrong clock for one, with a calm day before, between and after. */
export const fullSchedule: DayConditions[] = [
  calm,
  ...Object.entries(falseAnswers).flatMap(([trouble, rules]) => {
    const falseAnswer = { ...calm, trouble, rules };
    return [falseAnswer, falseAnswer, calm];
  }),
  ...WRONG_CLOCKS.flatMap((clockAheadMs) => [
    { ...calm, trouble: 'this clock is wrong', clockAheadMs },
    calm,
  ]),
];

/** The conditions of one day after another: faults of a day, and now and then trouble that lasts for days. */
export function randomSchedule(random: Random): () => DayConditions {
  let lasting: DayConditions = calm;
  let daysLeft = 0;
  return () => {
    if (daysLeft === 0 && random() < 0.03) [lasting, daysLeft] = lastingTrouble(random);
    const isCacheLost = random() < 0.02;
    if (daysLeft > 0) {
      daysLeft -= 1;
      return { ...lasting, isCacheLost };
    }
    const { names, rules } = dailyFaults(random, DAYS_WITH_FAULTS);
    return { ...calm, rules, trouble: names[0] ?? null, isCacheLost };
  };
}

function lastingTrouble(random: Random): [DayConditions, number] {
  const days = 1 + upTo(random, 4);
  const [falseAnswer, rules] = oneOf(random, Object.entries(falseAnswers));
  return oneOf<[DayConditions, number]>(random, [
    [{ ...calm, trouble: 'nobody listens', isRefused: true }, days],
    [{ ...calm, trouble: 'connections are reset', rules: [{ fault: faults.reset }] }, days],
    [{ ...calm, trouble: 'every answer is 503', rules: [{ fault: faults.status(503) }] }, days],
    [{ ...calm, trouble: 'the token is rejected', token: 'rejected' }, days],
    [{ ...calm, trouble: 'there is no token', token: 'none' }, days],
    // The third time over 48 hours it would be accepted.
    [{ ...calm, trouble: falseAnswer, rules }, 2],
    [{ ...calm, trouble: falseAnswer, rules }, 2],
    [{ ...calm, trouble: 'this clock is wrong', clockAheadMs: oneOf(random, WRONG_CLOCKS) }, days],
  ]);
}

function withoutContributions(body: unknown): void {
  everyObject(body, (object) => {
    if ('contributionCount' in object) Reflect.set(object, 'contributionCount', 0);
  });
}

/** Below ten a fall to nothing is accepted. */
function withLow(field: string): (body: unknown) => void {
  return (body) =>
    everyObject(body, (object) => {
      if (Number(Reflect.get(object, field)) >= 10) Reflect.set(object, field, 0);
    });
}

function withEvery(fields: object): (body: unknown) => unknown {
  return (body) => (Array.isArray(body) ? body.map((item) => ({ ...item, ...fields })) : body);
}

function everyObject(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const inner of Object.values(value)) everyObject(inner, visit);
}
