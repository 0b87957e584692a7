import { namesOf, type Stored } from '../facts/fact-set.ts';
import { type FactValues, type OwnerFactValues, ownerFacts, repositoryFacts } from '../facts/index.ts';
import type { Snapshot } from './schema.ts';

/** When a fact in the snapshot last changed; null if there are no facts. */
export function latestChange(snapshot: Snapshot): string | null {
  const facts: Stored<FactValues>[] = snapshot.repositories.map(({ sections }) => sections);
  const ofRepositories = facts.flatMap((stored) =>
    namesOf<FactValues>(repositoryFacts).map((name) => stored[name]?.changedAt),
  );
  const ofOwner = namesOf<OwnerFactValues>(ownerFacts).map((name) => snapshot[name]?.changedAt);
  const dates = [...ofRepositories, ...ofOwner].filter((date) => date !== undefined);
  return dates.sort().at(-1) ?? null;
}
