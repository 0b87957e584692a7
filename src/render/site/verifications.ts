import { uniqueAnchors } from '../../portfolio/claims.ts';
import type { EvidenceFact, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { type ClaimSupport, capitalize, claimsSupportedBy, describeFact } from './evidence.ts';
import {
  apiCommand,
  countPages,
  pathAt,
  readField,
  shellWord,
  type Verification,
} from './verify-commands.ts';
import { words } from './words.ts';

/** A repository with the commands to verify it, and what it is evidence for. Only those of key projects are open at first. */
export interface RepositoryCommands extends ClaimSupport {
  repository: PortfolioRepository;
  /** Its URL fragment on /verify/, without `#`. */
  anchor: string;
  commands: Verification[];
}

/** How many repositories without a page of their own are listed, so that /verify/ loads in one round trip. */
const MAX_OTHERS = 24;

/** The URL fragment of the commands for totals. */
const TOTALS = 'totals';

/** Commands to verify what the site says about each repository with a page, and about the first others that support a claim. */
export function verifications(portfolio: Portfolio): RepositoryCommands[] {
  const anchors = uniqueAnchors([TOTALS]);
  const withPage: RepositoryCommands[] = [];
  const others: RepositoryCommands[] = [];
  for (const repository of portfolio.repositories) {
    const support = claimsSupportedBy(portfolio, repository);
    if (repository.path === null && support.facts.length === 0) continue;
    const commands = repositoryCommands(repository, support.facts, portfolio.login);
    if (commands.length === 0) continue;
    const list = repository.path === null ? others : withPage;
    list.push({ ...support, repository, commands, anchor: anchors(repository.name) });
  }
  return [...withPage, ...others.slice(0, MAX_OTHERS)];
}

/** Commands for the facts that support claims, then for the numbers of a repository. Unknown values have none. */
function repositoryCommands(
  repository: PortfolioRepository,
  facts: readonly EvidenceFact[],
  login: string,
): Verification[] {
  const entries = facts.map((fact) => factCommand(repository, fact));
  entries.push(...historyCommands(repository, login));
  if (repository.path !== null) entries.push(...numberCommands(repository));
  const commands = entries.filter((entry) => entry !== null);
  return commands.filter(
    ({ command }, index) => commands.findIndex((other) => other.command === command) === index,
  );
}

/** Commands for those totals that a single request can show. */
export function totalCommands(portfolio: Portfolio): Verification[] {
  const { login, totals, pullRequestsElsewhere, repositories } = portfolio;
  const owners = repositories.filter(({ path }) => path !== null).map(({ name }) => name.split('/')[0]);
  const elsewhere = [...new Set([login, ...owners])].map((owner) => `-user:${owner}`).join(' ');
  const query = encodeURIComponent(`author:${login} type:pr is:public is:merged ${elsewhere}`);
  const user = { what: words.verify.repositories, path: `/users/${encodeURIComponent(login)}` };
  const search = { what: words.verify.pullRequests.elsewhere, path: `/search/issues?q=${query}&per_page=1` };
  return [
    readField(user, '.public_repos', totals.repositories.public),
    readField(search, '.total_count', pullRequestsElsewhere?.total ?? null),
  ].filter((entry) => entry !== null);
}

/** Patterns of these files in GitHub's list of files, for `grep -E`. */
const PATHS = {
  tests: '[Tt]est|[Ss]pec|e2e',
  dockerfile: '[Dd]ockerfile|Containerfile',
  workflow: '^.github/workflows/',
} as const;

function factCommand(repository: PortfolioRepository, fact: EvidenceFact): Verification | null {
  const { name, value } = fact;
  const about = { what: capitalize(describeFact(fact)), path: pathAt(repository.name) };
  switch (name) {
    case 'mainLanguage':
      return readField(about, '.language', value);
    case 'topic': {
      const filter = shellWord(`.topics | any(. == ${JSON.stringify(value)})`);
      return filter === null ? null : apiCommand(about, { filter: `jq ${filter}`, answer: 'true' });
    }
    case 'release':
      return releaseCommand(repository);
    case 'checks':
      return ciCommand(repository);
    default: {
      const path = `${about.path}/git/trees/HEAD?recursive=1`;
      const filter = `jq -r '.tree[].path' | grep -E '${PATHS[name]}'`;
      return apiCommand({ ...about, path }, { filter, answer: null });
    }
  }
}

/** Number of commits and date of the latest: the owner's own commits in a repository of another author. */
function historyCommands(
  { name, commits, lastCommitAt, role }: PortfolioRepository,
  login: string,
): (Verification | null)[] {
  const own = role === 'author' ? '' : `&author=${encodeURIComponent(login)}`;
  const path = `${pathAt(name)}/commits?per_page=1${own}`;
  return [
    countPages({ path, what: words.facts.commits }, commits),
    readField({ path, what: words.facts.latestCommit }, "'.[0].commit.committer.date'", lastCommitAt),
  ];
}

function numberCommands(repository: PortfolioRepository): (Verification | null)[] {
  const { stars, forks, license, openIssuesAndPullRequests, openPullRequests } = repository;
  const path = pathAt(repository.name);
  const at = (what: string) => ({ what, path });
  return [
    releaseCommand(repository),
    readField(at(words.facts.license), '.license.spdx_id', license),
    readField(at(words.facts.stars), '.stargazers_count', stars),
    readField(at(words.facts.forks), '.forks_count', forks),
    readField(at(words.verify.open), '.open_issues_count', openIssuesAndPullRequests),
    countPages({ what: words.verify.pullRequests.open, path: `${path}/pulls?per_page=1` }, openPullRequests),
    ciCommand(repository),
  ];
}

function releaseCommand({ name, url, latestRelease }: PortfolioRepository): Verification | null {
  if (!latestRelease) return null;
  const { kind, tag } = latestRelease;
  // A URL cannot contain a lone surrogate.
  if (/\p{Cs}/u.test(tag)) return null;
  if (kind === 'release') {
    const about = { what: words.facts.latest(kind), path: `${pathAt(name)}/releases?per_page=100` };
    const filter = shellWord(`any(.[]; .tag_name == ${JSON.stringify(tag)})`);
    return filter === null ? null : apiCommand(about, { filter: `jq ${filter}`, answer: 'true' });
  }
  const [address, ref] = [shellWord(url), shellWord(`refs/tags/${tag}`)];
  if (address === null || ref === null) return null;
  const command = `git ls-remote --tags ${address} ${ref} | cut -f2`;
  return { what: words.facts.latest(kind), command, answer: `refs/tags/${tag}` };
}

/** Shows that no check of the commit failed. For other states the output is not predictable. */
function ciCommand({ name, ci }: PortfolioRepository): Verification | null {
  if (ci?.state !== 'passing') return null;
  const path = `${pathAt(name)}/commits/${encodeURIComponent(ci.sha)}/check-runs?per_page=100`;
  const filter = `jq '[.check_runs[].conclusion | strings | select(test("fail|timed_out"))] | length'`;
  return apiCommand({ what: words.verify.failedChecks, path }, { filter, answer: '0' });
}
