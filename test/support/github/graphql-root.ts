import { accountId, accountOf, accountsOf } from './graphql-accounts.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { graphqlError } from './graphql-errors.ts';
import { accountByLogin, accountNode } from './graphql-owner.ts';
import { canSee, repositoryByName, repositoryNode } from './graphql-repository.ts';
import { search } from './graphql-search.ts';
import { nodeId } from './identity.ts';
import { remaining } from './quota.ts';

/** GitHub's maximum number of ids. */
const MAX_IDS = 100;

type ByLogin = { login: string };

/** The top-level fields of a query. */
export const root = {
  user: (args: ByLogin, { world }: GraphqlContext) => accountByLogin(args, world, 'User'),
  organization: (args: ByLogin, { world }: GraphqlContext) => accountByLogin(args, world, 'Organization'),
  repositoryOwner: ({ login }: ByLogin, { world }: GraphqlContext) => {
    const account = accountOf(world, login);
    return account ? accountNode(account, world) : null;
  },
  repository: repositoryByName,
  node: ({ id }: { id: string }, context: GraphqlContext) => nodeOf(id, context),
  nodes: ({ ids }: { ids: string[] }, context: GraphqlContext) => {
    if (ids.length > MAX_IDS) {
      const message = `You may not provide more than ${MAX_IDS} node ids; you provided ${ids.length}.`;
      throw graphqlError('ARGUMENT_LIMIT', message);
    }
    return ids.map((id) => nodeOf(id, context));
  },
  search,
  rateLimit: (_args: object, { points }: GraphqlContext) => {
    const { cost, nodeCount, bucket } = points;
    const left = Math.max(0, remaining(bucket) - cost);
    const resetAt = new Date(bucket.reset * 1000).toISOString();
    return { cost, nodeCount, limit: bucket.limit, remaining: left, used: bucket.limit - left, resetAt };
  },
};

/** The node with this id, or a NOT_FOUND error; in a list, the error's path has the position of the id. */
function nodeOf(id: string, context: GraphqlContext): object {
  const { world, caller } = context;
  const repository = world.repositories.find((one) => nodeId('R', one.id) === id);
  if (repository?.blocked) return graphqlError('FORBIDDEN', 'Repository access blocked');
  if (repository && canSee(repository, caller)) return repositoryNode(repository, context);
  const account = accountsOf(world).find((one) => accountId(one) === id);
  if (account) return accountNode(account, world);
  return graphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}
