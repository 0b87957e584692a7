import type { EvidenceRule, EvidenceRules, WrittenEvidence, WrittenFact } from '../config/evidence-schema.ts';
import type { PullRequestElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { findByName, isSameName } from '../repository-name.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import { languagesNamed } from './language-names.ts';
import type { Evidence, EvidenceFact, PortfolioRepository } from './model.ts';

/** Where evidence can come from: everything the site shows. */
export interface EvidenceSources {
  repositories: readonly PortfolioRepository[];
  pullRequests: readonly PullRequestElsewhere[];
  /** Finds a shown repository by its current or a former name. */
  find: (name: string) => PortfolioRepository | null;
}

/** The shown repositories and the pull requests merged elsewhere as sources of evidence. */
export function evidenceSources(
  repositories: readonly PortfolioRepository[],
  snapshot: Snapshot,
): EvidenceSources {
  return {
    repositories,
    pullRequests: snapshot.pullRequestsElsewhere?.value.items ?? [],
    find: (name) => {
      const found = findByName(snapshot.repositories, name);
      return repositories.find((repository) => repository.name === found?.name) ?? null;
    },
  };
}

/** A repository as evidence. `rule` describes the rule that found it; null if the owner listed it. */
export function repositoryEvidence(
  repository: PortfolioRepository,
  facts: readonly EvidenceFact[],
  rule: string | null,
): Evidence {
  const { title, url, lastCommitAt } = repository;
  return { kind: 'repository', title, url, repository, facts, rule, at: lastCommitAt };
}

/**
 * Evidence the owner listed for a claim. Null if the repository is not shown, or if the named fact is false or
 * unknown.
 */
export function writtenEvidence(written: WrittenEvidence, sources: EvidenceSources): Evidence | null {
  if (typeof written === 'string') return writtenEvidence({ repository: written }, sources);
  if ('page' in written) {
    const { page, title } = written;
    return { kind: 'page', title, url: page, repository: null, facts: [], rule: null, at: null };
  }
  if ('pullRequest' in written) return pullRequestEvidence(written.pullRequest, sources);
  if ('release' in written) return releaseEvidence(written.release, sources);
  const repository = sources.find(written.repository);
  if (!repository) return null;
  if (written.fact === undefined) return repositoryEvidence(repository, [], null);
  const fact = factOf(repository, written.fact);
  return fact && repositoryEvidence(repository, [fact], null);
}

/** The facts that best describe a project, leaving out those that are false or unknown. */
export function notableFacts(repository: PortfolioRepository): EvidenceFact[] {
  const names = ['mainLanguage', 'tests', 'workflow', 'release'] as const;
  return names.map((name) => factOf(repository, name)).filter((fact) => fact !== null);
}

/**
 * What the rules find for a skill, given its possible names with the full name first. A skill that is a programming
 * language needs no rule: repositories with that main language are its evidence.
 */
export function derivedEvidence(
  names: readonly string[],
  { rules, except, leastBytes }: EvidenceRules,
  { repositories }: EvidenceSources,
): Evidence[] {
  const exceptions = except.filter(({ skill }) => isAmong(names, skill));
  const isExcepted = ({ name }: PortfolioRepository) =>
    exceptions.some((entry) => isSameName(entry.repository, name));
  const candidates = repositories.filter((repository) => isOwnWork(repository) && !isExcepted(repository));
  const written = rules.filter(({ skill }) => isAmong(names, skill));
  const found = (rule: EvidenceRule, acceptsUnknownSize: boolean) =>
    candidates
      .map((repository) => ({
        repository,
        fact: factByRule(repository, rule, { leastBytes, acceptsUnknownSize }),
      }))
      .filter((entry): entry is typeof entry & { fact: EvidenceFact } => entry.fact !== null)
      .map(({ repository, fact }) => repositoryEvidence(repository, [fact], describeRule(rule)));
  return uniqueByUrl([
    ...written.flatMap((rule) => found(rule, false)),
    // Without a token the sizes are never fetched, and an owner without rules would have no evidence at all.
    ...languageRules(names, written, candidates).flatMap((rule) => found(rule, true)),
  ]);
}

function isAmong(names: readonly string[], skill: string): boolean {
  return names.some((name) => name.toLowerCase() === skill.toLowerCase());
}

/** A rule for each main language that the names refer to, unless a configured rule covers that language. */
function languageRules(
  names: readonly string[],
  written: readonly EvidenceRule[],
  repositories: readonly PortfolioRepository[],
): EvidenceRule[] {
  const [wholeName = ''] = names;
  const ruled = written.map(({ skill }) => skill);
  if (isAmong(ruled, wholeName)) return [];
  const named = languagesNamed(names);
  for (const language of languagesNamed(ruled)) named.delete(language);
  const languages = repositories.map(({ language }) => language).filter((language) => language !== null);
  return [...new Set(languages)]
    .filter((language) => named.has(language.toLowerCase()))
    .map((language) => ({ skill: wholeName, mainLanguage: language }));
}

/** Removes duplicate URLs, keeping the first of each. */
export function uniqueByUrl(evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(({ url }, index) => evidence.findIndex((other) => other.url === url) === index);
}

function factByRule(
  repository: PortfolioRepository,
  { mainLanguage, topic, contains }: EvidenceRule,
  { leastBytes, acceptsUnknownSize }: { leastBytes: number; acceptsUnknownSize: boolean },
): EvidenceFact | null {
  if (contains !== undefined) return factOf(repository, contains);
  if (topic !== undefined) {
    return repository.topics?.includes(topic) ? { name: 'topic', value: topic, factName: 'core' } : null;
  }
  if (repository.language !== mainLanguage) return null;
  const written = repository.languages?.find(({ name }) => name === mainLanguage);
  const isUnknown = repository.languages === null && acceptsUnknownSize;
  // Without a minimum the size does not have to be known.
  const isEnough = leastBytes === 0 || isUnknown || (written !== undefined && written.bytes >= leastBytes);
  return isEnough ? factOf(repository, 'mainLanguage') : null;
}

/** The fact, or null if it is false or unknown. */
function factOf(repository: PortfolioRepository, name: WrittenFact): EvidenceFact | null {
  const { language, latestRelease, ci, has } = repository;
  switch (name) {
    case 'mainLanguage':
      return language === null ? null : { name, value: language, factName: 'core' };
    case 'release':
      return latestRelease && releaseFact(latestRelease);
    case 'checks':
      return ci?.state === 'passing' ? { name, value: ci.state, factName: 'checks' } : null;
    default:
      return has[name] === true ? { name, value: null, factName: 'tree' } : null;
  }
}

function releaseFact({ kind, tag }: NonNullable<PortfolioRepository['latestRelease']>): EvidenceFact {
  return { name: 'release', value: `${kind} ${tag}`, factName: 'release' };
}

function describeRule({ mainLanguage, topic, contains }: EvidenceRule): string {
  if (contains === 'tests') return 'repositories with tests';
  if (contains === 'dockerfile') return 'repositories with a Dockerfile';
  if (contains !== undefined) return `repositories with a ${contains}`;
  if (topic !== undefined) return `repositories with the topic ${topic}`;
  return `repositories whose main language is ${mainLanguage}`;
}

/** Forks, repositories of other authors and empty repositories do not count as evidence. */
function isOwnWork({ role, fork, commits }: PortfolioRepository): boolean {
  return role === 'author' && fork !== true && commits !== 0;
}

function releaseEvidence(written: string, sources: EvidenceSources): Evidence | null {
  const [name = '', tag = ''] = splitAt(written, '@');
  const repository = sources.find(name);
  if (!repository) return null;
  const { latestRelease } = repository;
  const common = { kind: 'release', title: `${repository.title} ${tag}`, repository, rule: null } as const;
  if (latestRelease?.tag === tag) {
    const { url, publishedAt } = latestRelease;
    return { ...common, url, facts: [releaseFact(latestRelease)], at: publishedAt };
  }
  const url = `${repository.url}/releases/tag/${encodeURIComponent(tag)}`;
  return { ...common, url, facts: [], at: null };
}

function pullRequestEvidence(written: string, { pullRequests, find }: EvidenceSources): Evidence {
  const [name = '', number = ''] = splitAt(written, '#');
  const merged = pullRequests.find(
    (pull) => isSameName(pull.repository, name) && String(pull.number) === number,
  );
  return {
    kind: 'pullRequest',
    title: merged?.title ?? written,
    url: merged?.url ?? `https://github.com/${name}/pull/${number}`,
    repository: find(name),
    facts: [],
    rule: null,
    at: merged?.mergedAt ?? null,
  };
}

function splitAt(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}
