import type { Unreadable } from '../facts/fact.ts';
import { count } from '../facts/fact.ts';
import { address, githubInstant, homepage, line, name } from '../facts/fields.ts';
import type { FactValue } from '../facts/index.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import type { Client } from './client.ts';
import { fetchAllPages } from './pages.ts';

/** Ids and flags decide where facts belong, so that a repository is not understood at all without them. */
const identity = z.object({
  id: count,
  full_name: repositoryName,
  private: z.boolean(),
  fork: z.boolean(),
  disabled: z.boolean().default(false),
  node_id: z.string().nullable().default(null),
  empty: z.boolean().default(false),
  // Without it nothing is held back as unchanged, which costs requests and no fact.
  pushed_at: githubInstant.nullable().optional().catch(undefined),
});

/** Each field on its own: one that cannot be read does not cost the others. */
const coreFields = {
  html_url: address,
  description: line,
  homepage,
  topics: z.array(name),
  language: line,
  stargazers_count: count,
  forks_count: count,
  // NOASSERTION is GitHub's word for a licence that it cannot name.
  license: z
    .object({ spdx_id: z.string().nullable() })
    .nullable()
    .transform((license) => (license?.spdx_id === 'NOASSERTION' ? null : (license?.spdx_id ?? null))),
  archived: z.boolean(),
  // Git takes names that are no use in addresses and commands: such a branch counts as unknown, which is no failure.
  default_branch: z.string().transform((branch) => (name.safeParse(branch).success ? branch : null)),
};

/** A repository as GitHub lists it. */
export interface ListedRepository {
  id: number;
  /** GraphQL's own id for it; null where REST gave it. */
  nodeId: string | null;
  name: string;
  isPrivate: boolean;
  isFork: boolean;
  isDisabled: boolean;
  /** Whether it has no branch yet; only GraphQL says so. */
  isEmpty: boolean;
  /** Newest push to any of its branches; null where nothing was pushed, undefined where that is not known. */
  pushedAt: string | null | undefined;
  /** Its facts. A field that could not be read is null there and listed in `unreadable`. */
  core: { value: FactValue<'core'>; unreadable: Unreadable | undefined };
}

/** Reads a repository in the form of REST. */
export const listedRepository = z.unknown().transform((raw, context): ListedRepository => {
  const known = identity.safeParse(raw);
  if (!known.success) {
    for (const { path, message } of known.error.issues) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return z.NEVER;
  }
  const {
    id,
    full_name,
    private: isPrivate,
    fork: isFork,
    disabled: isDisabled,
    pushed_at,
    node_id,
    empty,
  } = known.data;
  return {
    id,
    nodeId: node_id,
    name: full_name,
    isPrivate,
    isFork,
    isDisabled,
    isEmpty: empty,
    pushedAt: pushed_at,
    core: parseCore(raw, full_name, isFork),
  };
});

function parseCore(raw: unknown, fullName: string, isFork: boolean): ListedRepository['core'] {
  const fields: (keyof Core)[] = [];
  const problems: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, field: keyof Core): T | null => {
    const parsed = schema.safeParse(Reflect.get(Object(raw), name));
    if (parsed.success) return parsed.data;
    fields.push(field);
    problems.push(`${name}: ${parsed.error.issues[0]?.message}`);
    return null;
  };
  const value: Core = {
    url: read('html_url', coreFields.html_url, 'url') ?? `https://github.com/${fullName}`,
    description: read('description', coreFields.description, 'description'),
    homepage: read('homepage', coreFields.homepage, 'homepage'),
    topics: read('topics', coreFields.topics, 'topics')?.toSorted() ?? null,
    language: read('language', coreFields.language, 'language'),
    stars: read('stargazers_count', coreFields.stargazers_count, 'stars'),
    forks: read('forks_count', coreFields.forks_count, 'forks'),
    license: read('license', coreFields.license, 'license'),
    archived: read('archived', coreFields.archived, 'archived'),
    fork: isFork,
    defaultBranch: read('default_branch', coreFields.default_branch, 'defaultBranch'),
  };
  const detail = `the repository ${fullName}: ${problems.join('; ')}`;
  return { value, unreadable: fields.length > 0 ? { fields, detail } : undefined };
}

type Core = FactValue<'core'>;

const list = z
  .array(z.unknown())
  // One item that cannot be understood does not spoil the others; a known repository that is missed is asked for alone.
  .transform((items) => items.map((item) => listedRepository.safeParse(item)))
  .refine(
    (items) => items.length === 0 || items.some(({ success }) => success),
    'no repository is understood',
  )
  .transform((items) => items.flatMap(({ data }) => data ?? []));

/** Every public repository that the login owns. Throws GitHubRequestError. */
export async function listRepositories(client: Client, login: string): Promise<ListedRepository[]> {
  const parameters = { username: login, type: 'owner', sort: 'full_name' };
  const all = await fetchAllPages(client, 'GET /users/{username}/repos', parameters, list);
  // A list that changes while it is paged repeats or skips an item.
  return [...new Map(all.map((repository) => [repository.id, repository])).values()];
}

/** The two parts of `owner/name`, as the routes of GitHub's API name them. */
export function ownerAndName(fullName: string): { owner: string; repo: string } {
  const slash = fullName.indexOf('/');
  return { owner: fullName.slice(0, slash), repo: fullName.slice(slash + 1) };
}
