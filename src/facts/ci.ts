import { z } from '../zod.ts';
import { ContradictionError, type RestContext, type RestRequest } from './answer.ts';
import { count, defineFact, instant, publishedInstant, webAddress } from './fact.ts';
import { nullIfFuture, unverifiedDate } from './fields.ts';

const ci = z.strictObject({
  state: z.enum(['passing', 'failing', 'running', 'none']),
  sha: z.string(),
  completedAt: instant.nullable(),
  url: webAddress,
});

/** The state of CI on the latest commit of the default branch. */
export type Ci = z.infer<typeof ci>;

const publishedCi = z
  .object({
    state: z.enum(['passing', 'failing', 'running', 'none']),
    sha: z.string(),
    completedAt: publishedInstant.nullable(),
    url: z.string(),
  })
  .describe('Results of the checks on the newest commit of the default branch.');

/** Check runs and commit statuses together. */
export const ciFact = defineFact<Ci>({
  label: 'Checks',
  schema: ci,
  source: { by: { rest: fetchCi }, of: 'configured', onlyByPush: false },
  published: { shape: { checks: publishedCi.nullable() }, of: (checks) => ({ checks }) },
  compare: ({ value }) => ({ checks: value.state }),
  // GitHub deletes CI results after some months: for the same commit, "none" is not a change.
  complete: (fetched, previous) => {
    if (fetched.kind !== 'ok') return fetched;
    const { state, sha } = fetched.value;
    const isForgotten = state === 'none' && sha === previous?.value.sha;
    return isForgotten ? { kind: 'unchanged' } : fetched;
  },
});

const combined = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  statuses: z.array(z.object({ state: z.string(), updated_at: unverifiedDate })),
});
const runs = z.object({
  total_count: count,
  check_runs: z.array(
    z.object({
      status: z.string(),
      conclusion: z.string().nullable(),
      completed_at: unverifiedDate.nullable(),
    }),
  ),
});
type CheckRun = z.infer<typeof runs>['check_runs'][number];

/** The result of a check run or a commit status. */
interface Result {
  outcome: 'failing' | 'running' | 'passing' | 'neutral';
  at: string | null;
}

const FAILURES = new Set(['failure', 'timed_out', 'startup_failure', 'error']);

async function fetchCi(request: RestRequest, { name, branch, now }: RestContext): Promise<Ci> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/status';
  const { sha, statuses } = await request(route, { ref: branch, per_page: 100 }, combined);
  const results = [
    ...statuses.map(({ state, updated_at }) => ({
      outcome: outcomeOf('completed', state),
      at: nullIfFuture(updated_at, now),
    })),
    ...(await fetchCheckRuns(request, sha)).map((run) => ({
      outcome: outcomeOf(run.status, run.conclusion),
      at: nullIfFuture(run.completed_at, now),
    })),
  ];
  return { ...combineResults(results), sha, url: `https://github.com/${name}/commit/${sha}` };
}

/** Pages of 100; GitHub keeps at most 1,000 check runs per commit (docs.github.com, REST, check runs). */
const MAX_PAGES = 10;

async function fetchCheckRuns(request: RestRequest, sha: string): Promise<CheckRun[]> {
  const all: CheckRun[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const parameters = { ref: sha, per_page: 100, ...(page > 1 && { page }) };
    const answer = await request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', parameters, runs);
    all.push(...answer.check_runs);
    if (all.length >= answer.total_count) return all;
    if (answer.check_runs.length === 0) {
      throw new ContradictionError(`${all.length} of ${answer.total_count} check runs`);
    }
  }
  return all;
}

function outcomeOf(status: string, conclusion: string | null): Result['outcome'] {
  if (FAILURES.has(conclusion ?? '')) return 'failing';
  if (status !== 'completed' || conclusion === null || conclusion === 'pending') return 'running';
  return conclusion === 'success' ? 'passing' : 'neutral';
}

/** `failing` if anything failed, else `running` if anything is unfinished, else `passing` if anything passed, else `none`. */
export function combineResults(results: readonly Result[]): Pick<Ci, 'state' | 'completedAt'> {
  const state = (['failing', 'running', 'passing'] as const).find((outcome) =>
    results.some((result) => result.outcome === outcome),
  );
  const finished = results
    .map(({ at }) => at)
    .filter((at) => at !== null)
    .sort();
  return { state: state ?? 'none', completedAt: finished.at(-1) ?? null };
}
