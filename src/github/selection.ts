import { configuredRepositories, type PortfolioConfig } from '../config/portfolio-schema.ts';
import type { Profile } from '../facts/profile.ts';
import { isSameName } from '../repository-name.ts';
import type { Removal } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { ListedRepository } from './repositories.ts';

/** Which repositories to look for, and what is known about them. */
export interface Scope {
  config: PortfolioConfig;
  /** The last known profile of the owner. */
  profile: Profile | undefined;
  previous: readonly Repository[];
  /** Repositories that the portfolio itself commits to: collecting them would cause a change every day. */
  neverCollected: readonly string[];
  /** If not empty, only these are refreshed (`--repo`). */
  only: readonly string[];
  /** The owner's repositories that the résumé links to. */
  linked: readonly string[];
}

/** A repository as GitHub returned it, with its former names. */
export type FoundRepository = ListedRepository & { formerNames: string[] };

/** Whether this repository is excluded in the configuration or belongs to the portfolio itself. */
function isExcluded({ config, neverCollected }: Scope, name: string): boolean {
  return [...neverCollected, ...config.exclude].some((other) => isSameName(other, name));
}

/** Whether this repository is the owner's `LOGIN.github.io` site. */
function isUserSite({ config }: Scope, name: string): boolean {
  return isSameName(name, `${config.login}/${config.login}.github.io`);
}

/**
 * Returns whether to show a repository. Excluded and private ones are never shown. Forks, disabled repositories and the user
 * site are shown only if they are configured.
 */
export function createShownFilter(scope: Scope): (repository: FoundRepository) => boolean {
  const configured = configuredRepositories(scope.config);
  return ({ name, formerNames: former, isPrivate, isFork, isDisabled }) => {
    if (isPrivate || isExcluded(scope, name)) return false;
    if (configured.some((entry) => [name, ...former].some((one) => isSameName(one, entry.name)))) return true;
    return !isFork && !isDisabled && !isUserSite(scope, name);
  };
}

/** The removal of a repository that exists but is not shown, with the reason. */
export function toRemoval(scope: Scope, { id, name, isPrivate }: FoundRepository): Removal {
  if (isExcluded(scope, name) || isUserSite(scope, name)) return { id, name, why: 'excluded' };
  return { id, name, why: isPrivate ? 'not public' : 'left out' };
}
