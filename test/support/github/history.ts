import { idOf, nodeId, shaOf } from './identity.ts';
import { simpleUser } from './users.ts';
import type { Commit, Repository } from './world.ts';

/** The commits reachable from a branch, a tag, a hash or HEAD, newest first; null if it does not exist. */
export function commitsFrom(repository: Repository, ref: string): Commit[] | null {
  const short = ref.replace(/^(refs\/)?(heads|tags)\//, '');
  const branch = repository.branches[short === 'HEAD' ? repository.defaultBranch : short];
  if (branch) return branch;
  const sha = repository.tags.find(({ name }) => name === short)?.sha ?? short;
  for (const commits of Object.values(repository.branches)) {
    const place = commits.findIndex((commit) => commit.sha === sha);
    if (place >= 0) return commits.slice(place);
  }
  return null;
}

/** Filters commits by `author`, `since` and `until` of a query. */
export function wantedCommits(commits: Commit[], query: URLSearchParams): Commit[] {
  const author = query.get('author')?.toLowerCase();
  const since = Date.parse(query.get('since') ?? '');
  const until = Date.parse(query.get('until') ?? '');
  return commits.filter(({ login, date }) => {
    const at = Date.parse(date);
    return (!author || login?.toLowerCase() === author) && !(at < since) && !(at > until);
  });
}

/** The first parent of each commit of a history. */
export function firstParents(commits: Commit[]): Map<string, string | undefined> {
  return new Map(commits.map((commit, place) => [commit.sha, commits[place + 1]?.sha]));
}

/** A commit as returned by lists and its own route. */
export function commitAnswer(api: string, name: string, commit: Commit, firstParent: string | undefined) {
  const url = `${api}/repos/${name}/commits/${commit.sha}`;
  const account = commit.login === null ? null : simpleUser(api, commit.login);
  const person = { name: commit.login ?? 'Somebody', email: `${commit.login ?? 'somebody'}@example.org` };
  const tree = shaOf(`tree of ${commit.sha}`);
  const parents = firstParent ? [firstParent, ...commit.mergedParents] : [];
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: { ...person, date: commit.authoredAt },
      committer: { ...person, date: commit.date },
      message: commit.message,
      tree: { sha: tree, url: `${api}/repos/${name}/git/trees/${tree}` },
      url: `${api}/repos/${name}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url,
    html_url: `https://github.com/${name}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: account,
    committer: account,
    parents: parents.map((sha) => ({
      sha,
      url: `${api}/repos/${name}/commits/${sha}`,
      html_url: `https://github.com/${name}/commit/${sha}`,
    })),
  };
}

/** The tree of the default branch; every reachable ref has the same files. */
export function treeAnswer(api: string, repository: Repository, recursive: boolean) {
  const sha = shaOf(repository.files.join('\n'));
  const base = `${api}/repos/${repository.name}/git`;
  const paths = recursive ? [...folders(repository.files), ...repository.files] : topLevel(repository.files);
  const isFile = new Set(repository.files);
  const tree = [...paths].sort().map((path) => {
    const object = shaOf(`${repository.id} ${path}`);
    return isFile.has(path)
      ? {
          path,
          mode: '100644',
          type: 'blob',
          sha: object,
          size: idOf(path) % 9000,
          url: `${base}/blobs/${object}`,
        }
      : { path, mode: '040000', type: 'tree', sha: object, url: `${base}/trees/${object}` };
  });
  return { sha, url: `${base}/trees/${sha}`, tree, truncated: repository.treeTruncated };
}

function folders(files: string[]): Set<string> {
  const parents = files.flatMap((file) => {
    const parts = file.split('/').slice(0, -1);
    return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
  });
  return new Set(parents);
}

function topLevel(files: string[]): Set<string> {
  return new Set(files.map((file) => file.split('/')[0] ?? file));
}
