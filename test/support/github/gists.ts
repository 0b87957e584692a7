import { idOf, nodeId } from './identity.ts';
import type { Reply, RouteRequest } from './replies.ts';
import { errorReply, ok, pageReply } from './replies.ts';
import { simpleUser } from './users.ts';
import type { Gist, World } from './world.ts';

/** In characters. GitHub leaves out the rest of a larger file (docs.github.com, REST API, "Truncation"). */
const MAX_CONTENT = 1_000_000;

/** The public gists of the world's user, newest first, without the content of their files. */
export function gistsOfUser(request: RouteRequest): Reply {
  const { world, api, parameters } = request;
  const { login, id } = world.user;
  if (parameters.username?.toLowerCase() !== login.toLowerCase()) return errorReply(404, 'Not Found');
  const gists = world.gists
    .filter(({ isSecret }) => !isSecret)
    .sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  return pageReply(request, `${api}/user/${id}/gists`, gists, (gist) => answerFor(api, world, gist));
}

/** One gist with the content of its files. */
export function gistById({ world, api, parameters }: RouteRequest): Reply {
  const gist = world.gists.find(({ id }) => id === parameters.gist_id);
  if (!gist) return errorReply(404, 'Not Found');
  const listed = answerFor(api, world, gist);
  const files = Object.entries(gist.files).map(([name, content]) => {
    const truncated = content.length > MAX_CONTENT;
    const whole = { truncated, content: content.slice(0, MAX_CONTENT), encoding: 'utf-8' };
    return [name, { ...listed.files[name], ...whole }];
  });
  return ok({ ...listed, forks: [], history: [], files: Object.fromEntries(files) });
}

/** The content of a file. GitHub serves it from another host, as plain text. */
export function rawGistFile({ world, parameters }: RouteRequest): Reply {
  const gist = world.gists.find(({ id }) => id === parameters.gist_id);
  const text = gist?.files[parameters.file ?? ''];
  return text === undefined ? errorReply(404, 'Not Found') : { status: 200, body: null, text };
}

function answerFor(api: string, { user }: World, { id, files, createdAt, updatedAt, isSecret }: Gist) {
  const url = `${api}/gists/${id}`;
  const owner = simpleUser(api, user.login, { id: user.id });
  const listedFiles = Object.entries(files).map(([filename, content]) => [
    filename,
    {
      filename,
      type: 'application/json',
      language: 'JSON',
      raw_url: `${api}/raw/${id}/${encodeURIComponent(filename)}`,
      size: Buffer.byteLength(content),
    },
  ]);
  return {
    url,
    forks_url: `${url}/forks`,
    commits_url: `${url}/commits`,
    id,
    node_id: nodeId('G', idOf(id)),
    git_pull_url: `https://gist.github.com/${id}.git`,
    git_push_url: `https://gist.github.com/${id}.git`,
    html_url: `https://gist.github.com/${user.login}/${id}`,
    files: Object.fromEntries(listedFiles),
    public: !isSecret,
    created_at: createdAt,
    updated_at: updatedAt,
    description: null,
    comments: 0,
    user: null,
    comments_url: `${url}/comments`,
    owner,
    truncated: false,
  };
}
