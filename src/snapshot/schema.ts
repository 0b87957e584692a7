import { count, day, storedFactSchema } from '../facts/fact.ts';
import { storedFactsSchema } from '../facts/fact-set.ts';
import { type FactValues, type OwnerFactName, ownerFacts, repositoryFacts } from '../facts/index.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';

const repository = z.strictObject({
  /** GitHub's number for it, by which it is followed through renames. Null until a refresh has met it. */
  id: count.nullable(),
  name: repositoryName,
  /** Names it had before, newest first: their pages lead on to the present one. */
  formerNames: z.array(repositoryName),
  sections: storedFactsSchema<FactValues>(repositoryFacts),
});

const storedOwnerFacts = {
  profile: storedFactSchema(ownerFacts.profile.schema).optional(),
  contributions: storedFactSchema(ownerFacts.contributions.schema).optional(),
  pullRequestsElsewhere: storedFactSchema(ownerFacts.pullRequestsElsewhere.schema).optional(),
  site: storedFactSchema(ownerFacts.site.schema).optional(),
} satisfies Record<OwnerFactName, z.ZodType>;

/** Raised with a step in `migrate.ts`. */
export const SNAPSHOT_VERSION = 2;

/** The last good facts about the owner's repositories: `data/snapshot.json`. An absent fact is unknown. */
export const snapshotSchema = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  /** The Sunday that ends the last whole week which a refresh confirmed: the only *today* of build and README. */
  asOf: day,
  repositories: z.array(repository),
  /** Ids of removed repositories, which are not public on GitHub any more; nothing else of them is kept. */
  departed: z.array(count),
  /** Repositories of the owner to which the résumé links and which GitHub says are not there: their links are plain text. */
  goneLinks: z.array(repositoryName).min(1).optional(),
  ...storedOwnerFacts,
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type Repository = z.infer<typeof repository>;

/** A snapshot of nothing, before any refresh. */
export function emptySnapshot(asOf: string): Snapshot {
  return { version: SNAPSHOT_VERSION, asOf, repositories: [], departed: [] };
}
