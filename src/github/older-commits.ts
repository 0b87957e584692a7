import { ContradictionError } from '../facts/answer.ts';
import {
  type CommitPages,
  historyField,
  MAX_COMMITS,
  readCommitPage,
  toCommits,
} from '../facts/commit-pages.ts';
import type { Commits } from '../facts/commit-weeks.ts';
import { z } from '../zod.ts';
import type { DetailOptions } from './details.ts';
import type { DiscoveredRepository } from './discover.ts';
import { QueryTooLargeError } from './graphql-answer.ts';
import { GitHubRequestError } from './request-error.ts';
import { type Failure, toFailure } from './to-result.ts';

/** A repository whose older commits are to be read. */
export interface OlderCommitsTask {
  found: DiscoveredRepository;
  pages: CommitPages;
}

/** Repositories per query: one page of each takes about 75 ms of the ten seconds that GitHub allows. */
const BATCH = 30;

/** The newest commits of a repository. */
export interface OlderCommits {
  commits: Commits;
  /** Why not all of the newest 500 were read; null if they were. */
  failure: Failure | null;
}

const NO_CAPACITY: Failure = {
  kind: 'error',
  reason: 'request budget spent',
  detail: 'GraphQL OlderCommits: left for a run with time to spare',
};

const CONTRADICTION: Failure = {
  kind: 'error',
  reason: 'unexpected answer',
  detail: 'GraphQL OlderCommits: the page does not continue the earlier ones',
};

/**
 * Reads further pages until the newest 500 commits are known: always for configured repositories, for others only while this
 * run has queries and time to spare. After a failure, the commits read so far are kept.
 */
export async function fetchOlderCommits(
  options: DetailOptions,
  tasks: readonly OlderCommitsTask[],
): Promise<Map<number, OlderCommits>> {
  const results = new Map<number, OlderCommits>();
  const record = ({ found, pages }: OlderCommitsTask, failure: Failure | null) =>
    results.set(found.repository.id, { commits: toCommits(pages, options.now), failure });
  for (const task of tasks) record(task, NO_CAPACITY);
  const byImportance = (a: OlderCommitsTask, b: OlderCommitsTask) =>
    Number(b.found.isConfigured) - Number(a.found.isConfigured);
  let pending = tasks.toSorted(byImportance);
  for (;;) {
    const allowed = pending.filter(({ found }) => found.isConfigured || options.graphql.hasSpareCapacity());
    const isOwn = allowed[0]?.found.role === 'author';
    const batch = allowed.filter(({ found }) => (found.role === 'author') === isOwn).slice(0, BATCH);
    if (batch.length === 0) return results;
    const { read, failed } = await readBatch(options, batch);
    for (const { task, failure } of failed) record(task, failure);
    for (const task of read) record(task, isPending(task) ? NO_CAPACITY : null);
    pending = [...read.filter(isPending), ...pending.filter((task) => !batch.includes(task))];
  }
}

function isPending({ pages }: OlderCommitsTask): boolean {
  return pages.next !== null && pages.dates.length < MAX_COMMITS;
}

interface BatchResult {
  /** The tasks, each with one more page. */
  read: OlderCommitsTask[];
  failed: { task: OlderCommitsTask; failure: Failure }[];
}

async function readBatch(options: DetailOptions, batch: readonly OlderCommitsTask[]): Promise<BatchResult> {
  try {
    return await queryBatch(options, batch);
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    if (!(error instanceof QueryTooLargeError) || batch.length === 1) {
      return { read: [], failed: batch.map((task) => ({ task, failure: toFailure(error) })) };
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await readBatch(options, batch.slice(0, middle));
    const second = await readBatch(options, batch.slice(middle));
    return { read: [...first.read, ...second.read], failed: [...first.failed, ...second.failed] };
  }
}

async function queryBatch(
  { graphql, ownerId, now }: DetailOptions,
  batch: readonly OlderCommitsTask[],
): Promise<BatchResult> {
  const author = batch[0]?.found.role === 'author' ? null : { id: ownerId };
  const variables: Record<string, unknown> = { author };
  for (const [index, { found, pages }] of batch.entries()) {
    variables[`id${index}`] = found.repository.nodeId;
    variables[`after${index}`] = pages.next;
  }
  const { data } = await graphql.query('OlderCommits', queryFor(batch.length), variables);
  const result: BatchResult = { read: [], failed: [] };
  for (const [index, task] of batch.entries()) {
    const pages = nextPage(data[`r${index}`], task.pages, { now, countsAllAuthors: author === null });
    if (pages) result.read.push({ found: task.found, pages });
    else result.failed.push({ task, failure: CONTRADICTION });
  }
  return result;
}

function queryFor(size: number): string {
  const indices = Array.from({ length: size }, (_, index) => index);
  const variables = indices.map((index) => `$id${index}: ID!, $after${index}: String`);
  const fields = indices.map((index) => {
    const history = historyField(`, after: $after${index}`);
    return `r${index}: node(id: $id${index}) { ... on Repository { isEmpty defaultBranchRef { target { ... on Commit { ${history} } } } } }`;
  });
  return `query OlderCommits($author: CommitAuthor, ${variables.join(', ')}) {\n  ${fields.join('\n  ')}\n}`;
}

type PageContext = Parameters<typeof readCommitPage>[1];

/** Appends a page; null if it does not continue the earlier ones. */
function nextPage(node: unknown, pages: CommitPages, context: PageContext): CommitPages | null {
  try {
    const page = readCommitPage(node, context);
    const continues = page.total === pages.total && page.dates.length > 0 && page.next !== pages.next;
    if (!continues) return null;
    const joined = { ...page, dates: [...pages.dates, ...page.dates] };
    toCommits(joined, context.now);
    return joined;
  } catch (error) {
    if (error instanceof ContradictionError || error instanceof z.ZodError) return null;
    throw error;
  }
}
