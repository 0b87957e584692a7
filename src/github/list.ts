import { count } from '../facts/fact.ts';
import { line } from '../facts/fields.ts';
import type { Profile } from '../facts/profile.ts';
import type { Repository } from '../snapshot/schema.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import type { GraphQL } from './graphql.ts';
import { type GraphQLAnswer, QueryTooLargeError } from './graphql-answer.ts';
import { type ListedRepository, listRepositories } from './repositories.ts';
import { REPOSITORY_FIELDS, readRepositoryNode } from './repository-node.ts';
import { GitHubRequestError } from './request-error.ts';
import type { Scope } from './selection.ts';

/** The owner with all public repositories. */
export interface OwnerList {
  profile: Profile;
  /** GraphQL node id of the owner; null without a token. */
  nodeId: string | null;
  isOrganization: boolean;
  /** Whether at least one list item could not be parsed. */
  hasUnreadable: boolean;
  repositories: ListedRepository[];
}

const QUERY = `query Repositories($login: String!, $first: Int!, $after: String) {
  repositoryOwner(login: $login) {
    __typename id login
    ... on User { databaseId name }
    ... on Organization { databaseId name }
    repositories(first: $first, after: $after, ownerAffiliations: OWNER, privacy: PUBLIC, orderBy: { field: NAME, direction: ASC }) {
      totalCount pageInfo { hasNextPage endCursor } nodes {${REPOSITORY_FIELDS}
      }
    }
  }
}`;

const owner = z.object({
  __typename: z.string(),
  id: z.string(),
  databaseId: count,
  name: line,
  repositories: z.object({
    totalCount: count,
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(z.unknown()),
  }),
});

type OwnerPage = z.infer<typeof owner>;

/** Repositories per page; after a timeout the page is halved, down to the minimum. */
const PAGE_SIZE = 100;
const MIN_PAGE_SIZE = 10;

/** Lists the owner and all public repositories by GraphQL. Throws GitHubRequestError, also if the list is incomplete. */
export async function listByGraphQL(graphql: GraphQL, login: string): Promise<OwnerList> {
  const repositories = new Map<number, ListedRepository>();
  let items = 0;
  let after: string | null = null;
  for (;;) {
    const page: OwnerPage = await fetchPage(graphql, login, after);
    const { totalCount, pageInfo, nodes } = page.repositories;
    items += nodes.length;
    for (const repository of parseNodes(nodes)) repositories.set(repository.id, repository);
    if (!pageInfo.hasNextPage) {
      if (items !== totalCount) throw unexpectedAnswer(`got ${items} of ${totalCount} repositories`);
      return toOwnerList(page, repositories, items);
    }
    if (pageInfo.endCursor === null || pageInfo.endCursor === after || nodes.length === 0) {
      throw unexpectedAnswer('pagination does not advance: a page of repositories points back to itself');
    }
    after = pageInfo.endCursor;
  }
}

function toOwnerList(
  page: OwnerPage,
  repositories: ReadonlyMap<number, ListedRepository>,
  items: number,
): OwnerList {
  const { databaseId, name, id, __typename } = page;
  return {
    profile: { id: databaseId, name, publicRepositories: page.repositories.totalCount },
    nodeId: id,
    isOrganization: __typename === 'Organization',
    hasUnreadable: repositories.size < items,
    repositories: [...repositories.values()],
  };
}

async function fetchPage(
  graphql: GraphQL,
  login: string,
  after: string | null,
  first = PAGE_SIZE,
): Promise<OwnerPage> {
  let answer: GraphQLAnswer;
  try {
    answer = await graphql.query('Repositories', QUERY, { login, first, after });
  } catch (error) {
    if (!(error instanceof QueryTooLargeError) || first <= MIN_PAGE_SIZE) throw error;
    return fetchPage(graphql, login, after, Math.ceil(first / 2));
  }
  const { repositoryOwner } = answer.data;
  if (repositoryOwner === null) {
    throw new GitHubRequestError('not found', `GraphQL Repositories: there is no account "${login}"`);
  }
  const parsed = owner.safeParse(repositoryOwner);
  if (parsed.success) return parsed.data;
  const [problem] = answer.problems;
  const [issue] = parsed.error.issues;
  throw new GitHubRequestError(
    problem?.reason ?? 'unexpected answer',
    problem?.detail ?? `GraphQL Repositories: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

/** Skips invalid items, so that one bad item does not fail the list; a known repository among them is looked up by name. */
function parseNodes(nodes: readonly unknown[]): ListedRepository[] {
  const repositories: ListedRepository[] = [];
  for (const node of nodes) {
    const repository = readRepositoryNode(node);
    if (repository) repositories.push(repository);
  }
  if (nodes.length > 0 && repositories.length === 0)
    throw unexpectedAnswer('none of the repositories could be read');
  return repositories;
}

function unexpectedAnswer(what: string): GitHubRequestError {
  return new GitHubRequestError('unexpected answer', `GraphQL Repositories: ${what}`);
}

const profile = z.object({ id: count, name: line, public_repos: count, type: z.string().optional() });

/** Lists the owner and all public repositories by REST, which needs no token. Throws GitHubRequestError. */
export async function listByRest(client: Client, { config: { login }, previous }: Scope): Promise<OwnerList> {
  const empty = new Set(previous.filter(isKnownEmpty).map(({ id }) => id));
  const { value } = await fetchRoute(client, 'GET /users/{username}', { username: login }, profile);
  return {
    profile: { id: value.id, name: value.name, publicRepositories: value.public_repos },
    nodeId: null,
    isOrganization: value.type === 'Organization',
    hasUnreadable: false,
    repositories: (await listRepositories(client, login)).map((repository) =>
      empty.has(repository.id) ? withoutBranch(repository) : repository,
    ),
  };
}

function isKnownEmpty({ sections: { core, commits } }: Repository): boolean {
  return core?.value.defaultBranch === null && commits?.value.total === 0;
}

/**
 * REST names a default branch even for an empty repository; GraphQL says null. Without this, switching between the two would
 * look like a change.
 */
function withoutBranch({ core, ...repository }: ListedRepository): ListedRepository {
  return { ...repository, core: { ...core, value: { ...core.value, defaultBranch: null } } };
}
