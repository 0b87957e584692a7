import type { PullRequest, World } from './world.ts';

type Condition = (pull: PullRequest) => boolean;

const owner = (pull: PullRequest) => pull.repository.split('/')[0]?.toLowerCase();

const conditions: Record<string, (value: string) => Condition> = {
  author: (login) => (pull) => pull.author.toLowerCase() === login,
  user: (login) => (pull) => owner(pull) === login,
  org: (login) => (pull) => owner(pull) === login,
  repo: (name) => (pull) => pull.repository.toLowerCase() === name,
  state: (state) => (pull) => pull.state === state,
  merged: (range) => (pull) => pull.mergedAt !== null && inRange(pull.mergedAt, range),
  created: (range) => (pull) => inRange(pull.createdAt, range),
  type: (kind) => () => kind === 'pr',
  is: (state) => (pull) =>
    ({
      merged: pull.mergedAt !== null,
      unmerged: pull.mergedAt === null,
      open: pull.state === 'open',
      closed: pull.state === 'closed',
      issue: false,
    })[state] ?? ['pr', 'pull-request', 'public'].includes(state),
};

/** The results of a search, or the message with which GitHub refuses it (422). */
export function searchIssues(world: World, query: URLSearchParams): PullRequest[] | string {
  const terms = (query.get('q') ?? '').trim().toLowerCase().split(/\s+/);
  const qualified = terms.map((term) => /^(?<not>-?)(?<name>[a-z]+):"?(?<value>[^"]*)"?$/.exec(term)?.groups);
  const text = terms.filter((_, place) => !qualified[place]).join(' ');
  if (text.length > 256) return 'The search is longer than 256 characters.';
  if (!terms.some((term) => /^(is|type):"?(pr|pull-request|issue)"?$/.test(term))) {
    return "Query must include 'is:issue' or 'is:pull-request'";
  }
  let found = world.pullRequests.filter((pull) => pull.title.toLowerCase().includes(text));
  for (const term of qualified) {
    if (!term) continue;
    const condition = conditions[term.name ?? '']?.(term.value ?? '');
    if (!condition) return `This stand-in for GitHub does not know the qualifier ${term.name}.`;
    if (term.name === 'author' && !term.not && !isKnown(world, term.value)) {
      return 'The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.';
    }
    found = found.filter((pull) => condition(pull) !== (term.not === '-'));
  }
  return inOrder(found, query);
}

function isKnown({ user, pullRequests }: World, login: string | undefined): boolean {
  return [user.login, ...pullRequests.map(({ author }) => author)].some(
    (known) => known.toLowerCase() === login,
  );
}

function inRange(instant: string, range: string): boolean {
  const [, sign = '', day = ''] = /^(>=|<=|>|<)?(.*)$/.exec(range) ?? [];
  const [from = '', to = ''] = day.split('..');
  const at = Date.parse(instant);
  if (day.includes('..')) return at >= Date.parse(from) && at <= Date.parse(to);
  if (sign === '>') return at > Date.parse(day);
  if (sign === '>=') return at >= Date.parse(day);
  if (sign === '<') return at < Date.parse(day);
  if (sign === '<=') return at <= Date.parse(day);
  return instant.startsWith(day);
}

/** Sorts newest first by the date in `sort`; GitHub's default "best match" is treated as `created`. */
function inOrder(found: PullRequest[], query: URLSearchParams): PullRequest[] {
  const key = (pull: PullRequest) =>
    Date.parse(query.get('sort') === 'updated' ? (pull.mergedAt ?? pull.createdAt) : pull.createdAt);
  const ordered = [...found].sort((one, other) => key(other) - key(one));
  return query.get('order') === 'asc' ? ordered.reverse() : ordered;
}
