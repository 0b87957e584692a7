import { configuredRepositories, type PortfolioConfig } from '../config/portfolio-schema.ts';
import type { Profile } from '../facts/profile.ts';
import { isSameName } from '../repository-name.ts';
import type { Removal } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { ListedRepository } from './repositories.ts';

/** Whose repositories are looked for, and what is known of them. */
export interface Scope {
  config: PortfolioConfig;
  /** The owner's profile as it is known. */
  profile: Profile | undefined;
  previous: readonly Repository[];
  /** Repositories that the portfolio itself changes: looked at, they would be news every day. */
  neverCollected: readonly string[];
  /** Where any are named, these alone. */
  only: readonly string[];
  /** Repositories of the owner to which the résumé links. */
  linked: readonly string[];
}

/** A repository as GitHub gave it, with the names that it had before. */
export type FoundRepository = ListedRepository & { formerNames: string[] };

/** Whether the owner, or the portfolio itself, wants this repository not to be shown. */
function isExcluded({ config, neverCollected }: Scope, name: string): boolean {
  return [...neverCollected, ...config.exclude].some((other) => isSameName(other, name));
}

/** Whether this repository holds the pages of the owner's user site. */
function isUserSite({ config }: Scope, name: string): boolean {
  return isSameName(name, `${config.login}/${config.login}.github.io`);
}

/** Forks, private and disabled repositories are left out, unless the owner configures them; see design of `exclude`. */
export function createShownFilter(scope: Scope): (repository: FoundRepository) => boolean {
  const configured = configuredRepositories(scope.config);
  return ({ name, formerNames: former, isPrivate, isFork, isDisabled }) => {
    if (isPrivate || isExcluded(scope, name)) return false;
    if (configured.some((entry) => [name, ...former].some((one) => isSameName(one, entry.name)))) return true;
    return !isFork && !isDisabled && !isUserSite(scope, name);
  };
}

/** Why a repository that GitHub gave is not shown. */
export function toRemoval(scope: Scope, { id, name, isPrivate }: FoundRepository): Removal {
  if (isExcluded(scope, name) || isUserSite(scope, name)) return { id, name, why: 'excluded' };
  return { id, name, why: isPrivate ? 'not public' : 'left out' };
}
