import type { Caller } from './quota.ts';

/** A personal access token that the fake takes. */
export const personalToken = 'ghp_person';

/** The job token of one run of GitHub Actions; each run has another. */
export function jobToken(run: string | number = 1): string {
  return `ghs_run-${run}`;
}

/** The token of a request without its scheme; undefined without one. */
export function tokenOf(authorization: string | undefined): string | undefined {
  return authorization?.replace(/^(token|bearer)\s+/i, '');
}

/** Who a token stands for; undefined if GitHub rejects it. */
export function callerOf(token: string | undefined): Caller | undefined {
  if (token === undefined) return 'anonymous';
  if (token.startsWith('ghs_')) return 'job';
  return token.startsWith('ghp_') || token.startsWith('github_pat_') ? 'person' : undefined;
}
