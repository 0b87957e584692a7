import { webAddress } from '../facts/fact.ts';
import type { FactValue, StoredFacts } from '../facts/index.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { pairRepositories, type RepositoryPair } from './pair-repositories.ts';
import type { Repository, Snapshot } from './schema.ts';

const base = { date: z.iso.date(), repository: z.int().nonnegative() };

/** Something that happened on GitHub, derived from two snapshots. `repository` is an id, because names change. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('new') }),
  z.strictObject({ ...base, kind: z.literal('renamed'), from: repositoryName }),
  z.strictObject({ ...base, kind: z.literal('archived') }),
  z.strictObject({ ...base, kind: z.literal('departed') }),
  z.strictObject({ ...base, kind: z.literal('released'), tag: z.string(), url: webAddress }),
  z.strictObject({ ...base, kind: z.literal('checks'), state: z.enum(['passing', 'failing']) }),
  z.strictObject({ ...base, kind: z.enum(['stars', 'forks']), step: z.int().positive() }),
  z.strictObject({
    date: z.iso.date(),
    kind: z.literal('merged'),
    name: repositoryName,
    number: z.int().positive(),
    title: z.string(),
    url: webAddress,
  }),
]);

export type Event = z.infer<typeof eventSchema>;

/** What happened between two snapshots, dated `date`. The first refresh has no events: everything would look new. */
export function eventsBetween(before: Snapshot | null, after: Snapshot, date: string): Event[] {
  if (!before?.repositories.some(({ id }) => id !== null)) return [];
  const { pairs } = pairRepositories(before.repositories, after.repositories);
  const events = pairs.flatMap((pair) => pairEvents(pair, date));
  const knownIds = new Set(before.repositories.map(({ id }) => id));
  for (const repository of after.departed) {
    if (knownIds.has(repository)) events.push({ date, kind: 'departed', repository });
  }
  return [...events, ...mergedEvents(before, after, date)];
}

/** A repository counts as new when a refresh lists it for the first time, even if git history already mentioned it. */
function pairEvents({ before, after, matchedBy }: RepositoryPair<Repository>, date: string): Event[] {
  if (after.id === null) return [];
  const base = { date, repository: after.id };
  if (matchedBy !== 'id') return [{ ...base, kind: 'new' }];
  const events: Event[] = [];
  if (after.name !== before.name) events.push({ ...base, kind: 'renamed', from: before.name });
  if (isArchivedNow(before.sections, after.sections)) events.push({ ...base, kind: 'archived' });
  const release = newRelease(before.sections, after.sections);
  if (release) events.push({ ...base, kind: 'released', tag: release.tag, url: release.url });
  const state = changedCi(before.sections, after.sections);
  if (state) events.push({ ...base, kind: 'checks', state });
  for (const kind of ['stars', 'forks'] as const) {
    const step = milestoneCrossed(
      before.sections.core?.value[kind] ?? null,
      after.sections.core?.value[kind] ?? null,
    );
    if (step !== null) events.push({ ...base, kind, step });
  }
  return events;
}

function isArchivedNow(before: StoredFacts, after: StoredFacts): boolean {
  return before.core?.value.archived === false && after.core?.value.archived === true;
}

/** The latest release if it changed, else null. A release that was unknown before is not an event. */
function newRelease(before: StoredFacts, after: StoredFacts): FactValue<'release'> {
  const release = after.release?.value;
  if (!before.release || !release) return null;
  return release.tag === before.release.value?.tag ? null : release;
}

/** The state of CI if it turned from passing to failing or back, else null. */
function changedCi(before: StoredFacts, after: StoredFacts): 'passing' | 'failing' | null {
  const [previous, current] = [before.checks?.value.state, after.checks?.value.state];
  if (previous === 'passing' && current === 'failing') return current;
  if (previous === 'failing' && current === 'passing') return current;
  return null;
}

/** The highest of 10, 25, 50, 100, 250, 500, 1,000 … above `before` and up to `after`, or null. */
export function milestoneCrossed(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  let crossed: number | null = null;
  for (let power = 10; power <= after; power *= 10) {
    for (const step of [power, power * 2.5, power * 5]) {
      if (before < step && step <= after) crossed = step;
    }
  }
  return crossed;
}

function mergedEvents(before: Snapshot, after: Snapshot, date: string): Event[] {
  if (!before.pullRequestsElsewhere || !after.pullRequestsElsewhere) return [];
  const previous = before.pullRequestsElsewhere.value.items;
  const knownUrls = new Set(previous.map(({ url }) => url));
  const oldest = previous.map(({ mergedAt }) => mergedAt).sort()[0] ?? '';
  const merged = after.pullRequestsElsewhere.value.items.filter(
    ({ url, mergedAt }) => !knownUrls.has(url) && mergedAt >= oldest,
  );
  return merged.map(({ repository: name, number, title, url }) => ({
    date,
    kind: 'merged',
    name,
    number,
    title,
    url,
  }));
}
