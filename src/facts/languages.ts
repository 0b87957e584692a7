import { z } from 'zod';
import { count, defineFact, NONE } from './fact.ts';

/** Bytes of code by language. */
export type Languages = Record<string, number>;

/** The languages of the default branch. */
export const languagesFact = defineFact<Languages>({
  label: 'Languages',
  schema: z.record(z.string(), count),
  compare: ({ value }) => ({ languages: byBytes(value).join(', ') || NONE }),
  gate: { countsOf: (bytes) => ({ 'bytes of code': sumOf(bytes) }), isLasting: true },
});

function byBytes(languages: Languages): string[] {
  return Object.entries(languages)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([name]) => name);
}

function sumOf(bytes: Languages): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
