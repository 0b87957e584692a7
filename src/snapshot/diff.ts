import { type ComparedFields, type Fact, NONE, type StoredFact } from '../facts/fact.ts';
import { type FactSet, namesOf, type Stored } from '../facts/fact-set.ts';
import {
  type FactName,
  type FactValues,
  type OwnerFactName,
  type OwnerFactValues,
  ownerFacts,
  repositoryFacts,
} from '../facts/index.ts';
import { isSameJson } from '../json.ts';
import { z } from '../zod.ts';
import { pairRepositories, type RepositoryPair } from './pair-repositories.ts';
import type { Repository, Snapshot } from './schema.ts';

const fieldValue = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** A changed field of a fact. Null is unknown or none. */
export const changeSchema = z.strictObject({
  /** `owner/name`, or another subject such as `profile`. A removed repository is not named: the owner may want to hide it. */
  subject: z.string(),
  field: z.string(),
  before: fieldValue,
  after: fieldValue,
});

export type Change = z.infer<typeof changeSchema>;

/** The field with the number of facts that are marked as stale in the snapshot. */
export const LONG_STALE = 'not confirmed for 48 hours';

/** Suffix for a change in a part of a fact that is not compared field by field. */
const MINOR = ', in detail';

/**
 * Lists the differences between two snapshots: first by repository and field, then those of the owner. A new or removed
 * repository is one change. Everything that causes a commit is listed, except that known facts were confirmed.
 */
export function changesBetween(before: Snapshot | null, after: Snapshot): Change[] {
  const { pairs, unmatched } = pairRepositories(before?.repositories ?? [], after.repositories);
  const changes = pairs.flatMap(pairChanges);
  for (const _ of unmatched) changes.push(presenceChange('a repository', 'listed', null));
  if (before) changes.push(...ownerChanges(before, after));
  return changes;
}

function pairChanges({ before, after }: RepositoryPair<Repository>): Change[] {
  return before ? repositoryChanges(before, after) : [presenceChange(after.name, null, 'listed')];
}

function presenceChange(subject: string, before: Change['before'], after: Change['after']): Change {
  return { subject, field: 'repository', before, after };
}

function repositoryChanges(before: Repository, after: Repository): Change[] {
  const changes = changedFields(after.name, { name: before.name }, { name: after.name });
  const labels = (name: FactName) => ({ subject: after.name, name });
  changes.push(...factChanges<FactValues>(repositoryFacts, before.sections, after.sections, labels));
  return dropMinorChanges(changes);
}

function dropMinorChanges(changes: Change[]): Change[] {
  const plain = changes.filter(({ field }) => !field.endsWith(MINOR));
  return plain.length > 0 ? plain : changes;
}

function ownerChanges(before: Snapshot, after: Snapshot): Change[] {
  const changes: Change[] = [];
  const labels = (name: OwnerFactName) => {
    const subject = ownerFacts[name].label.toLowerCase();
    return { subject, name: subject };
  };
  changes.push(...factChanges<OwnerFactValues>(ownerFacts, before, after, labels));
  changes.push(...changedFields('links to own repositories', deadLinks(before), deadLinks(after)));
  if (!isSameJson(longStale(before), longStale(after))) changes.push(staleChange(before, after));
  changes.push(...changedFields('all facts', { 'as of': before.asOf }, { 'as of': after.asOf }));
  return dropMinorChanges(changes);
}

/** The subject of a fact's changes, and the name of the fact for changes without a field. */
type Labels<Values> = (name: keyof Values & string) => { subject: string; name: string };

function factChanges<Values>(
  set: FactSet<Values>,
  before: Stored<Values>,
  after: Stored<Values>,
  labelsOf: Labels<Values>,
): Change[] {
  return namesOf(set).flatMap((fact) => changesOf(set[fact], before[fact], after[fact], labelsOf(fact)));
}

function changesOf<T>(
  { compare }: Fact<T>,
  before: StoredFact<T> | undefined,
  after: StoredFact<T> | undefined,
  { subject, name }: ReturnType<Labels<unknown>>,
): Change[] {
  const changes = changedFields(subject, before ? compare(before) : {}, after ? compare(after) : {});
  if (changes.length > 0 || before?.changedAt === after?.changedAt) return changes;
  return [{ subject, field: `${name}${MINOR}`, before: 'as known', after: 'renewed' }];
}

function changedFields(subject: string, before: ComparedFields, after: ComparedFields): Change[] {
  const fields = Object.keys({ ...after, ...before });
  return fields
    .map((field) => ({ subject, field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after);
}

function deadLinks({ goneLinks }: Snapshot): ComparedFields {
  return { 'lead nowhere': goneLinks?.join(', ') ?? NONE };
}

/** The facts marked as stale. */
function longStale(snapshot: Snapshot): string[] {
  const names = namesOf<OwnerFactValues>(ownerFacts);
  const stale = staleAmong('', Object.fromEntries(names.map((name) => [name, snapshot[name]])));
  for (const { id, name, sections } of snapshot.repositories)
    stale.push(...staleAmong(String(id ?? name), sections));
  return stale.sort();
}

function staleAmong(subject: string, facts: Record<string, { stale?: unknown } | undefined>): string[] {
  const stale = Object.entries(facts).filter(([, fact]) => fact?.stale);
  return stale.map(([name]) => `${subject} ${name}`);
}

function staleChange(before: Snapshot, after: Snapshot): Change {
  const subject = 'all facts';
  return { subject, field: LONG_STALE, before: longStale(before).length, after: longStale(after).length };
}
