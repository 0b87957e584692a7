import { graphqlError } from './graphql-errors.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

/** The contribution calendar for at most a year, by default the last one. */
export function contributions(world: World, window: { from?: string; to?: string }) {
  const to = Date.parse(window.to ?? world.now);
  const from = window.from ? Date.parse(window.from) : to - 365 * dayMs;
  if (to - from > 366 * dayMs) {
    throw graphqlError('INVALID', "The total time spanned by 'from' and 'to' must not exceed 1 year");
  }
  if (world.contributionWindowDays !== null && to - from > world.contributionWindowDays * dayMs) {
    throw graphqlError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
  }
  const days = daysBetween(from, to).map((date) => dayNode(date, world.contributions[date] ?? 0));
  const total = days.reduce((sum, { contributionCount }) => sum + contributionCount, 0);
  return {
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(to).toISOString(),
    restrictedContributionsCount: 0,
    hasAnyRestrictedContributions: false,
    contributionCalendar: {
      totalContributions: total,
      isHalloween: false,
      colors: [],
      months: [],
      weeks: weeksOf(days),
    },
  };
}

type Day = ReturnType<typeof dayNode>;

function dayNode(date: string, contributionCount: number) {
  const contributionLevel = contributionCount === 0 ? 'NONE' : 'FIRST_QUARTILE';
  return {
    date,
    contributionCount,
    contributionLevel,
    color: '#ebedf0',
    weekday: new Date(date).getUTCDay(),
  };
}

/** Weeks start on Sunday; the first and the last may be incomplete. */
function weeksOf(days: Day[]): { firstDay: string; contributionDays: Day[] }[] {
  const weeks: { firstDay: string; contributionDays: Day[] }[] = [];
  for (const day of days) {
    if (weeks.length === 0 || day.weekday === 0) weeks.push({ firstDay: day.date, contributionDays: [] });
    weeks.at(-1)?.contributionDays.push(day);
  }
  return weeks;
}

function daysBetween(from: number, to: number): string[] {
  const first = Math.floor(from / dayMs);
  const count = Math.floor(to / dayMs) - first + 1;
  return Array.from({ length: count }, (_, place) =>
    new Date((first + place) * dayMs).toISOString().slice(0, 10),
  );
}
