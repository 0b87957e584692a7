import type { Resolver } from './graphql-connection.ts';
import { connection, invalidCursor, page, rejectUnknownArguments, sortedBy } from './graphql-connection.ts';
import { commitsFrom, wantedCommits } from './history.ts';
import { nodeId, shaOf } from './identity.ts';
import type { Commit, Repository, Tag } from './world.ts';

/** A branch or a tag. */
export function refNode(repository: Repository, prefix: string, name: string, target: object | null) {
  return { id: nodeId('REF', `${repository.name} ${prefix}${name}`), name, prefix, target };
}

/** A commit with its history. */
export function commitNode(repository: Repository, commit: Commit) {
  const person = { name: commit.login ?? 'Somebody', email: `${commit.login ?? 'somebody'}@example.org` };
  return {
    __typename: 'Commit',
    id: nodeId('C', commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    committedDate: commit.date,
    authoredDate: commit.authoredAt,
    message: commit.message,
    messageHeadline: commit.message.split('\n')[0] ?? '',
    url: `https://github.com/${repository.name}/commit/${commit.sha}`,
    author: {
      ...person,
      date: commit.authoredAt,
      user: commit.login === null ? null : { login: commit.login },
    },
    history: historyOf(repository, commit),
    tree: () => treeNode(repository, ''),
  };
}

type HistoryFilter = { since?: string | null; until?: string | null; author?: { id?: string | null } | null };

/**
 * A cursor consists of the oid of the commit where reading started and the position below it, so that paging is not
 * affected by commits pushed on top.
 */
function historyOf(repository: Repository, head: Commit): Resolver<HistoryFilter> {
  return (args, context, info) => {
    rejectUnknownArguments(args, 'since', 'until', 'author');
    const { user } = context.world;
    const author = args.author?.id;
    if (args.author && author !== nodeId('U', user.id)) {
      throw new Error(`This fake GitHub only supports the author ${nodeId('U', user.id)}, not ${author}`);
    }
    const filter = new URLSearchParams(
      Object.entries({ since: args.since, until: args.until, author: author ? user.login : null }).flatMap(
        ([name, value]) => (value ? [[name, value]] : []),
      ),
    );
    const { oid, start } = historyCursor(args.after, head);
    const begun = commitsFrom(repository, oid);
    if (!begun) throw invalidCursor(args.after ?? '');
    const listed = page(wantedCommits(begun, filter), args, info, {
      start,
      cursorAt: (place) => `${oid} ${place}`,
      show: (commit) => commitNode(repository, commit),
    });
    const whole = commitsFrom(repository, head.sha) ?? [];
    return { ...listed, totalCount: wantedCommits(whole, filter).length };
  };
}

function historyCursor(after: string | null | undefined, head: Commit): { oid: string; start: number } {
  if (after === null || after === undefined) return { oid: head.sha, start: 0 };
  const [, oid, place] = /^([0-9a-f]{40}) (\d+)$/.exec(after) ?? [];
  if (oid === undefined) throw invalidCursor(after);
  return { oid, start: Number(place) + 1 };
}

type RefArgs = {
  refPrefix: string;
  orderBy?: { field: 'TAG_COMMIT_DATE' | 'ALPHABETICAL'; direction: 'ASC' | 'DESC' } | null;
};

type NamedRef = { name: string; date: number; target: () => object | null };

/** Branches or tags, by default sorted by name. */
export function refsOf(repository: Repository): Resolver<RefArgs> {
  return (args, _context, info) => {
    rejectUnknownArguments(args, 'refPrefix', 'orderBy');
    const { field, direction } = args.orderBy ?? { field: 'ALPHABETICAL', direction: 'ASC' };
    const refs = refsBelow(repository, args.refPrefix);
    const ordered = sortedBy(refs, (ref) => (field === 'ALPHABETICAL' ? ref.name : ref.date), direction);
    return connection(ordered, args, info, {
      key: ({ name }) => name,
      show: ({ name, target }) => refNode(repository, args.refPrefix, name, target()),
    });
  };
}

function refsBelow(repository: Repository, prefix: string): NamedRef[] {
  if (prefix === 'refs/tags/') {
    return repository.tags.map((tag) => {
      const commit = commitsFrom(repository, tag.sha)?.[0];
      return {
        name: tag.name,
        date: Date.parse(commit?.date ?? '1970-01-01'),
        target: () => tagTarget(repository, tag, commit),
      };
    });
  }
  if (prefix !== 'refs/heads/')
    throw new Error(`This fake GitHub does not support the ref prefix "${prefix}"`);
  return Object.entries(repository.branches).flatMap(([name, [head]]) =>
    head ? [{ name, date: Date.parse(head.date), target: () => commitNode(repository, head) }] : [],
  );
}

/** The object of an annotated tag, or the commit of a lightweight one. Null: the commit is gone. */
function tagTarget(repository: Repository, { name, annotatedAt }: Tag, commit: Commit | undefined) {
  if (!commit) return null;
  const target = commitNode(repository, commit);
  if (annotatedAt === undefined) return target;
  const oid = shaOf(`tag ${name} of ${commit.sha}`);
  return {
    __typename: 'Tag',
    id: nodeId('TA', oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    name,
    message: name,
    tagger: annotatedAt === null ? null : { name: 'Somebody', date: annotatedAt },
    target,
  };
}

/** The object for an expression such as `HEAD`, `main:` or `HEAD:src`; null if there is none. */
export function objectNode(repository: Repository, expression: string) {
  const [ref = '', ...path] = expression.split(':');
  const commit = commitsFrom(repository, ref)?.[0];
  if (!commit) return null;
  return path.length === 0 ? commitNode(repository, commit) : pathNode(repository, path.join(':'));
}

function pathNode(repository: Repository, path: string) {
  const { files } = repository;
  if (path === '' || files.some((file) => file.startsWith(`${path}/`))) return treeNode(repository, path);
  if (!files.includes(path)) return null;
  const oid = shaOf(`${repository.id} ${path}`);
  return { __typename: 'Blob', id: nodeId('B', oid), oid, abbreviatedOid: oid.slice(0, 7), isBinary: false };
}

/** A folder. Every reachable ref has the same files. */
function treeNode(repository: Repository, folder: string) {
  const start = folder === '' ? '' : `${folder}/`;
  const inside = repository.files.filter((file) => file.startsWith(start));
  const names = [...new Set(inside.map((file) => file.slice(start.length).split('/')[0] ?? ''))].sort();
  const oid = shaOf(inside.join('\n'));
  return {
    __typename: 'Tree',
    id: nodeId('TR', oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    entries: names.map((name) => {
      const path = start + name;
      const isFile = repository.files.includes(path);
      return {
        name,
        path,
        type: isFile ? 'blob' : 'tree',
        mode: isFile ? 0o100644 : 0o040000,
        oid: shaOf(`${repository.id} ${path}`),
        object: () => pathNode(repository, path),
      };
    }),
  };
}
