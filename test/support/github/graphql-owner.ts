import type { Account } from './graphql-accounts.ts';
import { accountFields, accountOf, loginOf } from './graphql-accounts.ts';
import type { Resolver } from './graphql-connection.ts';
import { connection, rejectUnknownArguments, sortedBy } from './graphql-connection.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { contributions } from './graphql-contributions.ts';
import { graphqlError } from './graphql-errors.ts';
import { canSee, repositoryNode } from './graphql-repository.ts';
import type { Repository, World } from './world.ts';

/** Resolves `user` and `organization`, each of which finds only its own kind. */
export function accountByLogin({ login }: { login: string }, world: World, kind: 'User' | 'Organization') {
  const account = accountOf(world, login);
  if (account && account.isOrganization === (kind === 'Organization')) return accountNode(account, world);
  const article = kind === 'User' ? 'a' : 'an';
  throw graphqlError('NOT_FOUND', `Could not resolve to ${article} ${kind} with the login of '${login}'.`);
}

/** An account as GraphQL returns it. */
export function accountNode(account: Account, world: World) {
  return {
    ...accountFields(account),
    createdAt: world.user.createdAt,
    repositories: repositoriesOf(account),
    contributionsCollection: (window: { from?: string; to?: string }) =>
      contributions(account.id === world.user.id ? world : { ...world, contributions: {} }, window),
  };
}

type Filter = {
  privacy?: 'PUBLIC' | 'PRIVATE' | null;
  visibility?: 'PUBLIC' | 'PRIVATE' | 'INTERNAL' | null;
  isFork?: boolean | null;
  isArchived?: boolean | null;
  affiliations?: string[] | null;
  ownerAffiliations?: string[] | null;
  orderBy?: { field: keyof typeof orders; direction: 'ASC' | 'DESC' } | null;
};

const orders = {
  CREATED_AT: ({ createdAt }: Repository) => Date.parse(createdAt),
  NAME: ({ name }: Repository) => name.toLowerCase(),
  PUSHED_AT: ({ pushedAt }: Repository) => Date.parse(pushedAt ?? '1970-01-01'),
  STARGAZERS: ({ stars }: Repository) => stars,
  UPDATED_AT: ({ updatedAt }: Repository) => Date.parse(updatedAt),
};

const filters = [
  'privacy',
  'visibility',
  'isFork',
  'isArchived',
  'affiliations',
  'ownerAffiliations',
  'orderBy',
];

function repositoriesOf({ login }: Account): Resolver<Filter> {
  return (args, context, info) => {
    rejectUnknownArguments(args, ...filters);
    const found = context.world.repositories.filter(
      (repository) =>
        loginOf(repository.name).toLowerCase() === login.toLowerCase() &&
        canSee(repository, context.caller) &&
        !repository.blocked &&
        isWanted(repository, args, context),
    );
    // By default GitHub sorts by id.
    const { field, direction } = args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' };
    const ordered = sortedBy(found, orders[field], direction);
    return connection(ordered, args, info, {
      show: (repository) => repositoryNode(repository, context),
      key: ({ id }) => id,
    });
  };
}

/** Only owned repositories are supported; there are no collaborators. */
function isWanted(repository: Repository, filter: Filter, { caller }: GraphqlContext): boolean {
  const visibility = repository.private ? 'PRIVATE' : 'PUBLIC';
  const isViewers = caller === 'person' && (filter.affiliations?.includes('OWNER') ?? false);
  return (
    [filter.privacy, filter.visibility].every((wanted) => wanted === visibility || isUnset(wanted)) &&
    (isUnset(filter.isFork) || repository.fork === filter.isFork) &&
    (isUnset(filter.isArchived) || repository.archived === filter.isArchived) &&
    (isUnset(filter.affiliations) || isViewers) &&
    (isUnset(filter.ownerAffiliations) || filter.ownerAffiliations.includes('OWNER'))
  );
}

function isUnset(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
