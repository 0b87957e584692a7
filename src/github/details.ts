import type { ReadContext } from '../facts/answer.ts';
import { type CommitPages, readCommitPage } from '../facts/commit-pages.ts';
import { type FactName, type FactValues, type FetchedFacts, repositoryFacts } from '../facts/index.ts';
import { z } from '../zod.ts';
import type { DiscoveredRepository } from './discover.ts';
import type { GraphQL } from './graphql.ts';
import { type Problem, QueryTooLargeError } from './graphql-answer.ts';
import { fieldsOf, readFacts } from './read-facts.ts';
import { GitHubRequestError } from './request-error.ts';
import { toFailure } from './to-result.ts';

/** The facts of one repository to fetch by GraphQL. */
export interface DetailTask {
  found: DiscoveredRepository;
  facts: readonly FactName[];
}

/** The outcome of a task. */
export interface DetailResult {
  found: DiscoveredRepository;
  facts: FetchedFacts;
  /** The newest commits, if there are older ones to read. The response itself is dropped to save memory. */
  newestCommits: CommitPages | null;
  /** The facts that may succeed on a second try. */
  retry: readonly FactName[];
}

/** Repositories per query. GitHub times out on larger ones (cli/cli#4152 and others report 502 from about 30 on). */
const BATCH = 25;

/** What every query for details needs. */
export interface DetailOptions {
  graphql: GraphQL;
  /** The owner's node id: in repositories of others, only commits by this author are counted. */
  ownerId: string | null;
  now: string;
  /** Reports progress in a few words. */
  onProgress: (what: string) => void;
}

/**
 * Fetches these facts in batches of repositories that need the same ones. A failed batch is split, and its parts go to the end
 * of the queue: if the other batches succeed, one bad repository caused the failure, otherwise the endpoint is down.
 */
export async function fetchDetails(
  options: DetailOptions,
  tasks: readonly DetailTask[],
): Promise<DetailResult[]> {
  const results = new Map<DiscoveredRepository, DetailResult>();
  const queue = batchesOf(tasks);
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    options.onProgress(`${results.size} of ${tasks.length} repositories`);
    const { answered, parts } = await fetchBatch(options, batch);
    queue.push(...parts);
    for (const result of answered) {
      const earlier = results.get(result.found);
      results.set(result.found, earlier ? mergeResults(earlier, result) : result);
    }
  }
  return [...results.values()];
}

function batchesOf(tasks: readonly DetailTask[]): DetailTask[][] {
  const groups = new Map<string, DetailTask[]>();
  for (const task of tasks) {
    const key = `${task.found.role === 'author'} ${task.facts.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  const batches: DetailTask[][] = [];
  for (const group of groups.values()) {
    for (let start = 0; start < group.length; start += BATCH) batches.push(group.slice(start, start + BATCH));
  }
  return batches;
}

/** The results of a batch, or the parts to try instead. */
interface BatchResult {
  answered: DetailResult[];
  parts: DetailTask[][];
}

async function fetchBatch(options: DetailOptions, batch: readonly DetailTask[]): Promise<BatchResult> {
  try {
    return { answered: await retryMissing(options, await queryBatch(options, batch)), parts: [] };
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    const parts = error instanceof QueryTooLargeError ? splitBatch(batch) : [];
    return { answered: parts.length > 0 ? [] : batch.map((task) => toFailedResult(task, error)), parts };
  }
}

/**
 * Retries repositories that are missing from a response. An error in a non-null field nulls the whole repository, so the retry
 * leaves out the facts that failed. If no error explains why it is missing, the repository is queried alone.
 */
async function retryMissing(
  options: DetailOptions,
  results: readonly DetailResult[],
): Promise<DetailResult[]> {
  const tasks = results
    .filter(({ retry }) => retry.length > 0)
    .map(({ found, retry }): DetailTask => ({ found, facts: retry }));
  if (tasks.length === 0) return [...results];
  const again = new Map<DiscoveredRepository, DetailResult>();
  for (const result of await fetchDetails(options, tasks)) again.set(result.found, result);
  return results.map((result) => {
    const second = again.get(result.found);
    return second ? mergeResults(result, second) : result;
  });
}

/** Splits a batch into halves, a single repository into single facts; a single fact cannot be split. */
function splitBatch(batch: readonly DetailTask[]): DetailTask[][] {
  const [first] = batch;
  if (batch.length > 1) {
    const middle = Math.ceil(batch.length / 2);
    return [batch.slice(0, middle), batch.slice(middle)];
  }
  if (!first || first.facts.length <= 1) return [];
  return first.facts.map((fact) => [{ found: first.found, facts: [fact] }]);
}

function mergeResults(first: DetailResult, second: DetailResult): DetailResult {
  const facts = Object.assign({}, first.facts, second.facts);
  const newestCommits = first.newestCommits ?? second.newestCommits;
  return { found: first.found, facts, newestCommits, retry: [] };
}

function toFailedResult({ found, facts }: DetailTask, error: GitHubRequestError): DetailResult {
  const failure = toFailure(error);
  return {
    found,
    facts: Object.fromEntries(facts.map((fact) => [fact, failure])),
    newestCommits: null,
    retry: [],
  };
}

const nodes = z.array(z.unknown());

async function queryBatch(
  { graphql, ownerId, now }: DetailOptions,
  batch: readonly DetailTask[],
): Promise<DetailResult[]> {
  const [first] = batch;
  if (!first) return [];
  const author = first.found.role === 'author' ? null : { id: ownerId };
  const isWithCommits = first.facts.includes('commits');
  const ids = batch.map(({ found }) => found.repository.nodeId);
  const answer = await graphql.query('Details', queryFor(first.facts, isWithCommits), {
    ids,
    ...(isWithCommits && { author }),
  });
  const given = nodes.catch([]).parse(answer.data.nodes);
  assertAnswered(batch, given, answer.problems);
  return batch.map(({ found, facts }, index) => {
    const node = given[index];
    const problems = answer.problems.filter(
      (problem) => problem.path[0] === 'nodes' && problem.path[1] === index,
    );
    const context = { name: found.repository.name, now, countsAllAuthors: author === null };
    const read = readFacts<FactValues>(repositoryFacts, facts, { node, problems, context });
    const retry = node === null || node === undefined ? retryable(facts, problems, batch.length) : [];
    return { found, facts: read, newestCommits: newestCommitsIn(node, read, context), retry };
  });
}

function newestCommitsIn(node: unknown, { commits }: FetchedFacts, context: ReadContext): CommitPages | null {
  if (commits?.kind !== 'ok') return null;
  const pages = readCommitPage(node, context);
  return pages.next === null ? null : pages;
}

/** The facts of a missing repository that may succeed on a second try. */
function retryable(facts: readonly FactName[], problems: readonly Problem[], batchSize: number): FactName[] {
  if (problems.length === 0) return batchSize > 1 ? [...facts] : [];
  const rest = facts.filter((fact) => !problems.some(({ path }) => path.length <= 2 || isIn(fact, path)));
  return rest.length < facts.length ? rest : [];
}

function isIn(fact: FactName, path: Problem['path']): boolean {
  const { source } = repositoryFacts[fact];
  return (
    source !== undefined && 'graphql' in source.by && Object.hasOwn(source.by.graphql.fields, String(path[2]))
  );
}

/** If every repository is missing without an error, GitHub truncated the response: a smaller batch may succeed. */
function assertAnswered(
  batch: readonly DetailTask[],
  given: readonly unknown[],
  problems: readonly Problem[],
): void {
  const isAllMissing = given.every((node) => node === null || node === undefined);
  if (isAllMissing && problems.length === 0 && batch.length > 0) {
    throw new QueryTooLargeError(
      'unexpected answer',
      'GraphQL Details: nodes: GitHub returned none of the repositories',
    );
  }
}

function queryFor(facts: readonly FactName[], isWithCommits: boolean): string {
  const fields = facts.flatMap((name) => fieldsOf(repositoryFacts[name]));
  const author = isWithCommits ? ', $author: CommitAuthor' : '';
  return `query Details($ids: [ID!]!${author}) {
  nodes(ids: $ids) {
    ... on Repository {
      ${[...new Set(fields)].join('\n      ')}
    }
  }
}`;
}
