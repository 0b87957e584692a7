import { count, defineFact } from './fact.ts';

/** How many people watch a repository. */
export const watchersFact = defineFact<number>({
  label: 'Watchers',
  schema: count,
  compare: ({ value }) => ({ watchers: value }),
  counts: { watchers: (watchers) => watchers },
});
