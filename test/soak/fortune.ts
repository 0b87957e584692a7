import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import { dailyFaults } from '../support/github/misfortune.ts';
import type { Random } from '../support/github/random.ts';
import { oneOf, upTo } from '../support/github/random.ts';

/** What befalls one run. */
export type Fortune = {
  /** Nothing, or one thing in words. */
  trouble: string | null;
  rules: FaultRule[];
  token: 'good' | 'rejected' | 'none';
  /** Nothing answers at GitHub's address. */
  isRefused: boolean;
  isCacheLost: boolean;
};

/** A day on which nothing goes wrong. */
export const calm: Fortune = {
  trouble: null,
  rules: [],
  token: 'good',
  isRefused: false,
  isCacheLost: false,
};

/** On so many of the days that no lasting trouble falls on, one endpoint or all of them fail for a while. */
const DAYS_WITH_FAULTS = 0.35;

/** Answers that are well formed and false, as GitHub has given them: the quality gate is there for these. */
const lies: Record<string, FaultRule> = {
  'an empty list of repositories': { on: '/users/{username}/repos', fault: faults.edit(() => []) },
  'a calendar without a contribution': { on: '/graphql', fault: faults.edit(withoutContributions) },
  'stars that fell to nothing': { on: '/users/{username}/repos', fault: faults.edit(withoutStars) },
};

/** The fortunes of one day after another: faults of a day, and now and then trouble that lasts for days. */
export function fortunes(random: Random): () => Fortune {
  let lasting: Fortune = calm;
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

function lastingTrouble(random: Random): [Fortune, number] {
  const days = 1 + upTo(random, 4);
  const [lie, rule] = oneOf(random, Object.entries(lies));
  return oneOf<[Fortune, number]>(random, [
    [{ ...calm, trouble: 'nobody listens', isRefused: true }, days],
    [{ ...calm, trouble: 'connections are reset', rules: [{ fault: faults.reset }] }, days],
    [{ ...calm, trouble: 'every answer is 503', rules: [{ fault: faults.status(503) }] }, days],
    [{ ...calm, trouble: 'the token is rejected', token: 'rejected' }, days],
    [{ ...calm, trouble: 'there is no token', token: 'none' }, days],
    // The third time over 48 hours it would be believed.
    [{ ...calm, trouble: lie, rules: [rule] }, 2],
  ]);
}

function withoutContributions(body: unknown): void {
  everyObject(body, (object) => {
    if ('contributionCount' in object) Reflect.set(object, 'contributionCount', 0);
  });
}

/** Below ten a fall to nothing is believed. */
function withoutStars(body: unknown): void {
  everyObject(body, (object) => {
    if (Number(Reflect.get(object, 'stargazers_count')) >= 10) Reflect.set(object, 'stargazers_count', 0);
  });
}

function everyObject(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const inner of Object.values(value)) everyObject(inner, visit);
}
