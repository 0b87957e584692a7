import { count, defineFact } from './fact.ts';

/** How many pull requests are open. */
export const pullRequestsFact = defineFact<number>({
  label: 'Open pull requests',
  schema: count,
  compare: ({ value }) => ({ 'open pull requests': value }),
});
