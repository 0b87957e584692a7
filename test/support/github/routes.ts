import { gistById, gistsOfUser, rawGistFile } from './gists.ts';
import { searchIssues } from './issue-search.ts';
import { pageOf } from './pages.ts';
import { pagesSite } from './pages-site.ts';
import { foundPullRequest } from './pull-requests.ts';
import type { Resource } from './quota.ts';
import type { Reply, RepositoryRequest, RouteRequest } from './replies.ts';
import { errorReply, ok, pageReply } from './replies.ts';
import { listedRepository, repositoriesOf } from './repositories.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { publicUser } from './users.ts';

/** A route. `name` is its path in GitHub's API description, also for requests by id. */
export type Route = {
  method: string;
  name: string;
  path: RegExp;
  resource: Resource;
  answer: (request: RouteRequest) => Reply;
};

const byName = '/repos/{owner}/{repo}';

/** All routes except `/graphql` and `/rate_limit`, which need more than the world. */
export const routes: Route[] = [
  route('GET /user', authenticatedUser),
  route('GET /users/{username}', userByName),
  route('GET /users/{username}/repos', repositoriesOfUser),
  route('GET /users/{username}/gists', gistsOfUser),
  route('GET /gists/{gist_id}', gistById),
  // On GitHub it is on another host, and not a part of the API.
  route('GET /raw/{gist_id}/{file}', rawGistFile),
  route('GET /search/issues', search, 'search'),
  route(`GET ${byName}/pages`, pagesSite),
  ...Object.entries(repositoryRoutes).map(([asked, answer]) => {
    const [method, rest = ''] = asked.split(' ');
    return route(`${method} ${byName}${rest}`, (request) => aboutRepository(request, rest, answer));
  }),
];

function route(asked: string, answer: Route['answer'], resource: Resource = 'core'): Route {
  const [method = '', name = ''] = asked.split(' ');
  const pattern = name
    .replace(byName, '(?:/repos/{owner}/{repo}|/repositories/{id})')
    .replace(/^\/users\/\{username\}/, '(?:/users/{username}|/user/{id})')
    .replace(/\{(ref|tree_sha)\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, name, path: new RegExp(`^${pattern}$`), resource, answer };
}

function authenticatedUser({ world, api, caller }: RouteRequest): Reply {
  if (caller === 'anonymous') return errorReply(401, 'Requires authentication');
  if (caller === 'job') return errorReply(403, 'Resource not accessible by integration');
  return ok(publicUser(api, world));
}

function userByName({ world, api, parameters }: RouteRequest): Reply {
  return isUser(world.user.login, parameters.username) || parameters.id === String(world.user.id)
    ? ok(publicUser(api, world))
    : errorReply(404, 'Not Found');
}

function repositoriesOfUser(request: RouteRequest): Reply {
  const { world, api, parameters, query } = request;
  const { login, id } = world.user;
  if (!isUser(login, parameters.username) && parameters.id !== String(id))
    return errorReply(404, 'Not Found');
  const found = query.get('type') === 'member' ? [] : repositoriesOf(world, login, query);
  return pageReply(request, `${api}/user/${id}/repos`, found, (repository) =>
    listedRepository(api, repository),
  );
}

function isUser(login: string, asked: string | undefined): boolean {
  return asked?.toLowerCase() === login.toLowerCase();
}

function search({ world, api, query }: RouteRequest): Reply {
  const found = searchIssues(world, query);
  if (typeof found === 'string') {
    return errorReply(422, 'Validation Failed', {
      errors: [{ message: found, resource: 'Search', field: 'q', code: 'invalid' }],
    });
  }
  const { items, link } = pageOf(found.slice(0, 1000), query, `${api}/search/issues`);
  const body = {
    total_count: found.length,
    incomplete_results: world.searchIncomplete,
    items: items.map((pull) => foundPullRequest(api, pull)),
    search_type: 'lexical',
  };
  return ok(body, { link });
}

/** Finds the repository by name or id. Redirects former names and hides what the caller may not see. */
function aboutRepository(
  request: RouteRequest,
  rest: string,
  answer: (request: RepositoryRequest) => Reply,
): Reply {
  const { world, api, parameters, query, caller } = request;
  const name = `${parameters.owner}/${parameters.repo}`.toLowerCase();
  const repository =
    world.repositories.find((one) => one.name.toLowerCase() === name || String(one.id) === parameters.id) ??
    world.repositories.find((one) => one.formerNames.some((former) => former.toLowerCase() === name));
  if (!repository || (repository.private && caller !== 'person')) return errorReply(404, 'Not Found');
  const path = rest.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(parameters[key] ?? ''));
  const canonical = `${api}/repositories/${repository.id}${path}`;
  if (parameters.owner && repository.name.toLowerCase() !== name) {
    const location = query.size > 0 ? `${canonical}?${query}` : canonical;
    return { ...errorReply(301, 'Moved Permanently', { url: location }), headers: { location } };
  }
  if (repository.blocked) {
    const block = { reason: repository.blocked, created_at: repository.updatedAt };
    return errorReply(repository.blocked === 'dmca' ? 451 : 403, 'Repository access blocked', { block });
  }
  return answer({ ...request, repository, canonical });
}
