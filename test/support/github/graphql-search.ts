import { aRepository } from './builders.ts';
import type { PageArgs, Resolver } from './graphql-connection.ts';
import { connection, rejectUnknownArguments } from './graphql-connection.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { repositoryNode } from './graphql-repository.ts';
import { idOf, nodeId } from './identity.ts';
import { searchIssues } from './issue-search.ts';
import type { PullRequest, World } from './world.ts';

/** GitHub's maximum number of search results. */
const MAX_RESULTS = 1000;

/** Resolves `search` for pull requests. */
export const search: Resolver<{ type: string; query: string }> = (args, context, info) => {
  rejectUnknownArguments(args, 'type', 'query');
  if (args.type !== 'ISSUE') throw new Error(`This fake GitHub does not support searching for ${args.type}`);
  const found = foundPullRequests(context.world, args.query);
  const bounded: PageArgs = args;
  const listed = connection(found.slice(0, MAX_RESULTS), bounded, info, {
    key: ({ repository, number }) => `${repository}#${number}`,
    show: (pull) => pullRequestNode(pull, context),
  });
  return {
    ...listed,
    issueCount: found.length,
    repositoryCount: 0,
    userCount: 0,
    codeCount: 0,
    discussionCount: 0,
    wikiCount: 0,
  };
};

/** In GraphQL the order is part of the query, a type is optional, and the result is empty where REST returns 422. */
function foundPullRequests(world: World, query: string): PullRequest[] {
  const [, sort, order] = /(?:^|\s)sort:(\w+)(?:-(asc|desc))?/.exec(query) ?? [];
  const text = query.replace(/(?:^|\s)sort:\S+/, '');
  const parameters = new URLSearchParams({ q: hasKind(text) ? text : `${text} type:pr` });
  if (sort) parameters.set('sort', sort);
  if (order) parameters.set('order', order);
  const found = searchIssues(world, parameters);
  if (typeof found !== 'string') return found;
  if (found.startsWith('This stand-in')) throw new Error(found);
  return [];
}

function hasKind(query: string): boolean {
  return /(?:^|\s)(?:is|type):"?(?:pr|pull-request|issue)"?(?:\s|$)/i.test(query);
}

function pullRequestNode(pull: PullRequest, context: GraphqlContext) {
  const url = `https://github.com/${pull.repository}/pull/${pull.number}`;
  const isMerged = pull.mergedAt !== null;
  const repository =
    context.world.repositories.find(({ name }) => name === pull.repository) ??
    aRepository({ name: pull.repository });
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', idOf(url)),
    number: pull.number,
    title: pull.title,
    url,
    createdAt: pull.createdAt,
    updatedAt: pull.mergedAt ?? pull.createdAt,
    mergedAt: pull.mergedAt,
    closedAt: pull.state === 'open' ? null : (pull.mergedAt ?? pull.createdAt),
    merged: isMerged,
    isDraft: false,
    state: isMerged ? 'MERGED' : pull.state.toUpperCase(),
    repository: repositoryNode(repository, context),
  };
}
