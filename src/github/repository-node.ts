import { z } from '../zod.ts';
import { type ListedRepository, listedRepository } from './repositories.ts';

/** The fields of every repository in a list: scalars and topics only, so that pages may be long (GitHub allows 20 topics). */
export const REPOSITORY_FIELDS = `
  id databaseId nameWithOwner isPrivate isFork isDisabled pushedAt
  url description homepageUrl stargazerCount forkCount isArchived
  primaryLanguage { name } licenseInfo { spdxId } defaultBranchRef { name }
  repositoryTopics(first: 20) { nodes { topic { name } } }`;

const named = z.object({ name: z.string() }).nullable();

/** The parts that have another form by REST; what GitHub failed to give stays absent, and so unreadable. */
const node = z.looseObject({
  // Without it no details can be asked for.
  id: z.string(),
  primaryLanguage: named.optional().catch(undefined),
  licenseInfo: z.object({ spdxId: z.string().nullable() }).nullable().optional().catch(undefined),
  defaultBranchRef: named.optional().catch(undefined),
  repositoryTopics: z
    .object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })) })
    .optional()
    .catch(undefined),
});

/** Null where there is none; undefined where GitHub failed to give it. */
function nameOf(part: z.infer<typeof named> | undefined): string | null | undefined {
  return part === null ? null : part?.name;
}

const restShape = node.transform((raw) => ({
  id: raw.databaseId,
  node_id: raw.id,
  full_name: raw.nameWithOwner,
  private: raw.isPrivate,
  fork: raw.isFork,
  disabled: raw.isDisabled,
  pushed_at: raw.pushedAt,
  html_url: raw.url,
  description: raw.description,
  homepage: raw.homepageUrl,
  topics: raw.repositoryTopics?.nodes.map(({ topic }) => topic.name),
  language: nameOf(raw.primaryLanguage),
  stargazers_count: raw.stargazerCount,
  forks_count: raw.forkCount,
  license: raw.licenseInfo && { spdx_id: raw.licenseInfo.spdxId },
  archived: raw.isArchived,
  empty: raw.defaultBranchRef === null,
  default_branch: raw.defaultBranchRef === null ? '' : nameOf(raw.defaultBranchRef),
}));

/** Reads a node with {@link REPOSITORY_FIELDS}: the same facts as REST lists. Null where it is not understood. */
export function readRepositoryNode(node: unknown): ListedRepository | null {
  return listedRepository.safeParse(restShape.safeParse(node).data).data ?? null;
}
