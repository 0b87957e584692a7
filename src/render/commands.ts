import { uniqueAnchors } from '../portfolio/claims.ts';
import type { Fact, Portfolio, PortfolioRepository } from '../portfolio/model.ts';
import type { SectionName } from '../snapshot/schema.ts';
import { type Backing, backedBy, factWords, sentence } from './evidence.ts';

/** A way for anybody to see a fact for himself. */
export interface Verification {
  /** The fact in a few words, not escaped. */
  what: string;
  /** For a shell: printable ASCII alone, and safe to paste whatever the repository is called. */
  command: string;
  /** What it prints; null where that is one path or more, of which it is only known that there are some. */
  answer: string | null;
  /** Where the answer is from, for its date; null for facts about all. */
  section: SectionName | null;
}

const API = 'https://api.github.com';

/** Paths of these files as they stand in GitHub's list, for `grep -E`. */
const PATHS = {
  tests: '([Tt]est|[Ss]pec|e2e)',
  dockerfile: '([Dd]ockerfile|Containerfile)',
  workflow: '\\.github/workflows/',
} as const;

/** Text as one word of a shell command; null where it holds what a terminal could take for a key. */
export function shellWord(text: string): string | null {
  if (!/^[\x20-\x7E]+$/.test(text)) return null;
  return /^[\w@%+:,./=][\w@%+:,./=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Commands for the facts of a repository that show claims, then for its numbers; what is unknown has none. */
export function repositoryCommands(
  repository: PortfolioRepository,
  facts: readonly Fact[],
  login: string,
): Verification[] {
  const numbers = repository.path === null ? [] : numberCommands(repository);
  const found = [
    ...facts.map((fact) => factCommand(repository, fact)),
    ...lifeCommands(repository, login),
    ...numbers,
  ].filter((entry) => entry !== null);
  return found.filter(
    ({ command }, index) => found.findIndex((other) => other.command === command) === index,
  );
}

/** Commands for what is said of all repositories together, as far as one command can show it. */
export function totalCommands({
  login,
  totals,
  pullRequestsElsewhere,
  repositories,
}: Portfolio): Verification[] {
  const owners = repositories.filter(({ path }) => path !== null).map(({ name }) => name.split('/')[0]);
  const elsewhere = [...new Set([login, ...owners])].map((owner) => `-user:${owner}`).join(' ');
  const query = encodeURIComponent(`author:${login} type:pr is:public is:merged ${elsewhere}`);
  const all = totals.repositories.public;
  const merged = pullRequestsElsewhere?.total ?? null;
  return [
    fieldCommand({
      what: 'Public repositories',
      path: `/users/${encodeURIComponent(login)}`,
      field: 'public_repos',
      value: all,
      section: null,
    }),
    fieldCommand({
      what: 'Pull requests merged elsewhere',
      path: `/search/issues?q=${query}&per_page=1`,
      field: 'total_count',
      value: merged,
      section: null,
    }),
  ].filter((entry) => entry !== null);
}

/** A repository with its commands, and with what it shows. */
export interface RepositoryCommands extends Backing {
  repository: PortfolioRepository;
  /** Where on /verify/ it stands: the fragment, without `#`. */
  anchor: string;
  commands: Verification[];
}

/** Repositories without a page of their own that are listed: a page is to arrive in one round trip. */
const OTHERS = 24;

/** For each repository with a page, and the first of the others that show a claim, how to see what is said of it. */
export function verifications(portfolio: Portfolio): RepositoryCommands[] {
  const anchors = uniqueAnchors();
  const listed = portfolio.repositories.flatMap((repository): RepositoryCommands[] => {
    const backing = backedBy(portfolio, repository);
    if (repository.path === null && backing.facts.length === 0) return [];
    const commands = repositoryCommands(repository, backing.facts, portfolio.login);
    return commands.length > 0
      ? [{ ...backing, repository, commands, anchor: anchors(repository.name) }]
      : [];
  });
  const others = listed.filter(({ repository }) => repository.path === null);
  return [...listed.filter(({ repository }) => repository.path !== null), ...others.slice(0, OTHERS)];
}

function factCommand(repository: PortfolioRepository, fact: Fact): Verification | null {
  const what = sentence(factWords(fact));
  const { name, value, section } = fact;
  switch (name) {
    case 'mainLanguage':
      return fieldCommand({ what, path: pathOf(repository), field: 'language', value, section });
    case 'topic':
      return topicCommand(repository, value ?? '');
    case 'release':
      return releaseCommand(repository);
    case 'checks':
      return checksCommand(repository);
    default:
      return ask(what, section, {
        path: `${pathOf(repository)}/git/trees/HEAD?recursive=1`,
        filter: `grep -oE '"path": ?"[^"]*${PATHS[name]}[^"]*"'`,
        answer: null,
      });
  }
}

function lifeCommands(repository: PortfolioRepository, login: string): (Verification | null)[] {
  const { commits, lastCommitAt, role } = repository;
  const own = role === 'author' ? '' : `&author=${encodeURIComponent(login)}`;
  const path = `${pathOf(repository)}/commits?per_page=1${own}`;
  return [
    commits === null ? null : lastPage({ what: 'Commits', path, count: commits, section: 'commits' }),
    lastCommitAt === null
      ? null
      : ask('Last commit', 'commits', {
          path,
          filter: `grep -oE '"date": ?"[^"]*"' | tail -1`,
          answer: `"date": "${lastCommitAt}"`,
        }),
  ];
}

function numberCommands(repository: PortfolioRepository): (Verification | null)[] {
  const { stars, forks, watchers, license, openIssuesAndPullRequests, openPullRequests } = repository;
  const path = pathOf(repository);
  const field = (what: string, name: string, value: number | string | null) =>
    fieldCommand({
      what,
      path,
      field: name,
      value,
      section: name === 'subscribers_count' ? 'watchers' : 'core',
    });
  return [
    releaseCommand(repository),
    field('Licence', 'spdx_id', license),
    field('Stars', 'stargazers_count', stars),
    field('Forks', 'forks_count', forks),
    field('Watchers', 'subscribers_count', watchers),
    field('Open issues and pull requests', 'open_issues_count', openIssuesAndPullRequests),
    openPullRequests === null
      ? null
      : lastPage({
          what: 'Open pull requests',
          path: `${path}/pulls?per_page=1`,
          count: openPullRequests,
          section: 'pullRequests',
        }),
    checksCommand(repository),
  ];
}

function releaseCommand({ latestRelease, url, ...repository }: PortfolioRepository): Verification | null {
  if (!latestRelease) return null;
  const { kind, tag } = latestRelease;
  if (kind === 'release') {
    return fieldCommand({
      what: 'Newest release',
      path: `${pathOf(repository)}/releases/latest`,
      field: 'tag_name',
      value: tag,
      section: 'release',
    });
  }
  const [address, ref] = [shellWord(url), shellWord(`refs/tags/${tag}`)];
  if (address === null || ref === null) return null;
  return {
    what: 'Newest tag',
    command: `git ls-remote --tags ${address} ${ref} | cut -f2`,
    answer: `refs/tags/${tag}`,
    section: 'release',
  };
}

function topicCommand(repository: PortfolioRepository, topic: string): Verification | null {
  const answer = JSON.stringify(topic);
  const word = shellWord(answer);
  if (word === null) return null;
  return ask(`Topic ${topic}`, 'core', { path: pathOf(repository), filter: `grep -m1 -oF ${word}`, answer });
}

/** No check of the commit failed. For another state no one answer is certain. */
function checksCommand({ checks, ...repository }: PortfolioRepository): Verification | null {
  if (checks?.state !== 'passing') return null;
  return ask('Failed checks', 'checks', {
    path: `${pathOf(repository)}/commits/${encodeURIComponent(checks.sha)}/check-runs?per_page=100`,
    filter: `grep -cE '"conclusion": ?"(failure|timed_out|startup_failure)"'`,
    answer: '0',
  });
}

interface Field {
  what: string;
  path: string;
  field: string;
  value: number | string | null;
  section: SectionName | null;
}

/** Reads one field of an answer. */
function fieldCommand({ what, path, field, value, section }: Field): Verification | null {
  // What JSON would write with a backslash, the pattern would cut.
  if (value === null || /["\\]/.test(String(value))) return null;
  const pattern = typeof value === 'number' ? '[0-9]+' : '"[^"]*"';
  return ask(what, section, {
    path,
    filter: `grep -m1 -oE '"${field}": ?${pattern}'`,
    answer: `"${field}": ${JSON.stringify(value)}`,
  });
}

/** Counts a list by its pages of one; a list of one page does not tell. */
function lastPage({ what, path, count, section }: Omit<Field, 'field' | 'value'> & { count: number }) {
  if (count < 2) return null;
  const url = shellWord(`${API}${path}`);
  const answer = `page=${count}>; rel="last"`;
  const command = `curl -sLi ${url} | grep -oE 'page=[0-9]+>; rel="last"'`;
  return url === null ? null : { what, command, answer, section };
}

interface Question {
  path: string;
  filter: string;
  answer: string | null;
}

function ask(
  what: string,
  section: SectionName | null,
  { path, filter, answer }: Question,
): Verification | null {
  const url = shellWord(`${API}${path}`);
  return url === null ? null : { what, command: `curl -sL ${url} | ${filter}`, answer, section };
}

function pathOf({ name }: Pick<PortfolioRepository, 'name'>): string {
  return `/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
}
