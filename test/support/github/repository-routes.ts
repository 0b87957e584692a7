import { checkRunAnswer, combinedStatus } from './checks.ts';
import { commitAnswer, commitsFrom, firstParents, treeAnswer, wantedCommits } from './history.ts';
import { shaOf } from './identity.ts';
import { changeIssue, commentOnIssue, listIssues, openIssue } from './issues.ts';
import { pageOf } from './pages.ts';
import { openPullRequest } from './pull-requests.ts';
import { latestRelease, orderedTags, releaseAnswer, tagAnswer, visibleReleases } from './releases.ts';
import type { Reply, RepositoryRequest } from './replies.ts';
import { errorReply, ok, pageReply } from './replies.ts';
import { wholeRepository } from './repositories.ts';
import { headOf } from './world.ts';

/** The routes of a repository, by method and the path below its own. More specific paths come first. */
export const repositoryRoutes: Record<string, (request: RepositoryRequest) => Reply> = {
  GET: ({ api, repository }) => ok(wholeRepository(api, repository)),
  'GET /languages': ({ repository }) => ok(repository.languages),
  'GET /commits': commits,
  'GET /commits/{ref}/check-runs': checkRuns,
  'GET /commits/{ref}/status': status,
  'GET /commits/{ref}': commit,
  'GET /git/trees/{tree_sha}': tree,
  'GET /releases': releases,
  'GET /releases/latest': newestRelease,
  'GET /releases/tags/{tag}': releaseOfTag,
  'GET /tags': tags,
  'GET /pulls': pulls,
  'GET /issues': listIssues,
  'POST /issues': openIssue,
  'PATCH /issues/{issue_number}': changeIssue,
  'POST /issues/{issue_number}/comments': commentOnIssue,
  'GET /stargazers': closed,
  'GET /subscribers': closed,
};

const empty = errorReply(409, 'Git Repository is empty.');

function commits(request: RepositoryRequest): Reply {
  const { api, repository, canonical, query } = request;
  if (!headOf(repository)) return empty;
  const reached = commitsFrom(repository, query.get('sha') ?? 'HEAD');
  if (!reached) return errorReply(404, 'Not Found');
  const parents = firstParents(reached);
  return pageReply(request, canonical, wantedCommits(reached, query), (one) =>
    commitAnswer(api, repository.name, one, parents.get(one.sha)),
  );
}

function commit({ api, repository, parameters }: RepositoryRequest): Reply {
  if (!headOf(repository)) return empty;
  const reached = commitsFrom(repository, parameters.ref ?? '');
  const [found, parent] = reached ?? [];
  if (!found) return errorReply(422, `No commit found for SHA: ${parameters.ref}`);
  return ok({
    ...commitAnswer(api, repository.name, found, parent?.sha),
    stats: { total: 2, additions: 1, deletions: 1 },
    files: [],
  });
}

function checkRuns({ api, repository, parameters, query, canonical }: RepositoryRequest): Reply {
  const sha = commitsFrom(repository, parameters.ref ?? '')?.[0]?.sha;
  if (!sha) return errorReply(422, `No commit found for SHA: ${parameters.ref}`);
  const runs = repository.checkRuns[sha] ?? [];
  const { items, link } = pageOf(runs, query, canonical);
  const body = {
    total_count: runs.length,
    check_runs: items.map((run) => checkRunAnswer(api, repository, sha, run)),
  };
  return ok(body, { link });
}

function status({ api, repository, parameters }: RepositoryRequest): Reply {
  const sha = commitsFrom(repository, parameters.ref ?? '')?.[0]?.sha;
  return sha ? ok(combinedStatus(api, repository, sha)) : errorReply(404, 'Not Found');
}

function tree({ api, repository, parameters, query }: RepositoryRequest): Reply {
  if (!headOf(repository)) return empty;
  const asked = parameters.tree_sha ?? '';
  const known = asked === shaOf(repository.files.join('\n')) || commitsFrom(repository, asked);
  return known ? ok(treeAnswer(api, repository, query.has('recursive'))) : errorReply(404, 'Not Found');
}

function releases(request: RepositoryRequest): Reply {
  const { api, repository, canonical, caller } = request;
  const visible = visibleReleases(repository, caller === 'person');
  return pageReply(request, canonical, visible, (release) => releaseAnswer(api, repository, release));
}

function newestRelease({ api, repository }: RepositoryRequest): Reply {
  const release = latestRelease(repository);
  return release ? ok(releaseAnswer(api, repository, release)) : errorReply(404, 'Not Found');
}

function releaseOfTag({ api, repository, parameters }: RepositoryRequest): Reply {
  const release = repository.releases.find(({ tag, publishedAt }) => tag === parameters.tag && publishedAt);
  return release ? ok(releaseAnswer(api, repository, release)) : errorReply(404, 'Not Found');
}

function tags(request: RepositoryRequest): Reply {
  const { api, repository, canonical } = request;
  return pageReply(request, canonical, orderedTags(repository), (tag) => tagAnswer(api, repository, tag));
}

function pulls(request: RepositoryRequest): Reply {
  const { api, repository, canonical, query } = request;
  const open = (query.get('state') ?? 'open') === 'closed' ? 0 : repository.openPullRequests;
  const numbers = Array.from({ length: open }, (_, place) => open - place);
  return pageReply(request, canonical, numbers, (number) => openPullRequest(api, repository, number));
}

/** Since July 2026 only collaborators may list stargazers and watchers. */
function closed(): Reply {
  return errorReply(403, 'Resource not accessible by integration');
}
