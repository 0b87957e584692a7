import { type EvidenceRules, noRules } from '../config/evidence-schema.ts';
import {
  configuredRepositories,
  configuredRepository,
  type PortfolioConfig,
} from '../config/portfolio-schema.ts';
import { withoutLinksTo } from '../config/repository-links.ts';
import type { Resume } from '../config/resume-schema.ts';
import { canonicalSite, defaultSite } from '../config/site-address.ts';
import { findByName, isSameName, repositoryOfUrl } from '../repository-name.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import type { DayEntry } from '../snapshot/history.ts';
import type { Repository, Snapshot } from '../snapshot/schema.ts';
import { themeOf } from '../theme.ts';
import { activityOf } from './activity.ts';
import { claimsOf } from './claims.ts';
import { dataStatusOf } from './data-status.ts';
import { evidenceSources } from './evidence.ts';
import { introductionOf } from './introduction.ts';
import type { Collection, Group, Portfolio, PortfolioRepository } from './model.ts';
import { type Classification, latestOf, newestFirst, toPortfolioRepository } from './repository.ts';
import { resolvePlaceholders } from './resolve-placeholders.ts';
import { reductionsOf } from './resume.ts';
import { skillsOf } from './skills.ts';
import { assignSlugs, pagesOf, type Slugs } from './slugs.ts';
import { totalsOf } from './totals.ts';

/** Everything a portfolio is built from. */
export interface Inputs {
  resume: Resume;
  config: PortfolioConfig;
  snapshot: Snapshot;
  fetchLog: FetchLog;
  history: readonly DayEntry[];
  /** The repository the workflow runs in, `owner/name`, if known. */
  repository?: string | undefined;
  /** Which facts count as evidence for which skill; none by default. */
  rules?: EvidenceRules;
}

/** Combines the résumé and configuration with the facts from GitHub. */
export function buildPortfolio(inputs: Inputs): Portfolio {
  const { config, snapshot, fetchLog, history, rules = noRules } = inputs;
  const resume = published(inputs.resume, snapshot);
  const slugs = assignSlugs(snapshot.repositories, config.login);
  const { keyProjects, collections, others } = classifyRepositories({ ...inputs, resume, slugs });
  const repositories = [
    ...keyProjects,
    ...collections.flatMap((collection) => collection.repositories),
    ...others,
  ];
  const sources = evidenceSources(repositories, snapshot);
  const claims = claimsOf(resume, sources);
  const publicRepositories = snapshot.profile?.value.publicRepositories ?? null;
  return {
    ...identityOf(config, resume),
    ...homeTextsOf(inputs, resume),
    site: siteOf(inputs),
    repository: repositoryOf(inputs),
    theme: themeOf(config.theme?.accent),
    asOf: snapshot.asOf,
    changedAt: latestOf(repositories.map(({ changedAt }) => changedAt)),
    checkedAt: fetchLog.checkedAt,
    resume,
    phone: config.showPhone ? (resume.basics.phone ?? null) : null,
    repositories,
    keyProjects,
    collections: collections.filter((collection) => collection.repositories.length > 0),
    others,
    totals: totalsOf(repositories, publicRepositories, snapshot.asOf),
    latestCommit: latestCommitOf(repositories),
    releases: releasesOf(repositories),
    activity: activityOf(history, repositories),
    ...accountFactsOf(snapshot),
    reductions: reductionsOf(resume),
    claims,
    skills: skillsOf(resume, { claims, rules, sources }),
    dataStatus: dataStatusOf(snapshot, fetchLog.checkedAt),
    missingRepositories: missingRepositoriesOf(config, snapshot),
  };
}

/** The owner's texts with their placeholders resolved and dead links turned into plain text. */
function published<T>(texts: T, { asOf, goneLinks = [] }: Snapshot): T {
  return withoutLinksTo(resolvePlaceholders(texts, asOf), goneLinks);
}

function identityOf(config: PortfolioConfig, resume: Resume) {
  return {
    login: config.login,
    name: resume.basics.name,
    label: resume.basics.label,
    profileUrl: `https://github.com/${config.login}`,
  };
}

/** The texts of the home page: the owner's, with defaults from the résumé. */
function homeTextsOf({ config, snapshot }: Inputs, resume: Resume) {
  const home = published(config.home, snapshot);
  return {
    introduction: home.introduction ?? introductionOf(resume),
    seeking: home.seeking ?? null,
    reductionsTitle: home.reductionsTitle ?? null,
  };
}

/** Address of the site: configured by the owner, else last reported by GitHub Pages, else the Pages default. */
function siteOf(inputs: Inputs): string {
  const { config, snapshot } = inputs;
  return canonicalSite(config.site ?? snapshot.site?.value.url ?? defaultSite(repositoryOf(inputs)));
}

/** The repository the workflow runs in, or the one suggested by the docs. */
function repositoryOf({ repository, config }: Inputs): string {
  return repository ?? `${config.login}/portfolio`;
}

/** Facts about the account, as opposed to a single repository. */
function accountFactsOf({ profile, contributions, pullRequestsElsewhere }: Snapshot) {
  return {
    profile: profile?.value ?? null,
    contributions: contributions?.value ?? null,
    pullRequestsElsewhere: pullRequestsElsewhere?.value ?? null,
  };
}

/** The inputs with the résumé as published and the slugs of all repositories. */
type PublishedInputs = Pick<Inputs, 'resume' | 'config' | 'snapshot' | 'fetchLog' | 'history'> & {
  slugs: Slugs;
};

/** Assigns every repository to a group: as configured, and the rest to `others`. */
function classifyRepositories(inputs: PublishedInputs) {
  const { config, snapshot } = inputs;
  const listed = new Set<Repository>();
  const keyProjects = configuredIn('key', config.key, { inputs, listed });
  const collections = config.collections.map(
    ({ title, description, repositories }): Collection => ({
      title,
      description: description ?? descriptionInResume(title, inputs.resume),
      repositories: configuredIn('collection', repositories, { inputs, listed }),
    }),
  );
  const others = snapshot.repositories
    .filter((repository) => !listed.has(repository))
    .map((repository) => joinWithResume(repository, OTHER, inputs))
    .sort(byLatestCommit);
  return { keyProjects, collections, others };
}

/** A repository that is not configured. */
const OTHER = { role: 'author', group: 'other', usage: {} } as const;

/** The configured repositories that are known and not in `listed` yet; adds them to `listed`. */
function configuredIn(
  group: Group,
  entries: PortfolioConfig['key'],
  { inputs, listed }: { inputs: PublishedInputs; listed: Set<Repository> },
): PortfolioRepository[] {
  const known: PortfolioRepository[] = [];
  for (const entry of entries) {
    const { name, role, usage } = configuredRepository(entry);
    const repository = findByName(inputs.snapshot.repositories, name);
    // The configuration may list the same repository twice, once under a former name.
    if (!repository || listed.has(repository)) continue;
    listed.add(repository);
    known.push(joinWithResume(repository, { role, group, usage }, inputs));
  }
  return known;
}

function joinWithResume(
  repository: Repository,
  { role, group, usage }: Pick<Classification, 'role' | 'group' | 'usage'>,
  { resume, config, snapshot, fetchLog, history, slugs }: PublishedInputs,
): PortfolioRepository {
  const project = resume.projects.find(({ url }) => {
    const linked = repositoryOfUrl(url ?? '');
    return linked !== null && findByName(snapshot.repositories, linked) === repository;
  });
  const title = project?.name ?? null;
  const purpose = project?.description ?? null;
  const pages =
    group === 'other' ? { path: null, formerPaths: [] } : pagesOf(repository, slugs, config.login);
  const classification = { role, group, usage, title, purpose, ...pages };
  return toPortfolioRepository(repository, classification, { fetchLog, history });
}

function descriptionInResume(title: string, { projects }: Resume): string | null {
  return projects.find(({ name }) => isSameName(name, title))?.description ?? null;
}

function missingRepositoriesOf(config: PortfolioConfig, { repositories }: Snapshot): string[] {
  const names = configuredRepositories(config).map(({ name }) => name);
  return names.filter((name) => !findByName(repositories, name));
}

function byLatestCommit(a: PortfolioRepository, b: PortfolioRepository): number {
  return newestFirst(a.lastCommitAt, b.lastCommitAt) || (a.name < b.name ? -1 : 1);
}

function latestCommitOf(repositories: readonly PortfolioRepository[]): Portfolio['latestCommit'] {
  const [repository] = repositories.toSorted((a, b) => newestFirst(a.lastCommitAt, b.lastCommitAt));
  return repository?.lastCommitAt ? { repository, at: repository.lastCommitAt } : null;
}

function releasesOf(repositories: readonly PortfolioRepository[]): Portfolio['releases'] {
  const releases: Portfolio['releases'][number][] = [];
  for (const repository of repositories) {
    const { latestRelease: release } = repository;
    if (release) releases.push({ repository, release });
  }
  return releases.sort((a, b) => newestFirst(a.release.publishedAt, b.release.publishedAt));
}
