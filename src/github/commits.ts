import { z } from 'zod';
import { addDays, sundayOf } from '../dates.ts';
import type { Weeks } from '../facts/commit-weeks.ts';
import type { FactValue } from '../facts/index.ts';
import { type Client, GitHubRequestError } from './client.ts';
import { pastDate, writtenDate } from './fields.ts';
import { fetchAllPages, fetchCount } from './pages.ts';
import { ownerAndName } from './repositories.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/commits';
/** The newest 500 commits are counted by week; older weeks are known from earlier refreshes. */
const PAGES = 5;

const schema = z.array(
  z.object({ sha: z.string(), commit: z.object({ committer: z.object({ date: writtenDate }) }) }),
);

/**
 * Commits on the default branch by committer date, merges included; those of `author` alone where one is named.
 * One with an impossible date is counted, but is neither the first nor the last and lies in no week. `today` ends the stretch for which the weeks are complete. Throws GitHubRequestError.
 */
export async function fetchCommits(
  client: Client,
  fullName: string,
  author: string | null,
  today: string,
): Promise<FactValue<'commits'>> {
  const parameters = { ...ownerAndName(fullName), ...(author ? { author } : {}) };
  let newest: z.infer<typeof schema>;
  try {
    newest = await fetchAllPages(client, ROUTE, parameters, schema, PAGES);
  } catch (error) {
    if (error instanceof GitHubRequestError && isEmptyRepository(error)) return empty;
    throw error;
  }
  if (new Set(newest.map(({ sha }) => sha)).size < newest.length) {
    const what = 'a commit comes twice: the list changed while it was read';
    throw new GitHubRequestError('unexpected answer', `GET /repos/${fullName}/commits: sha: ${what}`);
  }
  const dates = newest
    .map(({ commit }) => pastDate(commit.committer.date, today))
    .filter((date) => date !== null)
    .sort();
  const isOnePart = newest.length < PAGES * 100;
  const total = isOnePart ? newest.length : await fetchCount(client, ROUTE, parameters);
  const isWhole = total === newest.length;
  return {
    total,
    firstCommitAt: isWhole ? (dates[0] ?? null) : null,
    lastCommitAt: dates.at(-1) ?? null,
    weeks: weeksOf(dates, isWhole, today),
  };
}

/** GitHub answers "409 Git Repository is empty." for a repository without a commit. */
function isEmptyRepository({ status, message }: GitHubRequestError): boolean {
  return status === 409 && /repository is empty/i.test(message);
}

const empty = { total: 0, firstCommitAt: null, lastCommitAt: null, weeks: null };

function weeksOf(dates: readonly string[], isWhole: boolean, today: string): Weeks | null {
  const [oldest] = dates;
  if (oldest === undefined) return null;
  // Where older commits exist, the oldest one's week may hold some of them.
  const from = isWhole ? sundayOf(oldest) : addDays(sundayOf(oldest), 7);
  const counts: Record<string, number> = {};
  for (const week of dates.map(sundayOf).filter((sunday) => sunday >= from)) {
    const before = counts[week];
    counts[week] = before === undefined ? 1 : before + 1;
  }
  const to = sundayOf(today);
  return { from, to: to > from ? to : from, counts };
}
