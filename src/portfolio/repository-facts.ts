import { UNKNOWN_CORE } from '../facts/core.ts';
import type { FactName, FactValue } from '../facts/index.ts';
import type { LanguageShare, PortfolioRepository } from './model.ts';

/** The value of a fact in the snapshot; undefined means unknown. */
type Known<Name extends FactName> = FactValue<Name> | undefined;

type CoreFacts = Pick<
  PortfolioRepository,
  'description' | 'homepage' | 'language' | 'stars' | 'forks' | 'license' | 'topics' | 'archived' | 'fork'
>;

/** The fields of GitHub's repository object. */
export function coreFacts(core: Known<'core'>): CoreFacts {
  if (!core) return { ...UNKNOWN_CORE, homepage: null };
  const { description, homepage, language, stars, forks, license, topics, archived, fork } = core;
  return { description, homepage, language, stars, forks, license, topics, archived, fork };
}

type CommitFacts = Pick<PortfolioRepository, 'commits' | 'firstCommitAt' | 'lastCommitAt' | 'commitsByWeek'>;

const UNKNOWN_COMMITS: CommitFacts = {
  commits: null,
  firstCommitAt: null,
  lastCommitAt: null,
  commitsByWeek: null,
};

/** Commit counts and dates. */
export function commitFacts(commits: Known<'commits'>): CommitFacts {
  if (!commits) return UNKNOWN_COMMITS;
  const { total, firstCommitAt, lastCommitAt, weeks } = commits;
  const commitsByWeek = weeks && { from: weeks.from, to: weeks.to, weeks: weeks.counts };
  return { commits: total, firstCommitAt, lastCommitAt, commitsByWeek };
}

const UNKNOWN_TREE: PortfolioRepository['has'] = {
  readme: null,
  tests: null,
  dockerfile: null,
  workflow: null,
  license: null,
};

/** Which kinds of files the repository has. */
export function treeFacts(tree: Known<'tree'>): PortfolioRepository['has'] {
  if (!tree) return UNKNOWN_TREE;
  const { readme, tests, dockerfile, workflow, license } = tree;
  return { readme, tests, dockerfile, workflow, license };
}

/** Languages with their share of the code, largest first. */
export function languageShares(bytesByName: Record<string, number>): LanguageShare[] {
  const total = Object.values(bytesByName).reduce((sum, bytes) => sum + bytes, 0);
  return Object.entries(bytesByName)
    .filter(([, bytes]) => bytes > 0)
    .map(([name, bytes]) => ({ name, bytes, share: bytes / total }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}
