import { z } from 'zod';
import { addDays } from '../dates.ts';
import type { Contributions } from '../facts/contributions.ts';
import { ask, GitHubRequestError, type GraphQL } from './client.ts';
import { detailLine } from './detail.ts';
import { count } from './fields.ts';
import { type Failure, toResult } from './to-result.ts';

const QUERY = `query ($login: String!, $from: DateTime!, $to: DateTime!) {
  user(login: $login) {
    contributionsCollection(from: $from, to: $to) {
      contributionCalendar { weeks { contributionDays { date contributionCount } } }
    }
  }
}`;

const calendar = z.object({
  weeks: z.array(
    z.object({ contributionDays: z.array(z.object({ date: z.iso.date(), contributionCount: count })) }),
  ),
});
const answer = z.object({
  data: z
    .object({
      user: z.object({ contributionsCollection: z.object({ contributionCalendar: calendar }) }).nullable(),
    })
    .nullish(),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).optional(),
});

const WEEKS = 52;
/** Since July 2026 a whole year is too much to ask for at once, and for busy accounts half a year may be. */
const WINDOW_IN_WEEKS = 26;
const SMALLEST_WINDOW_IN_WEEKS = 13;

/** Contributions on each of the 364 days before the Sunday `to`. Needs a token. Throws GitHubRequestError. */
export async function fetchContributions(
  graphql: GraphQL,
  login: string,
  to: string,
): Promise<Contributions> {
  const from = addDays(to, -7 * WEEKS);
  const middle = addDays(to, -7 * WINDOW_IN_WEEKS);
  const halves = await Promise.all([
    askWindow(graphql, login, { from, weeks: WEEKS - WINDOW_IN_WEEKS }),
    askWindow(graphql, login, { from: middle, weeks: WINDOW_IN_WEEKS }),
  ]);
  // Windows overlap at their edges, as GitHub fills up weeks: each day counts once.
  const all = new Map(halves.flat().filter(([date]) => date >= from && date < to));
  const days = Object.fromEntries([...all].filter(([, contributions]) => contributions > 0));
  return { from, to, total: Object.values(days).reduce((sum, one) => sum + one, 0), days };
}

interface Window {
  from: string;
  weeks: number;
}

type Day = [date: string, contributions: number];

async function askWindow(graphql: GraphQL, login: string, window: Window): Promise<Day[]> {
  const variables = {
    login,
    from: `${window.from}T00:00:00Z`,
    to: `${addDays(window.from, 7 * window.weeks - 1)}T23:59:59Z`,
  };
  const asked = await toResult(ask(graphql, graphql.route, { query: QUERY, variables }, answer));
  const [error] = asked.kind === 'ok' ? (asked.value.value.errors ?? []) : [];
  const isTooMuch = asked.kind === 'error' ? isTooSlow(asked) : error && isOverLimit(error);
  if (isTooMuch && window.weeks > SMALLEST_WINDOW_IN_WEEKS) {
    return (await Promise.all(halvesOf(window).map((half) => askWindow(graphql, login, half)))).flat();
  }
  if (asked.kind === 'error') throw new GitHubRequestError(asked.reason, asked.detail);
  // An error beside data means that the data is cut short.
  if (error)
    throw new GitHubRequestError(
      reasonOf(error),
      `GraphQL contributionsCollection: ${detailLine(error.message, 200)}`,
    );
  const { data } = asked.value.value;
  if (!data)
    throw new GitHubRequestError('unexpected answer', 'GraphQL contributionsCollection: data: missing');
  const { user } = data;
  if (!user) throw new GitHubRequestError('not found', `GraphQL user(login: "${login}") is null`);
  return user.contributionsCollection.contributionCalendar.weeks.flatMap(({ contributionDays }) =>
    contributionDays.map(({ date, contributionCount }): Day => [date, contributionCount]),
  );
}

function halvesOf({ from, weeks }: Window): Window[] {
  const half = Math.ceil(weeks / 2);
  return [
    { from, weeks: half },
    { from: addDays(from, 7 * half), weeks: weeks - half },
  ];
}

interface GraphQLError {
  type?: string | undefined;
  message: string;
}

function isOverLimit({ type, message }: GraphQLError): boolean {
  return type === 'RESOURCE_LIMITS_EXCEEDED' || /resource limit|respond in time/i.test(message);
}

function isTooSlow({ reason }: Failure): boolean {
  return reason === 'server error' || reason === 'timed out';
}

function reasonOf({ type }: GraphQLError) {
  if (type === 'RATE_LIMITED' || type === 'RATE_LIMIT') return 'rate limited';
  if (type === 'FORBIDDEN') return 'not allowed';
  return type === 'NOT_FOUND' ? 'not found' : 'unexpected answer';
}
