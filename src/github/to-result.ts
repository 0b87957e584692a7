import type { FetchResult } from '../facts/fact.ts';
import { GitHubRequestError } from './client.ts';

export type Failure = Extract<FetchResult<never>, { kind: 'error' }>;

/** What came of asking: an answer, or a failure with its reason. Only what is not GitHub's doing is thrown on. */
export async function toResult<T>(question: Promise<T>): Promise<{ kind: 'ok'; value: T } | Failure> {
  try {
    return { kind: 'ok', value: await question };
  } catch (error) {
    if (error instanceof GitHubRequestError)
      return { kind: 'error', reason: error.reason, detail: error.message };
    throw error;
  }
}
