import { z } from 'zod';
import type { FactValue } from '../facts/index.ts';
import { ask, type Client } from './client.ts';
import { name, pastDate, writtenDate } from './fields.ts';
import { ownerAndName } from './repositories.ts';

type Ci = FactValue<'checks'>;

const combined = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  state: z.string(),
  statuses: z.array(z.object({ state: z.string(), updated_at: writtenDate })),
});
const runs = z.object({
  check_runs: z.array(
    z.object({ status: z.string(), conclusion: z.string().nullable(), completed_at: writtenDate.nullable() }),
  ),
});

/** One result, whether of a check run or of a commit status. */
interface Result {
  outcome: 'failing' | 'running' | 'passing' | 'neutral';
  at: string | null;
}

const FAILURES = new Set(['failure', 'timed_out', 'startup_failure', 'error']);

/**
 * The state of CI on the newest commit of a branch: check runs and commit statuses together. `now` tells which dates are
 * possible. Throws GitHubRequestError.
 */
export async function fetchCi(client: Client, fullName: string, branch: string, now: string): Promise<Ci> {
  const parameters = { ...ownerAndName(fullName), ref: name.parse(branch) };
  const status = await ask(client, 'GET /repos/{owner}/{repo}/commits/{ref}/status', parameters, combined);
  const { sha, statuses } = status.value;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const answer = await ask(client, route, { ...parameters, ref: sha, per_page: 100 }, runs);
  const results = [
    ...statuses.map(({ state, updated_at }) => ({
      outcome: outcomeOf('completed', state),
      at: pastDate(updated_at, now),
    })),
    ...answer.value.check_runs.map((run) => ({
      outcome: outcomeOf(run.status, run.conclusion),
      at: pastDate(run.completed_at, now),
    })),
  ];
  return { ...verdict(results), sha, url: `https://github.com/${fullName}/commit/${sha}` };
}

function outcomeOf(status: string, conclusion: string | null): Result['outcome'] {
  if (FAILURES.has(conclusion ?? '')) return 'failing';
  if (status !== 'completed' || conclusion === null || conclusion === 'pending') return 'running';
  return conclusion === 'success' ? 'passing' : 'neutral';
}

/** Any failure is failing; else anything unfinished is running; else any success is passing; else there are none. */
export function verdict(results: readonly Result[]): Pick<Ci, 'state' | 'completedAt'> {
  const state = (['failing', 'running', 'passing'] as const).find((outcome) =>
    results.some((result) => result.outcome === outcome),
  );
  const finished = results.flatMap(({ at }) => (at === null ? [] : [at])).sort();
  return { state: state ?? 'none', completedAt: finished.at(-1) ?? null };
}
