import { z } from 'zod';
import { idOf, nodeId } from './identity.ts';
import type { Reply, RepositoryRequest } from './replies.ts';
import { errorReply, pageReply } from './replies.ts';
import { simpleUser } from './users.ts';
import type { Issue, IssueComment } from './world.ts';

const text = z.string().min(1);
const newIssue = z.object({ title: text, body: z.string().optional(), labels: z.array(text).default([]) });
const changedIssue = z
  .object({ title: text, body: z.string(), state: z.enum(['open', 'closed']), labels: z.array(text) })
  .partial();
const newComment = z.object({ body: text });

/** Lists the repository's issues, newest first, filtered by `state`, `creator` and `labels`. */
export function listIssues(request: RepositoryRequest): Reply {
  const { repository, query, canonical } = request;
  if (!repository.hasIssues) return disabled;
  const state = query.get('state') ?? 'open';
  const labels = query.get('labels')?.split(',') ?? [];
  const creator = query.get('creator');
  const found = repository.issues.filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      (creator === null || issue.author === creator) &&
      labels.every((label) => issue.labels.includes(label)),
  );
  return pageReply(request, canonical, found, (issue) => issueAnswer(request, issue));
}

/** Opens an issue as the caller. */
export function openIssue(request: RepositoryRequest): Reply {
  const { repository, world, body } = request;
  const given = newIssue.safeParse(body);
  const denied = mayNotWrite(request, given.success);
  if (denied || !given.success) return denied ?? invalid;
  const issue: Issue = {
    number: Math.max(repository.openPullRequests, ...repository.issues.map(({ number }) => number)) + 1,
    title: given.data.title,
    body: given.data.body ?? null,
    state: 'open',
    labels: given.data.labels,
    author: nameOf(request),
    createdAt: world.now,
    updatedAt: world.now,
    comments: [],
  };
  repository.issues.unshift(issue);
  return { status: 201, body: issueAnswer(request, issue) };
}

/** Edits, closes or reopens an issue. */
export function changeIssue(request: RepositoryRequest): Reply {
  const issue = requestedIssue(request);
  const given = changedIssue.safeParse(request.body);
  const denied = mayNotWrite(request, given.success);
  if (denied || !given.success) return denied ?? invalid;
  if (!issue) return errorReply(404, 'Not Found');
  Object.assign(issue, given.data, { updatedAt: request.world.now });
  return { status: 200, body: issueAnswer(request, issue) };
}

/** Comments on an issue. */
export function commentOnIssue(request: RepositoryRequest): Reply {
  const { world, body } = request;
  const issue = requestedIssue(request);
  const given = newComment.safeParse(body);
  const denied = mayNotWrite(request, given.success);
  if (denied || !given.success) return denied ?? invalid;
  if (!issue) return errorReply(404, 'Not Found');
  const comment = { body: given.data.body, author: nameOf(request), createdAt: world.now };
  issue.comments.push(comment);
  issue.updatedAt = world.now;
  return { status: 201, body: commentAnswer(request, issue, comment) };
}

const disabled = errorReply(410, 'Issues has been disabled in this repository.');
const invalid = errorReply(422, 'Validation Failed');

function mayNotWrite({ caller, repository }: RepositoryRequest, isValid: boolean): Reply | undefined {
  if (caller === 'anonymous') return errorReply(401, 'Requires authentication');
  if (!repository.hasIssues) return disabled;
  if (repository.archived) return errorReply(403, 'Repository was archived so is read-only.');
  return isValid ? undefined : invalid;
}

function requestedIssue({ repository, parameters }: RepositoryRequest): Issue | undefined {
  return repository.issues.find(({ number }) => String(number) === parameters.issue_number);
}

/** A job token acts as the Actions bot, a personal token as its owner. */
function nameOf({ caller, world }: RepositoryRequest): string {
  return caller === 'job' ? 'github-actions[bot]' : world.user.login;
}

function issueAnswer({ api, repository }: RepositoryRequest, issue: Issue) {
  const url = `${api}/repos/${repository.name}/issues/${issue.number}`;
  const id = idOf(`${repository.id} issue ${issue.number}`);
  return {
    url,
    repository_url: `${api}/repos/${repository.name}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `https://github.com/${repository.name}/issues/${issue.number}`,
    id,
    node_id: nodeId('I', id),
    number: issue.number,
    title: issue.title,
    user: simpleUser(api, issue.author),
    labels: issue.labels.map((name) => ({
      id: idOf(name),
      node_id: nodeId('LA', name),
      url: `${api}/repos/${repository.name}/labels/${encodeURIComponent(name)}`,
      name,
      color: 'ededed',
      default: false,
      description: null,
    })),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.state === 'closed' ? issue.updatedAt : null,
    author_association: 'NONE',
    active_lock_reason: null,
    body: issue.body,
    state_reason: issue.state === 'closed' ? 'completed' : null,
  };
}

function commentAnswer({ api, repository }: RepositoryRequest, issue: Issue, comment: IssueComment) {
  const id = idOf(`${repository.id} issue ${issue.number} comment ${issue.comments.length}`);
  return {
    url: `${api}/repos/${repository.name}/issues/comments/${id}`,
    html_url: `https://github.com/${repository.name}/issues/${issue.number}#issuecomment-${id}`,
    issue_url: `${api}/repos/${repository.name}/issues/${issue.number}`,
    id,
    node_id: nodeId('IC', id),
    user: simpleUser(api, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    body: comment.body,
    author_association: 'NONE',
  };
}
