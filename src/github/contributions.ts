import { z } from 'zod';
import { addDays } from '../dates.ts';
import type { Contributions } from '../facts/contributions.ts';
import { count } from '../facts/fact.ts';
import { type GraphQL, QueryTooLargeError } from './graphql.ts';
import { GitHubRequestError } from './request-error.ts';

const QUERY = `query Contributions($login: String!, $from: DateTime!, $to: DateTime!) {
  user(login: $login) {
    contributionsCollection(from: $from, to: $to) {
      contributionCalendar { totalContributions weeks { contributionDays { date contributionCount } } }
    }
  }
}`;

/** A day may come with a time. */
const calendarDay = z
  .string()
  .transform((text) => text.slice(0, 10))
  .pipe(z.iso.date());

const calendar = z.object({
  totalContributions: count,
  weeks: z.array(
    z.object({ contributionDays: z.array(z.object({ date: calendarDay, contributionCount: count })) }),
  ),
});
const answer = z.object({ contributionsCollection: z.object({ contributionCalendar: calendar }) });

const WEEKS = 52;
/** Since July 2026 a whole year is too much to ask for at once, and for busy accounts half a year may be. */
const WINDOW_IN_WEEKS = 26;
const SMALLEST_WINDOW_IN_WEEKS = 13;

/** Contributions on each of the 364 days before the Sunday `to`. Throws GitHubRequestError. */
export async function fetchContributions(
  graphql: GraphQL,
  login: string,
  to: string,
): Promise<Contributions> {
  const from = addDays(to, -7 * WEEKS);
  const middle = addDays(to, -7 * WINDOW_IN_WEEKS);
  const days = [
    ...(await fetchWindow(graphql, login, { from, weeks: WEEKS - WINDOW_IN_WEEKS })),
    ...(await fetchWindow(graphql, login, { from: middle, weeks: WINDOW_IN_WEEKS })),
  ];
  // Windows overlap at their edges, as GitHub fills up weeks: each day counts once.
  const all = new Map(days.filter(([date]) => date >= from && date < to));
  if (all.size !== 7 * WEEKS) throw contradiction(`${all.size} of ${7 * WEEKS} days`);
  const active = [...all].filter(([, contributions]) => contributions > 0);
  const total = active.reduce((sum, [, contributions]) => sum + contributions, 0);
  return { from, to, total, days: Object.fromEntries(active) };
}

interface Window {
  from: string;
  weeks: number;
}

type Day = [date: string, contributions: number];

async function fetchWindow(graphql: GraphQL, login: string, window: Window): Promise<Day[]> {
  try {
    return await askFor(graphql, login, window);
  } catch (error) {
    if (!(error instanceof QueryTooLargeError) || window.weeks <= SMALLEST_WINDOW_IN_WEEKS) throw error;
    const days: Day[] = [];
    for (const half of halvesOf(window)) days.push(...(await fetchWindow(graphql, login, half)));
    return days;
  }
}

async function askFor(graphql: GraphQL, login: string, window: Window): Promise<Day[]> {
  const { data, problems } = await graphql.query('Contributions', QUERY, {
    login,
    from: `${window.from}T00:00:00Z`,
    to: `${addDays(window.from, 7 * window.weeks - 1)}T23:59:59Z`,
  });
  // An error beside data means that the data is cut short.
  const [problem] = problems;
  if (problem) throw new GitHubRequestError(problem.reason, problem.detail);
  const parsed = answer.safeParse(data.user);
  if (!parsed.success) throw contradiction(`${parsed.error.issues[0]?.path.join('.')} is not understood`);
  const { totalContributions, weeks } = parsed.data.contributionsCollection.contributionCalendar;
  const days = weeks.flatMap(({ contributionDays }) =>
    contributionDays.map(({ date, contributionCount }): Day => [date, contributionCount]),
  );
  const sum = days.reduce((total, [, contributions]) => total + contributions, 0);
  if (sum < totalContributions) throw contradiction(`${sum} of ${totalContributions} contributions`);
  return days;
}

function contradiction(what: string): GitHubRequestError {
  return new GitHubRequestError('unexpected answer', `GraphQL Contributions: ${what}`);
}

function halvesOf({ from, weeks }: Window): Window[] {
  const half = Math.ceil(weeks / 2);
  return [
    { from, weeks: half },
    { from: addDays(from, 7 * half), weeks: weeks - half },
  ];
}
