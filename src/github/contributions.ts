import { addDays } from '../dates.ts';
import type { Contributions } from '../facts/contributions.ts';
import { count } from '../facts/fact.ts';
import { z } from '../zod.ts';
import type { GraphQL } from './graphql.ts';
import { type GraphQLAnswer, problemAt, QueryTooLargeError } from './graphql-answer.ts';
import { GitHubRequestError } from './request-error.ts';

/** A part of the calendar: whole weeks from a Sunday on. */
interface Window {
  from: string;
  weeks: number;
}

type Day = [date: string, contributions: number];

const WEEKS = 52;
/** Since July 2026 GitHub refuses a whole year at once and, for busy accounts, sometimes half a year. */
const WINDOW_IN_WEEKS = 26;
const MIN_WINDOW_IN_WEEKS = 13;

/** The part of a query that fetches the calendar: its selection and variables. */
export function calendarPart(to: string) {
  return partFor(windowsBefore(to));
}

/** The 364 days before the Sunday `to`, in half years. */
function windowsBefore(to: string): Window[] {
  return [
    { from: addDays(to, -7 * WEEKS), weeks: WEEKS - WINDOW_IN_WEEKS },
    { from: addDays(to, -7 * WINDOW_IN_WEEKS), weeks: WINDOW_IN_WEEKS },
  ];
}

function partFor(windows: readonly Window[]) {
  const variables: Record<string, string> = {};
  const fields: string[] = [];
  for (const [index, { from, weeks }] of windows.entries()) {
    variables[`from${index}`] = `${from}T00:00:00Z`;
    variables[`to${index}`] = `${addDays(from, 7 * weeks - 1)}T23:59:59Z`;
    fields.push(`window${index}: contributionsCollection(from: $from${index}, to: $to${index}) {
      contributionCalendar { totalContributions weeks { contributionDays { date contributionCount } } }
    }`);
  }
  const declarations = Object.keys(variables).map((name) => `$${name}: DateTime!`);
  return {
    declarations: ['$login: String!', ...declarations].join(', '),
    selection: `user(login: $login) {\n    ${fields.join('\n    ')}\n  }`,
    variables,
  };
}

/** Reads the calendar of the 364 days before `to` from a response to {@link calendarPart}. Throws GitHubRequestError. */
export function readCalendar(answer: GraphQLAnswer, to: string): Contributions {
  return toContributions(daysIn(answer, windowsBefore(to).length), to);
}

/** Fetches the calendar with separate queries for each half year, or quarter if that is too much. Throws GitHubRequestError. */
export async function fetchCalendar(graphql: GraphQL, login: string, to: string): Promise<Contributions> {
  const days: Day[] = [];
  for (const window of windowsBefore(to)) days.push(...(await fetchWindow(graphql, login, window)));
  return toContributions(days, to);
}

async function fetchWindow(graphql: GraphQL, login: string, window: Window): Promise<Day[]> {
  const { declarations, selection, variables } = partFor([window]);
  const query = `query Contributions(${declarations}) {\n  ${selection}\n}`;
  try {
    return daysIn(await graphql.query('Contributions', query, { login, ...variables }), 1);
  } catch (error) {
    if (!(error instanceof QueryTooLargeError) || window.weeks <= MIN_WINDOW_IN_WEEKS) throw error;
    const days: Day[] = [];
    for (const half of halvesOf(window)) days.push(...(await fetchWindow(graphql, login, half)));
    return days;
  }
}

function halvesOf({ from, weeks }: Window): Window[] {
  const half = Math.ceil(weeks / 2);
  return [
    { from, weeks: half },
    { from: addDays(from, 7 * half), weeks: weeks - half },
  ];
}

/** GitHub may append a time to the day. */
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
const collection = z.object({ contributionCalendar: calendar });

function daysIn({ data, problems }: GraphQLAnswer, windows: number): Day[] {
  // If there is an error, the data may be incomplete.
  const problem = problemAt(problems, ['user']);
  if (problem) throw new GitHubRequestError(problem.reason, problem.detail);
  const user = z.record(z.string(), z.unknown()).safeParse(data.user);
  const days: Day[] = [];
  for (let index = 0; index < windows; index += 1) days.push(...daysOf(user.data?.[`window${index}`]));
  return days;
}

function daysOf(window: unknown): Day[] {
  const parsed = collection.safeParse(window);
  if (!parsed.success) throw unexpectedAnswer(`${parsed.error.issues[0]?.path.join('.')} could not be read`);
  const { totalContributions, weeks } = parsed.data.contributionCalendar;
  const days = weeks.flatMap(({ contributionDays }) =>
    contributionDays.map(({ date, contributionCount }): Day => [date, contributionCount]),
  );
  const sum = days.reduce((total, [, contributions]) => total + contributions, 0);
  if (sum < totalContributions) throw unexpectedAnswer(`got ${sum} of ${totalContributions} contributions`);
  return days;
}

function toContributions(days: readonly Day[], to: string): Contributions {
  const from = addDays(to, -7 * WEEKS);
  // GitHub pads windows to whole weeks, so they may overlap: count each day once.
  const all = new Map(days.filter(([date]) => date >= from && date < to));
  if (all.size !== 7 * WEEKS) throw unexpectedAnswer(`got ${all.size} of ${7 * WEEKS} days`);
  const active = [...all].filter(([, contributions]) => contributions > 0);
  const total = active.reduce((sum, [, contributions]) => sum + contributions, 0);
  return { from, to, total, days: Object.fromEntries(active) };
}

function unexpectedAnswer(what: string): GitHubRequestError {
  return new GitHubRequestError('unexpected answer', `GraphQL Contributions: ${what}`);
}
