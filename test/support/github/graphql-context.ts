import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { defaultFieldResolver, isNonNullType } from 'graphql';
import { workOf } from './graphql-cost.ts';
import { graphqlError } from './graphql-errors.ts';
import type { Bucket, Caller } from './quota.ts';
import type { World } from './world.ts';

/** Returns the new value of a damaged field, given its valid value and its arguments. May throw a `graphqlError`. */
export type Change = (value: unknown, args: { after?: unknown }) => unknown;

/**
 * Where a response is damaged. Without `field`, it is the repository itself, wherever it occurs; without `repository`,
 * the field is damaged everywhere.
 */
export type Damage = {
  repository?: string | RegExp;
  /** Name or alias. */
  field?: string | RegExp;
  change: Change;
};

/** A requested field and the repository around it. */
type RequestedField = { field: string; alias: string; repository: string | undefined };

/** The input of the resolvers, and what they record while the query runs. */
export type GraphqlContext = {
  world: World;
  caller: Caller;
  /** The points that the query costs, and the bucket that pays for them. */
  points: { cost: number; nodeCount: number; bucket: Bucket };
  damages: readonly Damage[];
  /** Whether the query has too much work, so that every node fails. */
  isExhausted: boolean;
  /** The names of repositories by the path of their objects in the answer. */
  repositories: Map<GraphQLResolveInfo['path'], string>;
  touched: Map<string, RequestedField>;
  /** GitHub's own work so far, in milliseconds. */
  work: number;
};

/** Resolves a field from its object, adds its work and applies the damages. */
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

/** Above a resource limit, every node and every other top-level field except `rateLimit` is an error. */
function exhausted(value: unknown, { parentType, fieldName, path }: GraphQLResolveInfo): unknown {
  const error = graphqlError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
  const isNodes = fieldName === 'nodes' && ['Query', 'SearchResultItemConnection'].includes(parentType.name);
  if (isNodes && Array.isArray(value)) return value.map(() => error);
  if (path.prev === undefined && !['rateLimit', 'search'].includes(fieldName)) throw error;
  return value;
}

/** Whether a rule's pattern matches a name. No pattern matches everything. */
export function matches(pattern: string | RegExp | undefined, name: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (name === undefined) return false;
  return typeof pattern === 'string' ? pattern === name : pattern.test(name);
}

/** Whether a damage would change a requested field. */
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
  // GitHub never returns null for a non-null repository, as in a pull request, without an error.
  return changed === null && isNonNullType(returnType) ? value : changed;
}

function damagedRepository(value: unknown, args: { after?: unknown }, damage: Damage): unknown {
  const name = repositoryNameOf(value);
  if (name === undefined || !matches(damage.repository, name)) return value;
  try {
    return damage.change(value, args);
  } catch (error) {
    // Returned, not thrown: in a list, the error's path then leads to the item.
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
