import type { Reason } from '../facts/fact.ts';
import { z } from '../zod.ts';
import { detailLine } from './detail.ts';
import { NoResponseError } from './failure-cause.ts';
import { RequestSkippedError, secondsToWait } from './transport.ts';

/** A request to GitHub failed, or its response is unusable. */
export class GitHubRequestError extends Error {
  readonly reason: Reason;
  /** HTTP status, if there was a response. */
  readonly status: number | undefined;
  /** How long GitHub asks clients to wait before the next request, in seconds. */
  readonly waitSeconds: number | undefined;

  constructor(reason: Reason, detail: string, status?: number, waitSeconds?: number) {
    super(detailLine(detail));
    this.name = 'GitHubRequestError';
    this.reason = reason;
    this.status = status;
    this.waitSeconds = waitSeconds;
  }
}

const failure = z.object({
  status: z.number(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])) }),
  cause: z.unknown(),
});

/** Converts an error thrown by Octokit. */
export function toRequestError(endpoint: string, error: unknown): GitHubRequestError {
  const { status, message, response, cause } = failure.partial().catch({}).parse(error);
  if (cause instanceof RequestSkippedError || cause instanceof NoResponseError) {
    return new GitHubRequestError(cause.reason, `${endpoint}: ${cause.message}`);
  }
  if (!response || status === undefined) {
    return new GitHubRequestError('unreachable', `${endpoint}: ${firstLine(message)}`);
  }
  const text = `${endpoint} answered with status ${status}: ${firstLine(message)}`;
  const reason = reasonOf(status, text);
  const seconds = reason === 'rate limited' ? secondsToWait(response.headers) : undefined;
  return new GitHubRequestError(reason, text, status, seconds);
}

/** GitHub's messages: `API rate limit exceeded`, `secondary rate limit` and, formerly, `abuse detection`. */
export function isRateLimitMessage(message: string): boolean {
  return /rate limit|abuse detection/i.test(message);
}

function reasonOf(status: number, message: string): Reason {
  if (status === 429 || (status === 403 && isRateLimitMessage(message))) return 'rate limited';
  if (status === 401 || status === 403) return 'not allowed';
  if (status === 404 || status === 410 || status === 451) return 'not found';
  return status >= 500 ? 'server error' : 'unexpected answer';
}

/** Without the documentation URL that Octokit appends. */
function firstLine(message = 'no answer'): string {
  const [line = message] = message.split('\n', 1);
  return detailLine(line.replace(/ - https:\S+$/, ''), 200);
}
