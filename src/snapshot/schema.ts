import { count, day } from '../facts/fact.ts';
import { storedFactsSchema } from '../facts/fact-set.ts';
import { type FactValues, type OwnerFactName, ownerFacts, repositoryFacts } from '../facts/index.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';

const repository = z.strictObject({
  /** GitHub's id, which survives renames. Null until a refresh has listed it. */
  id: count.nullable(),
  name: repositoryName,
  /** Former names, newest first: their pages redirect to the current one. */
  formerNames: z.array(repositoryName),
  sections: storedFactsSchema<FactValues>(repositoryFacts),
});

const storedOwnerFacts = {
  profile: ownerFacts.profile.storedSchema.optional(),
  contributions: ownerFacts.contributions.storedSchema.optional(),
  pullRequestsElsewhere: ownerFacts.pullRequestsElsewhere.storedSchema.optional(),
  site: ownerFacts.site.storedSchema.optional(),
} satisfies Record<OwnerFactName, z.ZodType>;

/** Increase it together with a migration in `migrate.ts`. */
export const SNAPSHOT_VERSION = 2;

/** The last known good facts about the owner's repositories: `data/snapshot.json`. An absent fact is unknown. */
export const snapshotSchema = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  /** The Sunday that ends the last full week confirmed by a refresh. Build and README use it as today's date. */
  asOf: day,
  repositories: z.array(repository),
  /** Ids of repositories that are no longer public on GitHub; nothing else about them is kept. */
  departed: z.array(count),
  /** The owner's repositories that the résumé links to but that do not exist: shown as plain text instead of links. */
  goneLinks: z.array(repositoryName).min(1).optional(),
  ...storedOwnerFacts,
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type Repository = z.infer<typeof repository>;

/** The snapshot before any refresh. */
export function emptySnapshot(asOf: string): Snapshot {
  return { version: SNAPSHOT_VERSION, asOf, repositories: [], departed: [] };
}
