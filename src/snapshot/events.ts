import { z } from 'zod';
import { repositoryName } from '../repository-name.ts';
import type { Repository, Snapshot } from './schema.ts';

const base = { date: z.iso.date(), repository: z.int().nonnegative() };

/** Something that happened on GitHub, as two snapshots show it. `repository` is an id: names change. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('new') }),
  z.strictObject({ ...base, kind: z.literal('renamed'), from: repositoryName }),
  z.strictObject({ ...base, kind: z.literal('archived') }),
  z.strictObject({ ...base, kind: z.literal('departed') }),
  z.strictObject({ ...base, kind: z.literal('released'), tag: z.string(), url: z.url() }),
  z.strictObject({ ...base, kind: z.literal('checks'), state: z.enum(['passing', 'failing']) }),
  z.strictObject({ ...base, kind: z.enum(['stars', 'forks']), step: z.int().positive() }),
  z.strictObject({
    date: z.iso.date(),
    kind: z.literal('merged'),
    name: repositoryName,
    number: z.int().positive(),
    title: z.string(),
    url: z.url(),
  }),
]);

export type Event = z.infer<typeof eventSchema>;

/** What happened between two snapshots, dated `date`. Nothing before the first refresh: what is new to us is not news. */
export function eventsBetween(before: Snapshot | null, after: Snapshot, date: string): Event[] {
  if (!before?.repositories.some(({ id }) => id !== null)) return [];
  const known = new Map(before.repositories.map((repository) => [repository.id, repository]));
  const departed = after.departed.filter((id) => known.has(id));
  return [
    ...after.repositories.flatMap((now) =>
      now.id === null ? [] : repositoryEvents(known.get(now.id), now, now.id, date),
    ),
    ...departed.map((repository): Event => ({ date, kind: 'departed', repository })),
    ...mergedEvents(before, after, date),
  ];
}

function repositoryEvents(
  was: Repository | undefined,
  now: Repository,
  repository: number,
  date: string,
): Event[] {
  const base = { date, repository };
  if (!was) return [{ ...base, kind: 'new' }];
  const core = [was.sections.core?.value, now.sections.core?.value] as const;
  const release = now.sections.release?.value;
  const isReleased = was.sections.release && release && release.tag !== was.sections.release.value?.tag;
  const [before, state] = [was.sections.checks?.value.state, now.sections.checks?.value.state];
  const hasTurned =
    (before === 'passing' && state === 'failing') || (before === 'failing' && state === 'passing');
  const events: (Event | false | undefined | null | '')[] = [
    now.name !== was.name && { ...base, kind: 'renamed', from: was.name },
    core[0]?.archived === false && core[1]?.archived === true && { ...base, kind: 'archived' },
    isReleased && { ...base, kind: 'released', tag: release.tag, url: release.url },
    hasTurned && (state === 'passing' || state === 'failing') && { ...base, kind: 'checks', state },
    ...(['stars', 'forks'] as const).map((kind): Event | null => {
      const step = stepCrossed(core[0]?.[kind] ?? null, core[1]?.[kind] ?? null);
      return step === null ? null : { ...base, kind, step };
    }),
  ];
  return events.filter((event) => event !== false && event !== undefined && event !== null && event !== '');
}

/** The highest of 10, 25, 50, 100, 250, 500, 1,000 … that lies above `before` and not above `after`, or null. */
export function stepCrossed(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  let crossed: number | null = null;
  for (let power = 10; power <= after; power *= 10) {
    for (const step of [power, power * 2.5, power * 5]) if (before < step && step <= after) crossed = step;
  }
  return crossed;
}

function mergedEvents(before: Snapshot, after: Snapshot, date: string): Event[] {
  if (!before.pullRequestsElsewhere || !after.pullRequestsElsewhere) return [];
  const known = new Set(before.pullRequestsElsewhere.value.items.map(({ url }) => url));
  const oldest = before.pullRequestsElsewhere.value.items.map(({ mergedAt }) => mergedAt).sort()[0] ?? '';
  return after.pullRequestsElsewhere.value.items
    .filter(({ url, mergedAt }) => !known.has(url) && mergedAt >= oldest)
    .map(({ repository, number, title, url }) => ({
      date,
      kind: 'merged',
      name: repository,
      number,
      title,
      url,
    }));
}
