import { z } from 'zod';
import { factNames } from '../facts/index.ts';
import type { Portfolio, PortfolioRepository } from '../portfolio/model.ts';
import { publicClaims, publicClaimsShape } from './public-claims.ts';

/** What consumers of `/portfolio.json` rely on. It is raised when a field goes or changes its meaning, not when one is added. */
const VERSION = 1;

const instant = z.string().describe('An instant in UTC, as 2026-11-22T04:37:00Z.');
const day = z.string().describe('A day in UTC, as 2026-11-22.');
const count = z.int().nonnegative();
const repositoryName = z.string().describe('A repository as owner/name.');

const commitsByWeek = z
  .object({
    from: day.describe('First day of the stretch in which every commit is counted.'),
    to: day.describe('First day after it.'),
    weeks: z.record(z.string(), count).describe('Commits by the Sunday that begins the week.'),
  })
  .describe('Weeks without a commit are left out; what lies outside the stretch is unknown.');

const release = z
  .object({
    kind: z.enum(['release', 'tag']),
    tag: z.string(),
    name: z.string().nullable(),
    publishedAt: instant,
    url: z.string(),
  })
  .describe('The newest release, else the highest version tag. Null also where there is none.');

const ci = z
  .object({
    state: z.enum(['passing', 'failing', 'running', 'none']),
    sha: z.string(),
    completedAt: instant.nullable(),
    url: z.string(),
  })
  .describe('Results of the checks on the newest commit of the default branch.');

const freshness = z
  .object({
    state: z.enum(['fresh', 'stale', 'unknown']).describe('Whether the newest check confirmed these facts.'),
    since: z.string().nullable().describe('When the facts changed, or since when they are not confirmed.'),
  })
  .describe('How far a section of these facts can be trusted.');

const repository = z.object({
  name: repositoryName,
  url: z.string(),
  role: z
    .enum(['author', 'maintainer', 'contributor'])
    .describe("The owner's part. Commits are his own alone unless he is the author."),
  group: z.enum(['key', 'collection', 'other']),
  description: z.string().nullable(),
  language: z.string().nullable(),
  languages: z.record(z.string(), count).nullable().describe('Bytes by language.'),
  stars: count.nullable(),
  forks: count.nullable(),
  watchers: count.nullable(),
  openIssues: count.nullable(),
  openPullRequests: count.nullable(),
  openIssuesAndPullRequests: count.nullable(),
  license: z.string().nullable().describe('SPDX identifier of a licence that GitHub recognises.'),
  topics: z.array(z.string()).nullable(),
  archived: z.boolean().nullable(),
  fork: z.boolean().nullable(),
  commits: count.nullable().describe('On the default branch, merges included.'),
  firstCommitAt: instant.nullable(),
  lastCommitAt: instant.nullable(),
  commitsByWeek: commitsByWeek.nullable(),
  latestRelease: release.nullable(),
  checks: ci.nullable(),
  has: z
    .object({
      readme: z.boolean().nullable(),
      tests: z.boolean().nullable(),
      dockerfile: z.boolean().nullable(),
      workflow: z.boolean().nullable(),
    })
    .describe('Whether files of this kind are in the repository.'),
  changedAt: instant.nullable().describe('When the newest change of any of these facts was seen.'),
  sections: z.record(z.enum(factNames), freshness),
});

const partialSum = z
  .object({
    value: count.nullable().describe('The sum over those that are known; null while none is.'),
    knownFor: count.describe('Repositories whose part in the sum is known.'),
    of: count.describe('Repositories that belong to the sum.'),
  })
  .describe('A sum of which not every part need be known.');

const totals = z.object({
  repositories: z.object({ shown: count, public: count.nullable() }),
  stars: partialSum,
  commitsLastYear: partialSum.describe('Commits in the 52 weeks before asOf.'),
  languages: z
    .array(z.object({ name: z.string(), repositories: count, lastCommitAt: instant.nullable() }))
    .describe('Repositories by main language.'),
});

const pullRequestsElsewhere = z
  .object({
    total: count,
    items: z
      .array(
        z.object({
          repository: repositoryName,
          number: count,
          title: z.string(),
          url: z.string(),
          mergedAt: instant,
        }),
      )
      .describe('The newest of them, newest first.'),
  })
  .describe("Pull requests merged into other people's repositories.");

const contributions = z
  .object({
    from: day,
    to: day.describe('The day after the last.'),
    total: count,
    days: z
      .array(z.object({ date: day, count }))
      .describe('Days with a contribution; the others between from and to had none.'),
  })
  .describe('The public contribution calendar.');

/** The public data. Its schemas strip what they do not name, so that nothing internal can leak. */
const publicDataShape = z
  .object({
    version: z.literal(VERSION).describe('Raised when a field goes or changes its meaning.'),
    login: z.string(),
    name: z.string(),
    asOf: day.describe('The Sunday at which all windows and durations end.'),
    changedAt: instant.nullable().describe('When the newest change of any fact was seen.'),
    checkedAt: instant.nullable().describe('When GitHub was last asked.'),
    repositories: z.array(repository),
    totals,
    contributions: contributions.nullable(),
    pullRequestsElsewhere: pullRequestsElsewhere.nullable(),
    ...publicClaimsShape,
  })
  .describe('A portfolio as data. Null is unknown, unless a description says otherwise.');

export type PublicData = z.infer<typeof publicDataShape>;

/** What `/portfolio.json` holds: keys in the order of the schema, whatever the order of the model's. */
export function publicData(portfolio: Portfolio): PublicData {
  const { repositories, contributions: calendar, ...rest } = portfolio;
  return publicDataShape.parse({
    ...rest,
    version: VERSION,
    repositories: repositories.map(publicRepository),
    contributions: calendar && {
      ...calendar,
      days: Object.entries(calendar.days).map(([date, contributed]) => ({ date, count: contributed })),
    },
    ...publicClaims(portfolio),
  });
}

/** The JSON Schema of {@link publicData}: `/portfolio.schema.json`. */
export function publicDataSchema(): object {
  return z.toJSONSchema(publicDataShape, { io: 'output', target: 'draft-7' });
}

function publicRepository({ languages, ci, freshness: sections, ...known }: PortfolioRepository) {
  return {
    ...known,
    checks: ci,
    sections,
    languages: languages && Object.fromEntries(languages.map(({ name, bytes }) => [name, bytes])),
  };
}
