import type { FetchResult } from '../facts/fact.ts';
import { GitHubRequestError } from './request-error.ts';

export type Failure = Extract<FetchResult<never>, { kind: 'error' }>;

/** Turns a GitHubRequestError into a failed result. Any other error is a bug and is rethrown. */
export async function toResult<T>(request: Promise<T>): Promise<{ kind: 'ok'; value: T } | Failure> {
  try {
    return { kind: 'ok', value: await request };
  } catch (error) {
    if (error instanceof GitHubRequestError) return toFailure(error);
    throw error;
  }
}

/** The failed result of a request, with its reason. */
export function toFailure({ reason, message }: GitHubRequestError): Failure {
  return { kind: 'error', reason, detail: message };
}

/** The result of everything that needs a token if there is none, or GitHub rejects it. */
export const NO_TOKEN: Failure = {
  kind: 'error',
  reason: 'no token',
  detail: 'needs a token: run GITHUB_TOKEN=$(gh auth token) npm run refresh',
};
