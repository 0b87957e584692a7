import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { count, defineFact, instant, webAddress } from './fact.ts';

const pullRequestElsewhere = z.strictObject({
  repository: repositoryName,
  number: count,
  title: z.string(),
  url: webAddress,
  mergedAt: instant,
});

const pullRequestsElsewhere = z.strictObject({ total: count, items: z.array(pullRequestElsewhere) });

/** A pull request that was merged into someone else's repository. */
export type PullRequestElsewhere = z.infer<typeof pullRequestElsewhere>;
/** The total number, and the newest ones. */
export type PullRequestsElsewhere = z.infer<typeof pullRequestsElsewhere>;

/** Pull requests merged into other people's repositories. */
export const pullRequestsElsewhereFact = defineFact<PullRequestsElsewhere>({
  label: 'Pull requests elsewhere',
  schema: pullRequestsElsewhere,
  compare: ({ value }) => ({ total: value.total }),
  // Merged pull requests stay merged, but searches occasionally return nothing.
  gate: { countsOf: ({ total }) => ({ total }), refusesDropToZero: true },
});
