import { z } from 'zod';
import { repositoryName } from '../config/repository-name.ts';
import type { SectionValue } from '../snapshot/schema.ts';
import { ask, type Client } from './client.ts';
import { address, count, homepage, instant, line, name } from './fields.ts';
import { askAllPages } from './pages.ts';

/** Ids and flags decide where facts belong, so that a repository is not understood at all without them. */
const identity = z.object({
  id: count,
  full_name: repositoryName,
  private: z.boolean(),
  fork: z.boolean(),
  disabled: z.boolean().default(false),
  pushed_at: instant.nullable(),
});

const core = z.object({
  html_url: address,
  description: line,
  homepage,
  topics: z.array(name),
  language: line,
  stargazers_count: count,
  forks_count: count,
  open_issues_count: count,
  // NOASSERTION is GitHub's word for a licence that it cannot name.
  license: z
    .object({ spdx_id: z.string().nullable() })
    .nullable()
    .transform((license) => (license?.spdx_id === 'NOASSERTION' ? null : (license?.spdx_id ?? null))),
  archived: z.boolean(),
  default_branch: name,
});

/** A repository as GitHub lists it. */
export interface ListedRepository {
  id: number;
  name: string;
  isPrivate: boolean;
  isFork: boolean;
  isDisabled: boolean;
  /** Newest push to any of its branches; null where nothing was pushed. */
  pushedAt: string | null;
  /** Its facts, or which field was not understood. */
  core: { ok: true; value: SectionValue<'core'> } | { ok: false; detail: string };
}

const listed = z.unknown().transform((raw, context): ListedRepository => {
  const known = identity.safeParse(raw);
  if (!known.success) {
    for (const { path, message } of known.error.issues) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return z.NEVER;
  }
  const { id, full_name, private: isPrivate, fork: isFork, disabled: isDisabled, pushed_at } = known.data;
  return {
    id,
    name: full_name,
    isPrivate,
    isFork,
    isDisabled,
    pushedAt: pushed_at,
    core: coreOf(raw, isFork),
  };
});

function coreOf(raw: unknown, isFork: boolean): ListedRepository['core'] {
  const parsed = core.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const { data } = parsed;
  const value = {
    url: data.html_url,
    description: data.description,
    homepage: data.homepage,
    topics: data.topics.toSorted(),
    language: data.language,
    stars: data.stargazers_count,
    forks: data.forks_count,
    openIssuesAndPullRequests: data.open_issues_count,
    license: data.license,
    archived: data.archived,
    fork: isFork,
    defaultBranch: data.default_branch,
  };
  return { ok: true, value };
}

const list = z
  .array(z.unknown())
  // One item that cannot be understood does not spoil the others; a known repository that is missed is asked for alone.
  .transform((items) => items.map((item) => listed.safeParse(item)))
  .refine(
    (items) => items.length === 0 || items.some(({ success }) => success),
    'no repository is understood',
  )
  .transform((items) => items.flatMap(({ data }) => data ?? []));

/** Every public repository that the login owns. Throws Unanswered. */
export async function listRepositories(client: Client, login: string): Promise<ListedRepository[]> {
  const parameters = { username: login, type: 'owner', sort: 'full_name' };
  const all = await askAllPages(client, 'GET /users/{username}/repos', parameters, list);
  // A list that changes while it is paged repeats or skips an item.
  return [...new Map(all.map((repository) => [repository.id, repository])).values()];
}

const watched = z.unknown().transform((raw, context) => {
  const repository = listed.safeParse(raw);
  const watchers = z.object({ subscribers_count: count }).safeParse(raw);
  if (repository.success) {
    return { ...repository.data, watchers: watchers.success ? watchers.data.subscribers_count : null };
  }
  for (const { path, message } of repository.error.issues) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});

/** A repository as GitHub shows it alone: with its watchers, null where they were not understood. */
export type SingleRepository = z.infer<typeof watched>;

/** One repository by its name. GitHub redirects a former name. Throws Unanswered, `not found` where it is not public. */
export async function askRepository(client: Client, fullName: string): Promise<SingleRepository> {
  return (await ask(client, 'GET /repos/{owner}/{repo}', ownerAndName(fullName), watched)).value;
}

/** One repository by its id, which it keeps through renames. Throws Unanswered, `not found` where it is not public. */
export async function askRepositoryById(client: Client, id: number): Promise<SingleRepository> {
  return (await ask(client, 'GET /repositories/{id}', { id }, watched)).value;
}

/** The two parts of `owner/name`, as the routes of GitHub's API name them. */
export function ownerAndName(fullName: string): { owner: string; repo: string } {
  const slash = fullName.indexOf('/');
  return { owner: fullName.slice(0, slash), repo: fullName.slice(slash + 1) };
}
