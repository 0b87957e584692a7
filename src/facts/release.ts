import { z } from 'zod';
import { defineFact, instant, NONE, webAddress } from './fact.ts';

/** Null: looked for, and there is none. */
const release = z
  .strictObject({
    kind: z.enum(['release', 'tag']),
    tag: z.string(),
    name: z.string().nullable(),
    publishedAt: instant,
    url: webAddress,
  })
  .nullable();

/** A release, or a tag where there is none; null where there is neither. */
export type Release = z.infer<typeof release>;

/** The newest release. */
export const releaseFact = defineFact<Release>({
  label: 'Newest release',
  schema: release,
  compare: ({ value }) => ({ 'newest release': value?.tag ?? NONE }),
  gate: { countsOf: publishedVersions, isLasting: true },
});

/** Releases may vanish while tags stay, so that they are counted apart. */
function publishedVersions(newest: Release) {
  return { releases: newest?.kind === 'release' ? 1 : 0, 'releases and tags': newest ? 1 : 0 };
}
