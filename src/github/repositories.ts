import type { Unreadable } from '../facts/fact.ts';
import { count } from '../facts/fact.ts';
import { address, githubInstant, homepage, line, name } from '../facts/fields.ts';
import type { FactValue } from '../facts/index.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import type { Client } from './client.ts';
import { fetchAllPages } from './pages.ts';

/** Required fields: they decide which repository the facts belong to and whether it may be shown. */
const identity = z.object({
  id: count,
  full_name: repositoryName,
  private: z.boolean(),
  fork: z.boolean(),
  disabled: z.boolean().default(false),
  node_id: z.string().nullable().default(null),
  empty: z.boolean().default(false),
  // Optional: without it nothing counts as unchanged, which costs requests but no data.
  pushed_at: githubInstant.nullable().optional().catch(undefined),
});

/** Each field is parsed on its own, so that an unreadable one does not affect the others. */
const coreFields = {
  html_url: address,
  description: line,
  homepage,
  topics: z.array(name),
  language: line,
  stargazers_count: count,
  forks_count: count,
  // NOASSERTION: GitHub found a license but cannot identify it.
  license: z
    .object({ spdx_id: z.string().nullable() })
    .nullable()
    .transform((license) => (license?.spdx_id === 'NOASSERTION' ? null : (license?.spdx_id ?? null))),
  archived: z.boolean(),
  // Git allows branch names that are unsafe in URLs and shell commands: such a branch counts as unknown, not as a failure.
  default_branch: z.string().transform((branch) => (name.safeParse(branch).success ? branch : null)),
};

/** A repository as GitHub lists it. */
export interface ListedRepository {
  id: number;
  /** GraphQL node id; null if it was listed by REST. */
  nodeId: string | null;
  name: string;
  isPrivate: boolean;
  isFork: boolean;
  isDisabled: boolean;
  /** Whether it has no branch yet; only GraphQL reports this. */
  isEmpty: boolean;
  /** Latest push to any branch; null if nothing was ever pushed, undefined if unknown. */
  pushedAt: string | null | undefined;
  /** A field that could not be read is null in `value` and listed in `unreadable`. */
  core: { value: FactValue<'core'>; unreadable: Unreadable | undefined };
}

/** Parses a repository in the form that REST returns. */
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
  // An invalid item does not fail the list; a known repository among them is looked up by name.
  .transform((items) => items.map((item) => listedRepository.safeParse(item)))
  .refine(
    (items) => items.length === 0 || items.some(({ success }) => success),
    'none of the repositories could be read',
  )
  .transform((items) => items.flatMap(({ data }) => data ?? []));

/** Lists all public repositories owned by the login. Throws GitHubRequestError. */
export async function listRepositories(client: Client, login: string): Promise<ListedRepository[]> {
  const parameters = { username: login, type: 'owner', sort: 'full_name' };
  const all = await fetchAllPages(client, 'GET /users/{username}/repos', parameters, list);
  // If the list changes between pages, an item may come twice.
  return [...new Map(all.map((repository) => [repository.id, repository])).values()];
}

/** Splits `owner/name` into the route parameters of GitHub's API. */
export function ownerAndName(fullName: string): { owner: string; repo: string } {
  const slash = fullName.indexOf('/');
  return { owner: fullName.slice(0, slash), repo: fullName.slice(slash + 1) };
}
