import type { GraphQL } from './graphql.ts';
import { problemAt, QueryTooLargeError } from './graphql-answer.ts';
import { type ListedRepository, ownerAndName } from './repositories.ts';
import { REPOSITORY_FIELDS, readRepositoryNode } from './repository-node.ts';
import { GitHubRequestError } from './request-error.ts';
import { type Failure, toFailure } from './to-result.ts';

/** The result of looking up one repository by name. */
export type LookupResult = { kind: 'ok'; value: ListedRepository } | Failure;

/** Repositories per query. */
const BATCH = 50;

/**
 * Looks up repositories by name, in the order of the names. GitHub follows former names. A repository that is not public is
 * `not found`.
 */
export async function lookUp(graphql: GraphQL, names: readonly string[]): Promise<LookupResult[]> {
  const results: LookupResult[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    results.push(...(await lookUpBatch(graphql, names.slice(start, start + BATCH))));
  }
  return results;
}

async function lookUpBatch(graphql: GraphQL, names: readonly string[]): Promise<LookupResult[]> {
  try {
    const { data, problems } = await graphql.query('Lookup', queryFor(names), variablesFor(names));
    return names.map((name, index): LookupResult => {
      const key = keyOf(index);
      const problem = problemAt(problems, [key]);
      const repository = readRepositoryNode(data[key]);
      if (repository) return { kind: 'ok', value: repository };
      if (problem) return { kind: 'error', reason: problem.reason, detail: problem.detail };
      return {
        kind: 'error',
        reason: 'unexpected answer',
        detail: `GraphQL Lookup: ${name}: the repository could not be read`,
      };
    });
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    if (error instanceof QueryTooLargeError && names.length > 1) {
      const middle = Math.ceil(names.length / 2);
      const first = await lookUpBatch(graphql, names.slice(0, middle));
      return [...first, ...(await lookUpBatch(graphql, names.slice(middle)))];
    }
    return names.map(() => toFailure(error));
  }
}

function keyOf(index: number): string {
  return `r${index}`;
}

function queryFor(names: readonly string[]): string {
  const variables = names.map((_, index) => `$owner${index}: String!, $name${index}: String!`);
  const fields = names.map(
    (_, index) => `${keyOf(index)}: repository(owner: $owner${index}, name: $name${index}) { ...Fields }`,
  );
  return `query Lookup(${variables.join(', ')}) {
  ${fields.join('\n  ')}
}
fragment Fields on Repository {${REPOSITORY_FIELDS}
}`;
}

function variablesFor(names: readonly string[]): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [index, fullName] of names.entries()) {
    const { owner, repo } = ownerAndName(fullName);
    variables[`owner${index}`] = owner;
    variables[`name${index}`] = repo;
  }
  return variables;
}
