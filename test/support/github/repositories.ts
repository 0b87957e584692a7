import { nodeId } from './identity.ts';
import { simpleUser } from './users.ts';
import type { Repository, World } from './world.ts';

const addresses = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** A repository as in lists, which have no watchers. */
export function listedRepository(api: string, repository: Repository) {
  const [owner = '', name = ''] = repository.name.split('/');
  const url = `${api}/repos/${repository.name}`;
  const page = `https://github.com/${repository.name}`;
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name,
    full_name: repository.name,
    private: repository.private,
    owner: simpleUser(api, owner, repository.ownerIsOrganization ? { type: 'Organization' } : {}),
    html_url: page,
    description: repository.description,
    fork: repository.fork,
    url,
    ...Object.fromEntries(Object.entries(addresses).map(([field, path]) => [field, url + path])),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://github.com/${repository.name}.git`,
    ssh_url: `git@github.com:${repository.name}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: repository.homepage,
    size: repository.files.length,
    stargazers_count: repository.stars,
    watchers_count: repository.stars,
    language: mainLanguage(repository),
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: repository.forks,
    mirror_url: null,
    archived: repository.archived,
    disabled: repository.disabled,
    open_issues_count: openCount(repository),
    license: licenseOf(api, repository),
    allow_forking: true,
    is_template: repository.isTemplate,
    web_commit_signoff_required: false,
    topics: repository.topics,
    visibility: repository.private ? 'private' : 'public',
    forks: repository.forks,
    open_issues: openCount(repository),
    watchers: repository.stars,
    default_branch: repository.defaultBranch,
  };
}

/** A repository as returned by its own route. */
export function wholeRepository(api: string, repository: Repository) {
  return {
    ...listedRepository(api, repository),
    temp_clone_token: null,
    network_count: repository.forks,
    subscribers_count: repository.watchers,
  };
}

/** The public repositories of `GET /users/{login}/repos`, in the requested order. */
export function repositoriesOf(world: World, login: string, query: URLSearchParams): Repository[] {
  const sort = query.get('sort') ?? 'full_name';
  const ascending = (query.get('direction') ?? (sort === 'full_name' ? 'asc' : 'desc')) === 'asc';
  const key = (repository: Repository) =>
    ({ created: repository.createdAt, updated: repository.updatedAt, pushed: repository.pushedAt ?? '' })[
      sort
    ] ?? repository.name.toLowerCase();
  const owned = world.repositories.filter(
    ({ name, private: hidden, blocked }) =>
      name.toLowerCase().startsWith(`${login.toLowerCase()}/`) && !hidden && !blocked,
  );
  owned.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
  return ascending ? owned : owned.reverse();
}

/** GitHub counts pull requests as issues. */
function openCount({ openIssues, issues, openPullRequests }: Repository): number {
  return openIssues + issues.filter(({ state }) => state === 'open').length + openPullRequests;
}

/** The language with the most bytes; null if there is none. */
export function mainLanguage({ languages }: Repository): string | null {
  const [largest] = Object.entries(languages).sort(([, one], [, other]) => other - one);
  return largest?.[0] ?? null;
}

/** A license as GitHub returns it; null for none. */
export function licenseOf(api: string, { license: spdx }: Repository) {
  if (spdx === null) return null;
  if (spdx === 'NOASSERTION') {
    return { key: 'other', name: 'Other', spdx_id: spdx, url: null, node_id: nodeId('L', 'other') };
  }
  const key = spdx.toLowerCase();
  return {
    key,
    name: `${spdx} License`,
    spdx_id: spdx,
    url: `${api}/licenses/${key}`,
    node_id: nodeId('L', key),
  };
}
