import { z } from '../zod.ts';
import { ContradictionError, type ReadContext } from './answer.ts';
import { count, defineFact, instant, NONE, publishedInstant, webAddress } from './fact.ts';
import { address, githubInstant, line, name, nullIfFuture, unverifiedDate } from './fields.ts';
import { highestVersion } from './versions.ts';

/** Null means none. */
const release = z
  .strictObject({
    kind: z.enum(['release', 'tag']),
    tag: z.string(),
    name: z.string().nullable(),
    publishedAt: instant,
    url: webAddress,
  })
  .nullable();

/** The latest release, or the latest tag if there are no releases; null if there are neither. */
export type Release = z.infer<typeof release>;

/** How many of the newest releases, and of the newest tags, are considered. */
const MAX_CANDIDATES = 50;

const commitDates = z.object({ committedDate: unverifiedDate, authoredDate: unverifiedDate });
const tagged = z.object({
  tagger: z.object({ date: unverifiedDate.nullable() }).nullable(),
  target: commitDates.partial(),
});

const answer = z.object({
  releases: z.object({
    totalCount: count,
    nodes: z.array(
      z.object({
        tagName: name,
        name: line,
        publishedAt: githubInstant.nullable(),
        isDraft: z.boolean(),
        isPrerelease: z.boolean(),
        url: address,
      }),
    ),
  }),
  tags: z
    .object({
      totalCount: count,
      // A tag of something other than a commit has no date.
      nodes: z.array(z.object({ name: z.string(), target: z.union([commitDates, tagged, z.unknown()]) })),
    })
    .nullable(),
});

const publishedRelease = z
  .object({
    kind: z.enum(['release', 'tag']),
    tag: z.string(),
    name: z.string().nullable(),
    publishedAt: publishedInstant,
    url: z.string(),
  })
  .describe('The highest version among the releases, else among the tags. Null also where there is none.');

/** The highest version among the published releases, else among the tags. If no name is a version, the newest one. */
export const releaseFact = defineFact<Release>({
  label: 'Latest release',
  schema: release,
  source: {
    by: {
      graphql: {
        fields: {
          releases: `(first: ${MAX_CANDIDATES}, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { tagName name publishedAt isDraft isPrerelease url } }`,
          tags: `: refs(refPrefix: "refs/tags/", first: ${MAX_CANDIDATES}, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) { totalCount nodes { name target { ... on Commit { committedDate authoredDate } ... on Tag { tagger { date } target { ... on Commit { committedDate authoredDate } } } } } }`,
        },
        read: readRelease,
      },
    },
    of: 'configured',
    onlyByPush: false,
  },
  published: {
    shape: { latestRelease: publishedRelease.nullable() },
    of: (latestRelease) => ({ latestRelease }),
  },
  compare: ({ value }) => ({ 'latest release': value?.tag ?? NONE }),
  gate: { countsOf: publishedVersions, refusesDropToZero: true },
});

/** Releases can be deleted while their tags remain, so the two are counted separately. */
function publishedVersions(newest: Release) {
  return { releases: newest?.kind === 'release' ? 1 : 0, 'releases and tags': newest ? 1 : 0 };
}

type Answer = z.infer<typeof answer>;

function readRelease(node: unknown, context: ReadContext): Release {
  const { releases, tags } = answer.parse(node);
  assertWhole('releases', releases);
  if (tags) assertWhole('tags', tags);
  return latestRelease(releases.nodes, context) ?? latestTag(tags?.nodes ?? [], context);
}

function assertWhole(what: string, { totalCount, nodes }: { totalCount: number; nodes: readonly unknown[] }) {
  if (nodes.length !== Math.min(totalCount, MAX_CANDIDATES)) {
    throw new ContradictionError(`got ${nodes.length} of ${totalCount} ${what}`);
  }
}

function latestRelease(releases: Answer['releases']['nodes'], { now }: ReadContext): Release {
  const published = releases
    .filter(({ isDraft, isPrerelease }) => !isDraft && !isPrerelease)
    .map(({ tagName, name: title, publishedAt, url }) => ({
      kind: 'release' as const,
      tag: tagName,
      name: title,
      publishedAt: nullIfFuture(publishedAt, now),
      url,
    }));
  return highestOrLatest(published);
}

function latestTag(
  tags: NonNullable<Answer['tags']>['nodes'],
  { name: fullName, now }: ReadContext,
): Release {
  const dated = tags
    .filter((tag) => name.safeParse(tag.name).success)
    .map((tag) => ({
      kind: 'tag' as const,
      tag: tag.name,
      name: null,
      publishedAt: dateOf(tag.target, now),
      url: `https://github.com/${fullName}/releases/tag/${encodeURIComponent(tag.name)}`,
    }));
  return highestOrLatest(dated);
}

type Candidate = { tag: string; publishedAt: string | null } & Omit<NonNullable<Release>, 'publishedAt'>;

/** The highest version, else the newest; null if there are none. Throws {@link ContradictionError} if it has no valid date. */
function highestOrLatest(candidates: readonly Candidate[]): Release {
  const byDate = candidates.toSorted((a, b) => ((a.publishedAt ?? '') > (b.publishedAt ?? '') ? -1 : 1));
  const [newest] = byDate;
  const chosen = highestVersion(byDate, ({ tag }) => tag) ?? newest;
  if (!chosen) return null;
  const { publishedAt } = chosen;
  if (publishedAt === null) throw new ContradictionError(`${chosen.tag} has no valid date`);
  return { ...chosen, publishedAt };
}

/** The date of the tagged commit, else of the tag itself; null if none is valid. */
function dateOf(target: unknown, now: string): string | null {
  const commit = commitDates.safeParse(target).data;
  if (commit) return nullIfFuture(commit.committedDate, now) ?? nullIfFuture(commit.authoredDate, now);
  const tag = tagged.safeParse(target).data;
  const dates = [tag?.target.committedDate, tag?.target.authoredDate, tag?.tagger?.date];
  return dates.map((date) => nullIfFuture(date ?? null, now)).find((date) => date !== null) ?? null;
}
