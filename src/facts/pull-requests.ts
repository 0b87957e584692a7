import { z } from '../zod.ts';
import { count, defineFact } from './fact.ts';

const answer = z.object({ pullRequests: z.object({ totalCount: count }) });

/** How many pull requests are open. */
export const pullRequestsFact = defineFact<number>({
  label: 'Open pull requests',
  schema: count,
  source: {
    by: {
      graphql: {
        fields: { pullRequests: '(states: OPEN) { totalCount }' },
        read: (node) => answer.parse(node).pullRequests.totalCount,
      },
    },
    of: 'configured',
    onlyByPush: false,
  },
  published: {
    shape: { openPullRequests: count.nullable() },
    of: (openPullRequests) => ({ openPullRequests }),
  },
  pageRow: 'openPullRequests',
  compare: ({ value }) => ({ 'open pull requests': value }),
});
