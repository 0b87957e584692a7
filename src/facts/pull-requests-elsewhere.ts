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

/** A pull request that was merged into a repository of somebody else. */
export type PullRequestElsewhere = z.infer<typeof pullRequestElsewhere>;
/** How many there are, and the newest of them. */
export type PullRequestsElsewhere = z.infer<typeof pullRequestsElsewhere>;

/** Pull requests merged into other people's repositories. */
export const pullRequestsElsewhereFact = defineFact<PullRequestsElsewhere>({
  label: 'Pull requests elsewhere',
  schema: pullRequestsElsewhere,
  compare: ({ value }) => ({ total: value.total }),
  // A merged pull request stays merged, and searches are known to find nothing now and then.
  gate: { countsOf: ({ total }) => ({ total }), refusesDropToZero: true },
});
