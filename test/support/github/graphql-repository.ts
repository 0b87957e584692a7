import { accountFields, ownerOf } from './graphql-accounts.ts';
import type { Resolver } from './graphql-connection.ts';
import { connection, rejectUnknownArguments, sortedBy } from './graphql-connection.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { graphqlError } from './graphql-errors.ts';
import { commitNode, objectNode, refNode, refsOf } from './graphql-git.ts';
import { nodeId } from './identity.ts';
import type { Caller } from './quota.ts';
import { latestRelease, visibleReleases } from './releases.ts';
import { licenseOf, mainLanguage } from './repositories.ts';
import type { Release, Repository } from './world.ts';
import { headOf } from './world.ts';

const LARGEST_INT = 2 ** 31 - 1;

/** Whether a caller may see a repository. */
export function canSee({ private: hidden }: Repository, caller: Caller): boolean {
  return !hidden || caller === 'person';
}

/** Resolves `repository`, also by a former name. */
export function repositoryByName(
  args: { owner: string; name: string; followRenames?: boolean | null },
  context: GraphqlContext,
) {
  const name = `${args.owner}/${args.name}`;
  const isName = (other: string) => other.toLowerCase() === name.toLowerCase();
  const { repositories } = context.world;
  const found =
    repositories.find((repository) => isName(repository.name)) ??
    (args.followRenames === false
      ? undefined
      : repositories.find(({ formerNames }) => formerNames.some(isName)));
  if (!found || !canSee(found, context.caller)) {
    throw graphqlError('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
  }
  if (found.blocked) throw graphqlError('FORBIDDEN', 'Repository access blocked');
  return repositoryNode(found, context);
}

/** A repository as GraphQL returns it. */
export function repositoryNode(repository: Repository, { world, caller }: GraphqlContext) {
  const [, name = ''] = repository.name.split('/');
  const head = headOf(repository);
  const language = mainLanguage(repository);
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    // GraphQL's Int has 32 bits.
    databaseId: repository.id > LARGEST_INT ? null : repository.id,
    name,
    nameWithOwner: repository.name,
    owner: () => accountFields(ownerOf(world, repository.name)),
    url: `https://github.com/${repository.name}`,
    resourcePath: `/${repository.name}`,
    description: repository.description,
    homepageUrl: repository.homepage,
    stargazerCount: repository.stars,
    forkCount: repository.forks,
    primaryLanguage: language === null ? null : languageNode(language),
    licenseInfo: licenseNode(repository),
    isArchived: repository.archived,
    isFork: repository.fork,
    isPrivate: repository.private,
    isDisabled: repository.disabled,
    isEmpty: head === undefined,
    isTemplate: repository.isTemplate,
    isInOrganization: repository.ownerIsOrganization,
    isMirror: false,
    isLocked: false,
    hasIssuesEnabled: repository.hasIssues,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    pushedAt: repository.pushedAt,
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    diskUsage: repository.files.length,
    repositoryTopics: topicsOf(repository),
    languages: languagesOf(repository),
    defaultBranchRef: head
      ? refNode(repository, 'refs/heads/', repository.defaultBranch, commitNode(repository, head))
      : null,
    releases: releasesOf(repository, caller),
    latestRelease: () => {
      const latest = latestRelease(repository);
      return latest ? releaseNode(repository, latest) : null;
    },
    refs: refsOf(repository),
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      objectNode(repository, expression ?? oid ?? ''),
    issues: issuesOf(repository),
    pullRequests: pullRequestsOf(repository),
    watchers: () => ({ totalCount: repository.watchers }),
    // Since July 2026 only collaborators may read it, even the total.
    stargazers: () => graphqlError('FORBIDDEN', 'Resource not accessible by integration'),
  };
}

function topicsOf({ name, topics }: Repository): Resolver {
  return (args, _context, info) => {
    rejectUnknownArguments(args);
    return connection(topics, args, info, {
      key: (topic) => topic,
      show: (topic) => ({
        id: nodeId('RT', `${name} ${topic}`),
        topic: { id: nodeId('T', topic), name: topic },
        url: `https://github.com/topics/${topic}`,
      }),
    });
  };
}

type ByDirection = { orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null };

function languagesOf({ languages }: Repository): Resolver<ByDirection> {
  return (args, _context, info) => {
    rejectUnknownArguments(args, 'orderBy');
    const all = Object.entries(languages);
    const ordered = args.orderBy ? sortedBy(all, ([, size]) => size, args.orderBy.direction) : all;
    return {
      ...connection(ordered, args, info, {
        key: ([name]) => name,
        show: ([name]) => languageNode(name),
        edge: ([, size]) => ({ size }),
      }),
      totalSize: all.reduce((sum, [, size]) => sum + size, 0),
    };
  };
}

function languageNode(name: string) {
  return { id: nodeId('LA', name), name, color: null };
}

function licenseNode(repository: Repository) {
  const license = licenseOf('', repository);
  if (!license) return null;
  const { key, name, spdx_id: spdxId, node_id: id } = license;
  return { id, key, name, spdxId, nickname: null, url: null, pseudoLicense: key === 'other' };
}

function releasesOf(repository: Repository, caller: Caller): Resolver<ByDirection> {
  return (args, _context, info) => {
    rejectUnknownArguments(args, 'orderBy');
    const visible = visibleReleases(repository, caller === 'person');
    const key = (release: Release) =>
      args.orderBy?.field === 'NAME' ? (release.name ?? release.tag) : Date.parse(release.createdAt);
    const ordered = args.orderBy ? sortedBy(visible, key, args.orderBy.direction) : visible;
    return connection(ordered, args, info, {
      key: ({ id }) => id,
      show: (release) => releaseNode(repository, release),
    });
  };
}

function releaseNode(repository: Repository, release: Release) {
  const { id, tag, draft } = release;
  const page = draft ? `untagged-${id}` : encodeURIComponent(tag);
  return {
    id: nodeId('RE', id),
    databaseId: id > LARGEST_INT ? null : id,
    tagName: tag,
    name: release.name,
    publishedAt: release.publishedAt,
    createdAt: release.createdAt,
    updatedAt: release.createdAt,
    isDraft: draft,
    isPrerelease: release.prerelease,
    isLatest: latestRelease(repository) === release,
    url: `https://github.com/${repository.name}/releases/tag/${page}`,
  };
}

type ByState = { states?: string[] | null };

/** Issues that are only counted have no node. */
function issuesOf({ name, openIssues, issues }: Repository): Resolver<ByState> {
  return (args, _context, info) => {
    rejectUnknownArguments(args, 'states');
    const wanted = args.states ?? ['OPEN', 'CLOSED'];
    const found = issues.filter(({ state }) => wanted.includes(state.toUpperCase()));
    const listed = connection(found, args, info, {
      key: ({ number }) => number,
      show: ({ number, title, state, createdAt, updatedAt }) => ({
        id: nodeId('I', `${name} ${number}`),
        number,
        title,
        state: state.toUpperCase(),
        createdAt,
        updatedAt,
        url: `https://github.com/${name}/issues/${number}`,
      }),
    });
    return { ...listed, totalCount: found.length + (wanted.includes('OPEN') ? openIssues : 0) };
  };
}

/** Only open ones; as in REST, there are no closed ones. */
function pullRequestsOf({ name, openPullRequests, createdAt }: Repository): Resolver<ByState> {
  return (args, _context, info) => {
    rejectUnknownArguments(args, 'states');
    const count = (args.states ?? ['OPEN']).includes('OPEN') ? openPullRequests : 0;
    const numbers = Array.from({ length: count }, (_, place) => count - place);
    return connection(numbers, args, info, {
      key: (number) => number,
      show: (number) => ({
        id: nodeId('PR', `${name} ${number}`),
        number,
        title: `Pull request ${number}`,
        state: 'OPEN',
        createdAt,
        url: `https://github.com/${name}/pull/${number}`,
      }),
    });
  };
}
