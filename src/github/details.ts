import type { ReadContext } from '../facts/answer.ts';
import { type CommitPages, readCommitPage } from '../facts/commit-pages.ts';
import { type FactName, type FactValues, type FetchedFacts, repositoryFacts } from '../facts/index.ts';
import { z } from '../zod.ts';
import type { DiscoveredRepository } from './discover.ts';
import type { GraphQL } from './graphql.ts';
import { type Problem, QueryTooLargeError } from './graphql-answer.ts';
import { fieldsOf, readFacts } from './read-facts.ts';
import { GitHubRequestError } from './request-error.ts';
import type { Failure } from './to-result.ts';

/** The facts of one repository that are to be fetched by GraphQL. */
export interface DetailTask {
  found: DiscoveredRepository;
  facts: readonly FactName[];
}

/** What came of a task. */
export interface DetailResult {
  found: DiscoveredRepository;
  facts: FetchedFacts;
  /** The newest commits, where there are older ones. The answer itself is not kept: of many repositories it is large. */
  newestCommits: CommitPages | null;
  /** The facts that may be answered when they are asked for again. */
  retry: readonly FactName[];
}

/** Repositories in one query: GitHub gives up on wider ones (cli/cli#4152 and others report 502 from about 30 on). */
const BATCH = 25;

/** Who asks for what, and when. */
export interface DetailOptions {
  graphql: GraphQL;
  /** The owner's id, by which commits are counted where the owner is not the author of the repository. */
  ownerId: string | null;
  now: string;
  /** Says in a few words how far the refresh is. */
  onProgress: (what: string) => void;
}

/**
 * Fetches these facts, in batches of repositories that need the same ones. What fails costs only itself: its parts are asked
 * for after all others, so that one bad repository is soon told from an endpoint that answers nothing.
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

/** What came of a batch, or the parts in which it is to be asked for. */
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
 * Asks again for repositories that are missing from an answer: without the facts whose failure took them along, because a
 * field that may not be null takes the whole repository with it; or alone, where nothing says why one is missing.
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

/** Half of the repositories each; of a single repository, each fact alone; nothing of a single fact. */
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

function toFailedResult({ found, facts }: DetailTask, { reason, message }: GitHubRequestError): DetailResult {
  const failure: Failure = { kind: 'error', reason, detail: message };
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

/** The facts of a missing repository that may be answered when they are asked for again. */
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

/** Where every repository is missing without a word, GitHub has cut the answer short: less at a time may be answered. */
function assertAnswered(
  batch: readonly DetailTask[],
  given: readonly unknown[],
  problems: readonly Problem[],
): void {
  const isAllMissing = given.every((node) => node === null || node === undefined);
  if (isAllMissing && problems.length === 0 && batch.length > 0) {
    throw new QueryTooLargeError('unexpected answer', 'GraphQL Details: nodes: nothing was given');
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
