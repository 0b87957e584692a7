import type { FetchResult } from '../facts/fact.ts';
import { GitHubRequestError } from './request-error.ts';

export type Failure = Extract<FetchResult<never>, { kind: 'error' }>;

/** What came of asking: an answer, or a failure with its reason. Only what is not GitHub's doing is thrown on. */
export async function toResult<T>(request: Promise<T>): Promise<{ kind: 'ok'; value: T } | Failure> {
  try {
    return { kind: 'ok', value: await request };
  } catch (error) {
    if (error instanceof GitHubRequestError)
      return { kind: 'error', reason: error.reason, detail: error.message };
    throw error;
  }
}

/** What comes of whatever needs a token, without one that GitHub takes. */
export const NO_TOKEN: Failure = {
  kind: 'error',
  reason: 'no token',
  detail: 'needs a token: run GITHUB_TOKEN=$(gh auth token) npm run refresh',
};
