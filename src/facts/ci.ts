import { z } from 'zod';
import { defineFact, instant, webAddress } from './fact.ts';

const ci = z.strictObject({
  state: z.enum(['passing', 'failing', 'running', 'none']),
  sha: z.string(),
  completedAt: instant.nullable(),
  url: webAddress,
});

/** The state of CI on the newest commit of the default branch. */
export type Ci = z.infer<typeof ci>;

/** Check runs and commit statuses together. */
export const ciFact = defineFact<Ci>({
  label: 'Checks',
  schema: ci,
  compare: ({ value }) => ({ checks: value.state }),
  // GitHub forgets CI results after some months: for the same commit, no result is no news.
  complete: (fetched, previous) => {
    if (fetched.kind !== 'ok') return fetched;
    const { state, sha } = fetched.value;
    const isForgotten = state === 'none' && sha === previous?.value.sha;
    return isForgotten ? { kind: 'unchanged' } : fetched;
  },
});
