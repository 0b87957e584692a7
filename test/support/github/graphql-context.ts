import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { defaultFieldResolver, isNonNullType } from 'graphql';
import { workOf } from './graphql-cost.ts';
import { graphqlError } from './graphql-errors.ts';
import type { Bucket, Caller } from './quota.ts';
import type { World } from './world.ts';

/** What a damaged field becomes, from its sound value and its arguments. Throwing a `failure` makes an error entry. */
export type Change = (value: unknown, args: { after?: unknown }) => unknown;

/**
 * Where an answer is damaged. Without a field it is the repository itself, wherever the answer holds it; without a
 * repository the field is damaged everywhere.
 */
export type Damage = {
  repository?: string | RegExp;
  /** Name or alias. */
  field?: string | RegExp;
  change: Change;
};

/** A field that a query asked for, and the repository around it. */
type RequestedField = { field: string; alias: string; repository: string | undefined };

/** What resolvers know about the query, and what is learned while it runs. */
export type GraphqlContext = {
  world: World;
  caller: Caller;
  /** Points that the query costs, and the bucket that they come from. */
  points: { cost: number; nodeCount: number; bucket: Bucket };
  damages: readonly Damage[];
  /** The query makes too much work: nothing of it is answered. */
  isExhausted: boolean;
  /** The names of repositories by the path of their objects in the answer. */
  repositories: Map<GraphQLResolveInfo['path'], string>;
  touched: Map<string, RequestedField>;
  /** GitHub's own work so far, in milliseconds. */
  work: number;
};

/** Resolves a field from the object around it, notes what that costs GitHub, and damages what is to be damaged. */
export const resolveField: GraphQLFieldResolver<unknown, GraphqlContext> = (source, args, context, info) => {
  const repository = enclosingRepository(source, context, info);
  const asked = { field: info.fieldName, alias: String(info.path.key), repository };
  context.touched.set(`${repository} ${asked.field} ${asked.alias}`, asked);
  context.work += workOf(info);
  let value: unknown = defaultFieldResolver(source, args, context, info);
  if (context.isExhausted) value = exhausted(value, info);
  for (const damage of context.damages) value = damaged(value, args, asked, damage, info);
  return value;
};

/** Each node that was asked for is an error, and so is any other field at the top but the limit itself. */
function exhausted(value: unknown, { parentType, fieldName, path }: GraphQLResolveInfo): unknown {
  const error = graphqlError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
  const isNodes = fieldName === 'nodes' && ['Query', 'SearchResultItemConnection'].includes(parentType.name);
  if (isNodes && Array.isArray(value)) return value.map(() => error);
  if (path.prev === undefined && !['rateLimit', 'search'].includes(fieldName)) throw error;
  return value;
}

/** Whether a pattern of a rule fits a name. A rule without one fits everything. */
export function matches(pattern: string | RegExp | undefined, name: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (name === undefined) return false;
  return typeof pattern === 'string' ? pattern === name : pattern.test(name);
}

/** Whether a damage would change something that a query asked for. */
export function affects(
  damage: Pick<Damage, 'repository' | 'field'>,
  touched: Iterable<RequestedField>,
): boolean {
  return [...touched].some(
    ({ field, alias, repository }) =>
      matches(damage.repository, repository) &&
      (matches(damage.field, field) || matches(damage.field, alias)),
  );
}

function damaged(
  value: unknown,
  args: { after?: unknown },
  asked: RequestedField,
  damage: Damage,
  { returnType }: GraphQLResolveInfo,
): unknown {
  if (damage.field !== undefined) return affects(damage, [asked]) ? damage.change(value, args) : value;
  if (Array.isArray(value)) return value.map((item) => damagedRepository(item, args, damage));
  const changed = damagedRepository(value, args, damage);
  if (changed instanceof Error) throw changed;
  // Where a repository may not be null, as in a pull request, GitHub would not leave it out without an error.
  return changed === null && isNonNullType(returnType) ? value : changed;
}

function damagedRepository(value: unknown, args: { after?: unknown }, damage: Damage): unknown {
  const name = repositoryNameOf(value);
  if (name === undefined || !matches(damage.repository, name)) return value;
  try {
    return damage.change(value, args);
  } catch (error) {
    // As an item of a list, an error gives an entry whose path leads to the item.
    if (error instanceof Error) return error;
    throw error;
  }
}

function enclosingRepository(
  source: unknown,
  context: GraphqlContext,
  { path }: GraphQLResolveInfo,
): string | undefined {
  const name = repositoryNameOf(source);
  if (name !== undefined && path.prev && !context.repositories.has(path.prev)) {
    context.repositories.set(path.prev, name);
    context.work += 1;
  }
  for (let around = path.prev; around; around = around.prev) {
    const known = context.repositories.get(around);
    if (known !== undefined) return known;
  }
  return undefined;
}

function repositoryNameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { __typename: type, nameWithOwner: name }: { __typename?: unknown; nameWithOwner?: unknown } = value;
  return type === 'Repository' && typeof name === 'string' ? name : undefined;
}
