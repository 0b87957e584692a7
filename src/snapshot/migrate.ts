import { z } from '../zod.ts';

/** The part of version 1 that the migration to version 2 changes. */
const version1 = z.looseObject({
  version: z.literal(1),
  repositories: z.array(
    z.looseObject({
      sections: z.looseObject({ core: z.looseObject({ value: z.looseObject({}) }).optional() }),
    }),
  ),
});

/**
 * Migrates a stored snapshot to the current version; anything else is returned unchanged. Version 2 has no watchers, which
 * GitHub now restricts, and counts open issues and pull requests separately.
 */
export function migrateSnapshot(stored: unknown): unknown {
  const parsed = version1.safeParse(stored);
  if (!parsed.success) return stored;
  const repositories = parsed.data.repositories.map(({ sections, ...repository }) => {
    const { watchers: _, core, ...facts } = sections;
    return { ...repository, sections: core ? { ...facts, core: withoutOpenItems(core) } : facts };
  });
  return { ...parsed.data, version: 2, repositories };
}

function withoutOpenItems<Core extends { value: Record<string, unknown> }>(core: Core) {
  const { openIssuesAndPullRequests: _, ...value } = core.value;
  return { ...core, value };
}
