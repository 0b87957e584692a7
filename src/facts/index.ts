import { ciFact } from './ci.ts';
import { commitsFact } from './commits.ts';
import { contributionsFact } from './contributions.ts';
import { coreFact } from './core.ts';
import { type Fetched, namesOf, type Stored, type ValuesOf } from './fact-set.ts';
import { issuesFact } from './issues.ts';
import { languagesFact } from './languages.ts';
import { profileFact } from './profile.ts';
import { pullRequestsFact } from './pull-requests.ts';
import { pullRequestsElsewhereFact } from './pull-requests-elsewhere.ts';
import { releaseFact } from './release.ts';
import { siteFact } from './site.ts';
import { treeFact } from './tree.ts';

/** The facts about a repository, by their keys in the snapshot and `portfolio.json`, in the order shown on pages. */
export const repositoryFacts = {
  core: coreFact,
  languages: languagesFact,
  commits: commitsFact,
  tree: treeFact,
  release: releaseFact,
  checks: ciFact,
  issues: issuesFact,
  pullRequests: pullRequestsFact,
};

/** The facts about the owner, by their keys in the snapshot. */
export const ownerFacts = {
  profile: profileFact,
  contributions: contributionsFact,
  pullRequestsElsewhere: pullRequestsElsewhereFact,
  site: siteFact,
};

/** The value of each fact about a repository. */
export type FactValues = ValuesOf<typeof repositoryFacts>;
export type FactName = keyof FactValues;
/** The value of one fact, without its dates. */
export type FactValue<Name extends FactName> = FactValues[Name];
/** The stored facts of a repository; an absent fact is unknown. */
export type StoredFacts = Stored<FactValues>;
/** What one refresh fetched for a repository; an absent fact does not apply to it. */
export type FetchedFacts = Fetched<FactValues>;

/** The value of each fact about the owner. */
export type OwnerFactValues = ValuesOf<typeof ownerFacts>;
export type OwnerFactName = keyof OwnerFactValues;
/** What one refresh fetched for the owner; an absent fact was not requested. */
export type FetchedOwnerFacts = Fetched<OwnerFactValues>;

/** The names of all facts about a repository, in order. */
export const factNames = namesOf<FactValues>(repositoryFacts);
