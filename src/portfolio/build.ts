import { type EvidenceRules, noRules } from '../config/evidence-schema.ts';
import {
  type ConfiguredRepository,
  configuredRepository,
  type PortfolioConfig,
} from '../config/portfolio-schema.ts';
import { withoutLinksTo } from '../config/repository-links.ts';
import type { Resume } from '../config/resume-schema.ts';
import { UserError } from '../errors.ts';
import { findByName, isSameName, repositoryOfUrl } from '../repository-name.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import type { DayEntry } from '../snapshot/history.ts';
import { factNames, type Snapshot } from '../snapshot/schema.ts';
import { activityOf } from './activity.ts';
import { claimsOf } from './claims.ts';
import { evidenceSources } from './evidence.ts';
import type { Collection, Group, Portfolio, PortfolioRepository, StaleFact } from './model.ts';
import { compareNewest, newest, toPortfolioRepository } from './repository.ts';
import { resolvePlaceholders } from './resolve-placeholders.ts';
import { introductionOf, reductionsOf } from './resume.ts';
import { skillsOf } from './skills.ts';
import { totalsOf } from './totals.ts';

/** Everything that a portfolio is made from. */
export interface Inputs {
  resume: Resume;
  config: PortfolioConfig;
  snapshot: Snapshot;
  checks: FetchLog;
  history: readonly DayEntry[];
  /** Which facts show which skill; none by default. */
  rules?: EvidenceRules;
}

/** Merges the owner's words with GitHub's facts. Throws UserError where two projects would have the same address. */
export function buildPortfolio(inputs: Inputs): Portfolio {
  const { resume: written, config, snapshot, checks, history, rules = noRules } = inputs;
  const resume = withoutLinksTo(resolvePlaceholders(written, snapshot.asOf), snapshot.goneLinks ?? []);
  const place = (
    found: Snapshot['repositories'][number],
    role: ConfiguredRepository['role'],
    group: Group,
  ) => {
    const project = resume.projects.find(({ url }) => {
      const linked = url && repositoryOfUrl(url);
      return linked && findByName(snapshot.repositories, linked) === found;
    });
    const words = { title: project?.name ?? null, purpose: project?.description ?? null };
    return toPortfolioRepository(found, { role, group, ...words, login: config.login }, { checks, history });
  };
  const unseen: string[] = [];
  const find = (entry: PortfolioConfig['key'][number], group: Group): PortfolioRepository[] => {
    const { name, role } = configuredRepository(entry);
    const found = findByName(snapshot.repositories, name);
    if (found) return [place(found, role, group)];
    unseen.push(name);
    return [];
  };
  const keyProjects = config.key.flatMap((entry) => find(entry, 'key'));
  const collections: Collection[] = config.collections.map(({ title, description, repositories }) => ({
    title,
    description:
      description ?? resume.projects.find(({ name }) => isSameName(name, title))?.description ?? null,
    repositories: repositories.flatMap((entry) => find(entry, 'collection')),
  }));
  const placed = [...keyProjects, ...collections.flatMap(({ repositories }) => repositories)];
  assertNoCollision(placed);
  const isPlaced = (name: string) => placed.some((repository) => isSameName(repository.name, name));
  const others = snapshot.repositories
    .filter(({ name }) => !isPlaced(name))
    .map((repository) => place(repository, 'author', 'other'))
    .sort(byArchivedThenNewest);
  const repositories = [...placed, ...others];
  const shown = evidenceSources(repositories, snapshot);
  const claims = claimsOf(resume, shown);
  const publicRepositories = snapshot.profile?.value.publicRepositories ?? null;
  return {
    login: config.login,
    name: resume.basics.name,
    label: resume.basics.label,
    site: config.site.replace(/\/+$/, ''),
    profileUrl: `https://github.com/${config.login}`,
    introduction: introductionOf(resume),
    asOf: snapshot.asOf,
    changedAt: newest(repositories.map(({ changedAt }) => changedAt)),
    checkedAt: checks.checkedAt,
    resume,
    phone: config.showPhone ? (resume.basics.phone ?? null) : null,
    profile: snapshot.profile?.value ?? null,
    repositories,
    keyProjects,
    collections: collections.filter((collection) => collection.repositories.length > 0),
    others,
    totals: totalsOf(repositories, publicRepositories, snapshot.asOf),
    newestCommit: newestCommitOf(repositories),
    releases: releasesOf(repositories),
    contributions: snapshot.contributions?.value ?? null,
    activity: activityOf(history, repositories),
    pullRequestsElsewhere: snapshot.pullRequestsElsewhere?.value ?? null,
    reductions: reductionsOf(resume),
    claims,
    skills: skillsOf(resume, { claims, rules, shown }),
    stale: repositories.flatMap(staleFactsOf),
    missingRepositories: unseen,
  };
}

function assertNoCollision(repositories: readonly PortfolioRepository[]): void {
  const seen = new Map<string | null, string>();
  for (const { path, name } of repositories) {
    const earlier = seen.get(path);
    if (earlier) {
      throw new UserError({
        what: `${earlier} and ${name} would both have the page ${path}`,
        where: 'portfolio.yaml',
        fix: 'take one of them out of key and collections',
      });
    }
    seen.set(path, name);
  }
}

function byArchivedThenNewest(a: PortfolioRepository, b: PortfolioRepository): number {
  const archived = Number(a.archived === true) - Number(b.archived === true);
  return archived || compareNewest(a.lastCommitAt, b.lastCommitAt) || (a.name < b.name ? -1 : 1);
}

function newestCommitOf(repositories: readonly PortfolioRepository[]): Portfolio['newestCommit'] {
  const [repository] = repositories.toSorted((a, b) => compareNewest(a.lastCommitAt, b.lastCommitAt));
  return repository?.lastCommitAt ? { repository, at: repository.lastCommitAt } : null;
}

function releasesOf(repositories: readonly PortfolioRepository[]): Portfolio['releases'] {
  return repositories
    .flatMap((repository) =>
      repository.latestRelease ? [{ repository, release: repository.latestRelease }] : [],
    )
    .sort((a, b) => compareNewest(a.release.publishedAt, b.release.publishedAt));
}

function staleFactsOf({ name, sections }: PortfolioRepository): StaleFact[] {
  return factNames.flatMap((section) => {
    const { state, since, reason } = sections[section];
    return state === 'stale' && since && reason ? [{ repository: name, section, since, reason }] : [];
  });
}
