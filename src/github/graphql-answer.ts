import type { Reason } from '../facts/fact.ts';
import { z } from '../zod.ts';
import { detailLine } from './detail.ts';
import { GitHubRequestError, isRateLimitMessage } from './request-error.ts';
import { secondsToWait } from './transport.ts';

/** An entry of GraphQL's `errors`, with the path of the data that is missing because of it. */
export interface Problem {
  path: readonly (string | number)[];
  reason: Reason;
  detail: string;
}

/** A parsed response. The parts that failed are removed from `data`. */
export interface GraphQLAnswer {
  data: Record<string, unknown>;
  problems: readonly Problem[];
}

/** GitHub hit its time or resource limit on this query: a smaller one may succeed. */
export class QueryTooLargeError extends GitHubRequestError {}

const problem = z.object({
  type: z.string().optional().catch(undefined),
  message: z.string().catch('no message'),
  path: z.array(z.union([z.string(), z.number()])).catch([]),
});

const body = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(problem).optional(),
});

type Headers = Record<string, string | number | undefined>;

/** Parses the response to a query. Throws GitHubRequestError if none of it is usable. */
export function parseAnswer(operation: string, raw: unknown, headers: Headers): GraphQLAnswer {
  const parsed = body.safeParse(raw);
  if (!parsed.success)
    throw new GitHubRequestError('unexpected answer', `GraphQL ${operation}: not a GraphQL response`);
  const { data, errors = [] } = parsed.data;
  const problems = errors.map((error) => toProblem(operation, error));
  const limited = problems.find(({ reason }) => reason === 'rate limited');
  if (limited) {
    throw new GitHubRequestError('rate limited', limited.detail, 200, secondsToWait(headers));
  }
  const tooLarge = errors.find(isTooLarge);
  if (tooLarge) throw new QueryTooLargeError('server error', toProblem(operation, tooLarge).detail, 200);
  if (!data) {
    const [first] = problems;
    throw new GitHubRequestError(
      first?.reason ?? 'unexpected answer',
      first?.detail ?? `GraphQL ${operation}: data: missing`,
    );
  }
  for (const { path } of problems) removePart(data, path);
  return { data, problems };
}

function toProblem(operation: string, { type, message, path }: z.infer<typeof problem>): Problem {
  const where = path.length > 0 ? ` ${path.join('.')}` : '';
  return {
    path,
    reason: reasonOf(type, message),
    detail: `GraphQL ${operation}${where}: ${detailLine(message, 200)}`,
  };
}

function reasonOf(type: string | undefined, message: string): Reason {
  if (/^RATE_LIMIT/.test(type ?? '') || isRateLimitMessage(message)) return 'rate limited';
  // GitHub's message for a repository that was taken down; REST answers with status 451.
  if (type === 'NOT_FOUND' || /repository access blocked/i.test(message)) return 'not found';
  if (type === 'FORBIDDEN') return 'not allowed';
  return /something went wrong/i.test(message) ? 'server error' : 'unexpected answer';
}

function isTooLarge({ type, message }: { type?: string | undefined; message: string }): boolean {
  return type === 'RESOURCE_LIMITS_EXCEEDED' || /resource limits? |respond in time/i.test(message);
}

/** Removes a failed part from the data, so that its null is not mistaken for a value. */
function removePart(data: object, path: Problem['path']): void {
  let parent: object = data;
  for (const [index, key] of path.entries()) {
    const part: unknown = Reflect.get(parent, key);
    const isLast = index === path.length - 1;
    if (part === null || part === undefined || isLast || typeof part !== 'object') {
      Reflect.deleteProperty(parent, key);
      return;
    }
    parent = part;
  }
}

/** The first problem at this path, above it or below it; undefined if this part of the data is complete. */
export function problemAt(
  problems: readonly Problem[],
  path: readonly (string | number)[],
): Problem | undefined {
  return problems.find((one) =>
    path.every((key, index) => index >= one.path.length || one.path[index] === key),
  );
}
