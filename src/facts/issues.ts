import { z } from '../zod.ts';
import { count, defineFact } from './fact.ts';

const answer = z.object({ issues: z.object({ totalCount: count }) });

/** How many issues are open. */
export const issuesFact = defineFact<number>({
  label: 'Open issues',
  schema: count,
  source: {
    by: {
      graphql: {
        fields: { issues: '(states: OPEN) { totalCount }' },
        read: (node) => answer.parse(node).issues.totalCount,
      },
    },
    of: 'configured',
    onlyByPush: false,
  },
  published: { shape: { openIssues: count.nullable() }, of: (openIssues) => ({ openIssues }) },
  pageRow: 'openIssues',
  compare: ({ value }) => ({ 'open issues': value }),
});
