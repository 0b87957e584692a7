import { schema } from '@octokit/graphql-schema';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import { z } from 'zod';
import { nodeId } from './identity.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

const requestShape = z.object({
  query: z.string().default(''),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

let built: GraphQLSchema | undefined;

/** GitHub's own schema, made when it is first needed: it is large. */
function githubSchema(): GraphQLSchema {
  built ??= buildSchema(schema.idl, { assumeValidSDL: true });
  return built;
}

/** What `POST /graphql` says; `invalid` lists what is wrong with the query by GitHub's schema. */
export type GraphqlResult = { body: Record<string, unknown>; invalid: string[] };

/** Answers a query as GitHub does: with HTTP 200, also where `errors` tell that it failed. */
export function answerGraphql(world: World, request: unknown): GraphqlResult {
  const { query, variables } = requestShape.parse(request);
  const { document, errors } = parsed(query);
  if (!document)
    return { body: { errors: errors.map((error) => error.toJSON()) }, invalid: errors.map(String) };
  const result = execute({
    schema: githubSchema(),
    document,
    variableValues: variables,
    rootValue: {
      user: ({ login }: { login: string }) => userNode(world, login),
      rateLimit: { cost: 1, limit: 5000, remaining: 4999, used: 1, nodeCount: 0, resetAt: world.now },
    },
  });
  if (result instanceof Promise) throw new Error('All facts of this world are at hand');
  const failures = (result.errors ?? []).map((error) => ({ type: error.extensions.type, ...error.toJSON() }));
  const invalid = (result.errors ?? []).filter((error) => !error.extensions.type).map(String);
  return { body: { data: result.data, ...(failures.length > 0 ? { errors: failures } : {}) }, invalid };
}

function parsed(query: string): { document?: DocumentNode; errors: readonly GraphQLError[] } {
  try {
    const document = parse(query);
    const errors = validate(githubSchema(), document);
    return errors.length > 0 ? { errors } : { document, errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** GitHub answers null with an error of its own type, not only where there is nobody. */
function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

function userNode(world: World, login: string) {
  const { user } = world;
  if (login.toLowerCase() !== user.login.toLowerCase()) {
    throw failure('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
  }
  return {
    id: nodeId('U', user.id),
    databaseId: user.id,
    login: user.login,
    name: user.name,
    createdAt: user.createdAt,
    contributionsCollection: (window: { from?: string; to?: string }) => contributions(world, window),
  };
}

function contributions(world: World, window: { from?: string; to?: string }) {
  const to = Date.parse(window.to ?? world.now);
  const from = window.from ? Date.parse(window.from) : to - 365 * dayMs;
  if (to - from > 366 * dayMs) {
    throw failure('INVALID', "The total time spanned by 'from' and 'to' must not exceed 1 year");
  }
  if (world.contributionWindowDays !== null && to - from > world.contributionWindowDays * dayMs) {
    throw failure('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
  }
  const days = daysBetween(from, to).map((date) => dayNode(date, world.contributions[date] ?? 0));
  const total = days.reduce((sum, { contributionCount }) => sum + contributionCount, 0);
  return {
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(to).toISOString(),
    restrictedContributionsCount: 0,
    hasAnyRestrictedContributions: false,
    contributionCalendar: {
      totalContributions: total,
      isHalloween: false,
      colors: [],
      months: [],
      weeks: weeksOf(days),
    },
  };
}

type Day = ReturnType<typeof dayNode>;

function dayNode(date: string, contributionCount: number) {
  const contributionLevel = contributionCount === 0 ? 'NONE' : 'FIRST_QUARTILE';
  return {
    date,
    contributionCount,
    contributionLevel,
    color: '#ebedf0',
    weekday: new Date(date).getUTCDay(),
  };
}

/** Weeks begin on Sunday; the first and the last may be short. */
function weeksOf(days: Day[]): { firstDay: string; contributionDays: Day[] }[] {
  const weeks: { firstDay: string; contributionDays: Day[] }[] = [];
  for (const day of days) {
    if (weeks.length === 0 || day.weekday === 0) weeks.push({ firstDay: day.date, contributionDays: [] });
    weeks.at(-1)?.contributionDays.push(day);
  }
  return weeks;
}

function daysBetween(from: number, to: number): string[] {
  const first = Math.floor(from / dayMs);
  const count = Math.floor(to / dayMs) - first + 1;
  return Array.from({ length: count }, (_, place) =>
    new Date((first + place) * dayMs).toISOString().slice(0, 10),
  );
}
