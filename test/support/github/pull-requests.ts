import { idOf, nodeId, shaOf } from './identity.ts';
import { listedRepository } from './repositories.ts';
import { simpleUser } from './users.ts';
import type { PullRequest, Repository } from './world.ts';
import { headOf } from './world.ts';

/** The open pull request `number` of a repository, as in lists. */
export function openPullRequest(api: string, repository: Repository, number: number) {
  const [owner = ''] = repository.name.split('/');
  const url = `${api}/repos/${repository.name}/pulls/${number}`;
  const issue = `${api}/repos/${repository.name}/issues/${number}`;
  const page = `https://github.com/${repository.name}/pull/${number}`;
  const id = idOf(`${repository.id} pull ${number}`);
  const statuses = `${api}/repos/${repository.name}/statuses/${shaOf(page)}`;
  const user = simpleUser(api, 'a-contributor');
  const repo = listedRepository(api, repository);
  const base = headOf(repository)?.sha ?? shaOf('nothing');
  return {
    url,
    id,
    node_id: nodeId('PR', id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number,
    state: 'open',
    locked: false,
    title: `Pull request ${number}`,
    user,
    body: null,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/repos/${repository.name}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: { label: `a-contributor:${number}`, ref: `${number}`, sha: shaOf(page), user, repo },
    base: {
      label: `${owner}:${repository.defaultBranch}`,
      ref: repository.defaultBranch,
      sha: base,
      user,
      repo,
    },
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/repos/${repository.name}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request as a search returns it: an issue with `pull_request`. */
export function foundPullRequest(api: string, pull: PullRequest) {
  const url = `${api}/repos/${pull.repository}/issues/${pull.number}`;
  const page = `https://github.com/${pull.repository}/pull/${pull.number}`;
  const id = idOf(page);
  const closedAt = pull.state === 'open' ? null : (pull.mergedAt ?? pull.createdAt);
  return {
    url,
    repository_url: `${api}/repos/${pull.repository}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id,
    node_id: nodeId('PR', id),
    number: pull.number,
    title: pull.title,
    user: simpleUser(api, pull.author),
    labels: [],
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: pull.createdAt,
    updated_at: closedAt ?? pull.createdAt,
    closed_at: closedAt,
    author_association: 'CONTRIBUTOR',
    active_lock_reason: null,
    draft: false,
    pull_request: {
      url: `${api}/repos/${pull.repository}/pulls/${pull.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull.mergedAt,
    },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
    score: 1.0,
  };
}
