import type { FactName } from '../../facts/index.ts';
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

/** A repository with the commands to verify it, and what it is evidence for. */
export interface RepositoryCommands extends ClaimSupport {
  repository: PortfolioRepository;
  /** Its URL fragment on /verify/, without `#`. */
  anchor: string;
  commands: Verification[];
}

/** How many repositories without a page of their own are listed, so that /verify/ loads in one round trip. */
const MAX_OTHERS = 24;

/** Commands to verify what the site says about each repository with a page, and about the first others that support a claim. */
export function verifications(portfolio: Portfolio): RepositoryCommands[] {
  const anchors = uniqueAnchors();
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
  const user = { what: 'Public repositories', path: `/users/${encodeURIComponent(login)}`, fact: null };
  const search = {
    what: 'Pull requests merged elsewhere',
    path: `/search/issues?q=${query}&per_page=1`,
    fact: null,
  };
  return [
    readField(user, 'public_repos', totals.repositories.public),
    readField(search, 'total_count', pullRequestsElsewhere?.total ?? null),
  ].filter((entry) => entry !== null);
}

/** Patterns of these files in GitHub's tree response, for `grep -E`. */
const PATHS = {
  tests: '([Tt]est|[Ss]pec|e2e)',
  dockerfile: '([Dd]ockerfile|Containerfile)',
  workflow: '\\.github/workflows/',
} as const;

function factCommand(repository: PortfolioRepository, fact: EvidenceFact): Verification | null {
  const { name, value, factName } = fact;
  const about = { what: capitalize(describeFact(fact)), path: pathAt(repository.name), fact: factName };
  switch (name) {
    case 'mainLanguage':
      return readField(about, 'language', value);
    case 'topic': {
      const answer = JSON.stringify(value);
      const word = shellWord(answer);
      return word === null ? null : apiCommand(about, { filter: `grep -m1 -oF ${word}`, answer });
    }
    case 'release':
      return releaseCommand(repository);
    case 'checks':
      return ciCommand(repository);
    default: {
      const path = `${about.path}/git/trees/HEAD?recursive=1`;
      const filter = `grep -oE '"path": ?"[^"]*${PATHS[name]}[^"]*"'`;
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
  const about = { path: `${pathAt(name)}/commits?per_page=1${own}`, fact: 'commits' } as const;
  const filter = `grep -oE '"date": ?"[^"]*"' | tail -1`;
  return [
    countPages({ ...about, what: 'Commits' }, commits),
    lastCommitAt === null
      ? null
      : apiCommand({ ...about, what: 'Last commit' }, { filter, answer: `"date": "${lastCommitAt}"` }),
  ];
}

function numberCommands(repository: PortfolioRepository): (Verification | null)[] {
  const { stars, forks, license, openIssuesAndPullRequests, openPullRequests } = repository;
  const path = pathAt(repository.name);
  const at = (what: string, fact: FactName = 'core') => ({ what, path, fact });
  const pulls = { ...at('Open pull requests', 'pullRequests'), path: `${path}/pulls?per_page=1` };
  return [
    releaseCommand(repository),
    readField(at('License'), 'spdx_id', license),
    readField(at('Stars'), 'stargazers_count', stars),
    readField(at('Forks'), 'forks_count', forks),
    readField(at('Open issues and pull requests', 'issues'), 'open_issues_count', openIssuesAndPullRequests),
    countPages(pulls, openPullRequests),
    ciCommand(repository),
  ];
}

function releaseCommand({ name, url, latestRelease }: PortfolioRepository): Verification | null {
  if (!latestRelease) return null;
  const { kind, tag } = latestRelease;
  // A URL cannot contain a lone surrogate.
  if (/\p{Cs}/u.test(tag)) return null;
  if (kind === 'release') {
    const path = `${pathAt(name)}/releases?per_page=100`;
    const word = shellWord(`"tag_name": ?"${tag.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}"`);
    const about = { what: 'Newest release', path, fact: 'release' } as const;
    if (word === null) return null;
    return apiCommand(about, { filter: `grep -m1 -oE ${word}`, answer: `"tag_name": "${tag}"` });
  }
  const [address, ref] = [shellWord(url), shellWord(`refs/tags/${tag}`)];
  if (address === null || ref === null) return null;
  const command = `git ls-remote --tags ${address} ${ref} | cut -f2`;
  return { what: 'Newest tag', command, answer: `refs/tags/${tag}`, fact: 'release' };
}

/** Shows that no check of the commit failed. For other states the output is not predictable. */
function ciCommand({ name, ci }: PortfolioRepository): Verification | null {
  if (ci?.state !== 'passing') return null;
  const path = `${pathAt(name)}/commits/${encodeURIComponent(ci.sha)}/check-runs?per_page=100`;
  const filter = `grep -cE '"conclusion": ?"(failure|timed_out|startup_failure)"'`;
  return apiCommand({ what: 'Failed checks', path, fact: 'checks' }, { filter, answer: '0' });
}
