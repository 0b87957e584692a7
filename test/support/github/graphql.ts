import { schema } from '@octokit/graphql-schema';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { buildSchema, execute, GraphQLError, getOperationAST, parse, validate } from 'graphql';
import { z } from 'zod';
import type { Damage, GraphqlContext } from './graphql-context.ts';
import { affects, resolveField } from './graphql-context.ts';
import { NODE_LIMIT, pointsOf } from './graphql-cost.ts';
import { CLIENT_MISTAKES, graphqlError } from './graphql-errors.ts';
import { root } from './graphql-root.ts';
import type { Bucket, Caller } from './quota.ts';
import type { World } from './world.ts';

const requestShape = z.object({
  query: z.string().default(''),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

let built: GraphQLSchema | undefined;

/** GitHub's own schema, built on first use because it is large. */
function githubSchema(): GraphQLSchema {
  built ??= buildSchema(schema.idl, { assumeValidSDL: true });
  return built;
}

/** The caller, the world, and the bucket that pays for the query. */
type Asking = { world: World; caller: Caller; bucket: Bucket };

/** An answered query, with what the request log and the faults need. */
export type GraphqlResult = {
  body: Record<string, unknown>;
  /** How the query violates GitHub's schema and rules. */
  invalid: string[];
  /** The operation's name; null if it has none. */
  operation: string | null;
  /** Points of the rate limit. */
  cost: number;
  /** GitHub's own work, in milliseconds. */
  work: number;
  /** The names of all repositories in the response. */
  repositories: string[];
  /** Whether the query requested what a rule damages. */
  asksFor: (target: Pick<Damage, 'repository' | 'field'>) => boolean;
  /** Answers the query again with these damages. */
  damaged: (damages: readonly Damage[]) => GraphqlResult;
};

/** Answers a query as GitHub does: with status 200, even if it failed with `errors`. */
export function answerGraphql(
  asking: Asking,
  request: unknown,
  damages: readonly Damage[] = [],
): GraphqlResult {
  const { query, variables, operationName } = requestShape.parse(request);
  const { document, errors } = parsed(query);
  if (!document) return refused(errors);
  const operation = getOperationAST(document, operationName);
  if (!operation) return refused([new GraphQLError(`No operation named "${operationName}"`)]);
  const points = pointsOf(document, operation, variables ?? {});
  if (points.nodeCount > NODE_LIMIT) {
    const wish = `This query requests up to ${points.nodeCount} possible nodes`;
    return refused([
      graphqlError('MAX_NODE_LIMIT_EXCEEDED', `${wish} which exceeds the maximum limit of ${NODE_LIMIT}.`),
    ]);
  }
  const answer = (isExhausted: boolean) => {
    const context = newContext(asking, points, damages, isExhausted);
    return { context, ...run(document, variables ?? {}, operationName, context) };
  };
  const first = answer(false);
  const { work, touched, repositories } = first.context;
  const limit = asking.world.resourceLimit;
  const { body, invalid } = limit !== null && work > limit ? answer(true) : first;
  return {
    body,
    invalid,
    operation: operation.name?.value ?? null,
    cost: points.cost,
    work,
    repositories: [...new Set(repositories.values())],
    asksFor: (target) => affects(target, touched.values()),
    damaged: (more) => answerGraphql(asking, request, [...damages, ...more]),
  };
}

function newContext(
  { world, caller, bucket }: Asking,
  points: { cost: number; nodeCount: number },
  damages: readonly Damage[],
  isExhausted: boolean,
): GraphqlContext {
  return {
    world,
    caller,
    points: { ...points, bucket },
    damages,
    isExhausted,
    repositories: new Map(),
    touched: new Map(),
    work: 0,
  };
}

function run(
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  operationName: string | null | undefined,
  context: GraphqlContext,
): Pick<GraphqlResult, 'body' | 'invalid'> {
  const result = execute({
    schema: githubSchema(),
    document,
    variableValues,
    operationName,
    rootValue: root,
    contextValue: context,
    fieldResolver: resolveField,
  });
  if (result instanceof Promise) throw new Error('Resolvers must not be asynchronous');
  const errors = result.errors ?? [];
  const body = { data: result.data, ...(errors.length > 0 ? { errors: errors.map(shown) } : {}) };
  return { body, invalid: errors.filter(isMistake).map(String) };
}

type ParsedQuery = { document?: DocumentNode; errors: readonly GraphQLError[] };

/** The queries seen so far: a client sends the same few again and again, and validating one takes milliseconds. */
const parsedQueries = new Map<string, ParsedQuery>();

function parsed(query: string): ParsedQuery {
  const known = parsedQueries.get(query) ?? parseAndValidate(query);
  parsedQueries.set(query, known);
  return known;
}

function parseAndValidate(query: string): ParsedQuery {
  try {
    const document = parse(query);
    const errors = validate(githubSchema(), document);
    return errors.length > 0 ? { errors } : { document, errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** The result for a query that GitHub rejects without running it. */
function refused(errors: readonly GraphQLError[]): GraphqlResult {
  const result: GraphqlResult = {
    body: { errors: errors.map(shown) },
    invalid: errors.map(String),
    operation: null,
    cost: 1,
    work: 0,
    repositories: [],
    asksFor: () => false,
    damaged: () => result,
  };
  return result;
}

/** GitHub puts the type next to the message. */
function shown(error: GraphQLError): object {
  const { extensions, ...standard } = error.toJSON();
  return { ...(extensions?.type ? { type: extensions.type } : {}), ...standard };
}

/** Whether an error has none of GitHub's types, or one that only an invalid query causes. */
function isMistake({ extensions }: GraphQLError): boolean {
  return extensions.type === undefined || CLIENT_MISTAKES.includes(extensions.type);
}
