import { z } from 'zod';
import { repositoryName } from '../repository-name.ts';

/** An instant in UTC to the second, `2026-11-22T04:37:00Z`. */
const instant = z.iso.datetime({ precision: 0 });
const day = z.iso.date();
const count = z.int().nonnegative();
const address = z.url({ protocol: /^https?$/ });

/** Why a fact could not be confirmed: a closed list, so that a machine can group them and a person understands. */
export const reasons = [
  'unreachable',
  'timed out',
  'rate limited',
  'not allowed',
  'not found',
  'server error',
  'unexpected answer',
  'implausible answer',
  'request budget spent',
] as const;
export const reason = z.enum(reasons);
export type Reason = z.infer<typeof reason>;

/** A fact of one kind, which is fetched and fails as a whole, as the snapshot holds it. */
export interface StoredFact<T> {
  value: T;
  /** When the value last became different, not when it was last fetched. */
  changedAt: string;
  /** Where the value is from, where that is not GitHub's API. */
  source?: 'git history' | undefined;
  /** Set once a failure has lasted 48 hours. */
  stale?: { since: string; reason: Reason } | undefined;
}

/** The schema of a {@link StoredFact}. */
function storedFactSchema<T extends z.ZodType>(value: T) {
  return z.strictObject({
    value,
    changedAt: instant,
    source: z.literal('git history').optional(),
    stale: z.strictObject({ since: instant, reason }).optional(),
  });
}

const profile = z.strictObject({
  id: count,
  name: z.string().nullable(),
  publicRepositories: count,
});

/** Null means unknown, except where a comment says otherwise. */
const core = z.strictObject({
  url: address,
  description: z.string().nullable(), // null also where there is none
  homepage: address.nullable(), // null also where there is none
  topics: z.array(z.string()).nullable(),
  language: z.string().nullable(), // null also where GitHub recognizes none
  stars: count.nullable(),
  forks: count.nullable(),
  openIssuesAndPullRequests: count.nullable(),
  /** SPDX identifier of a recognized license. Null also where there is none, or one that GitHub cannot name. */
  license: z.string().nullable(),
  archived: z.boolean().nullable(),
  fork: z.boolean().nullable(),
  defaultBranch: z.string().nullable(),
});

const weeks = z.strictObject({
  /** Counts are complete from this day on … */
  from: day,
  /** … up to, not including, this one. The week it lies in may hold commits that were made so far. */
  to: day,
  /** Commits by the Sunday that begins their week (UTC); weeks without a commit are left out. */
  counts: z.record(day, count.positive()),
});

const commits = z.strictObject({
  total: count,
  firstCommitAt: instant.nullable(), // null also in an empty repository
  lastCommitAt: instant.nullable(), // null also in an empty repository
  weeks: weeks.nullable(),
});

const tree = z.strictObject({
  readme: z.boolean(),
  tests: z.boolean(),
  dockerfile: z.boolean(),
  workflow: z.boolean(),
  license: z.boolean(),
});

/** Null: looked for, and there is none. */
const release = z
  .strictObject({
    kind: z.enum(['release', 'tag']),
    tag: z.string(),
    name: z.string().nullable(),
    publishedAt: instant,
    url: address,
  })
  .nullable();

const ci = z.strictObject({
  state: z.enum(['passing', 'failing', 'running', 'none']),
  sha: z.string(),
  completedAt: instant.nullable(),
  url: address,
});

const storedFacts = z.strictObject({
  core: storedFactSchema(core).optional(),
  watchers: storedFactSchema(count).optional(),
  languages: storedFactSchema(z.record(z.string(), count)).optional(),
  commits: storedFactSchema(commits).optional(),
  tree: storedFactSchema(tree).optional(),
  release: storedFactSchema(release).optional(),
  checks: storedFactSchema(ci).optional(),
  pullRequests: storedFactSchema(count).optional(),
});

const repository = z.strictObject({
  /** GitHub's number for it, by which it is followed through renames. Null until a refresh has met it. */
  id: count.nullable(),
  name: repositoryName,
  /** Names it had before, newest first: their pages lead on to the present one. */
  formerNames: z.array(repositoryName),
  sections: storedFacts,
});

const pullRequestElsewhere = z.strictObject({
  repository: repositoryName,
  number: count,
  title: z.string(),
  url: address,
  mergedAt: instant,
});

const SNAPSHOT_VERSION = 1;

/** Public contributions by day, as GitHub counts them (docs.github.com, profile contributions reference). */
const contributions = z.strictObject({
  from: day,
  /** The day after the last: a Sunday. */
  to: day,
  total: count,
  /** Days without a contribution are left out. */
  days: z.record(day, count.positive()),
});

/** The last good facts about the owner's repositories: `data/snapshot.json`. An absent fact is unknown. */
export const snapshotSchema = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  /** The Sunday that ends the last whole week which a refresh confirmed: the only *today* of build and README. */
  asOf: day,
  profile: storedFactSchema(profile).optional(),
  repositories: z.array(repository),
  /** Ids of removed repositories, which are not public on GitHub any more; nothing else of them is kept. */
  departed: z.array(count),
  /** Repositories of the owner to which the résumé links and which GitHub says are not there: their links are plain text. */
  goneLinks: z.array(repositoryName).min(1).optional(),
  pullRequestsElsewhere: storedFactSchema(
    z.strictObject({ total: count, items: z.array(pullRequestElsewhere) }),
  ).optional(),
  contributions: storedFactSchema(contributions).optional(),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type Repository = z.infer<typeof repository>;
export type StoredFacts = z.infer<typeof storedFacts>;
export type FactName = keyof StoredFacts;
/** The value of one fact, without its dates. */
export type FactValue<Name extends FactName> = NonNullable<StoredFacts[Name]>['value'];
export type Profile = z.infer<typeof profile>;
export type Weeks = z.infer<typeof weeks>;
export type Contributions = z.infer<typeof contributions>;
export type PullRequestElsewhere = z.infer<typeof pullRequestElsewhere>;

/** The names of all facts, in the order of their importance. */
export const factNames = storedFacts.keyof().options;
