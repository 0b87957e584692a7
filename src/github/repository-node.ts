import { z } from '../zod.ts';
import { type ListedRepository, listedRepository } from './repositories.ts';

/** The fields of every listed repository: only scalars and topics (GitHub allows 20), so that a page of 100 stays cheap. */
export const REPOSITORY_FIELDS = `
  id databaseId nameWithOwner isPrivate isFork isDisabled pushedAt
  url description homepageUrl stargazerCount forkCount isArchived
  primaryLanguage { name } licenseInfo { spdxId } defaultBranchRef { name }
  repositoryTopics(first: 20) { nodes { topic { name } } }`;

const named = z.object({ name: z.string() }).nullable();

/** Fields whose shape differs from REST. A field that GitHub failed to return is undefined, and later counts as unreadable. */
const node = z.looseObject({
  // Required: details are queried by this id.
  id: z.string(),
  primaryLanguage: named.optional().catch(undefined),
  licenseInfo: z.object({ spdxId: z.string().nullable() }).nullable().optional().catch(undefined),
  defaultBranchRef: named.optional().catch(undefined),
  repositoryTopics: z
    .object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })) })
    .optional()
    .catch(undefined),
});

/** Null if there is none; undefined if GitHub failed to return it. */
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

/** Parses a node with {@link REPOSITORY_FIELDS} into the same form as a REST list item. Null if it is invalid. */
export function readRepositoryNode(node: unknown): ListedRepository | null {
  return listedRepository.safeParse(restShape.safeParse(node).data).data ?? null;
}
