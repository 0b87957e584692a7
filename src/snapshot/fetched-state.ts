import type { FetchedFacts, FetchedOwnerFacts } from '../facts/index.ts';

/** What a refresh learned about one repository: an entry for every fact that applies to it. */
export interface FetchedRepository {
  id: number | null;
  name: string;
  /** Former names, and names that GitHub redirected from. */
  formerNames?: readonly string[];
  /** Null if nothing was ever pushed; undefined if unknown. */
  pushedAt: string | null | undefined;
  facts: FetchedFacts;
}

/** A repository that is no longer public on GitHub or must no longer be shown. */
export interface Removal {
  id: number | null;
  name: string;
  /**
   * `not public`: GitHub says that it is private or does not exist. `left out`: it is a fork or disabled.
   * `excluded`: it is excluded in the configuration, or is the portfolio itself.
   */
  why: 'not public' | 'left out' | 'excluded';
}

/** GitHub Pages of the repository that the workflow runs in. */
export interface PagesSite {
  /** The published address. */
  url: string;
  /** Whether a workflow deploys it (`build_type`), not a branch. */
  isDeployedByWorkflow: boolean;
}

/** Everything that one refresh learned. An owner's fact that was not fetched is absent. */
export interface FetchedState extends FetchedOwnerFacts {
  /** When the refresh began. */
  at: string;
  /** Whether GitHub's clock and this machine's agree: only then are stored dates in the future treated as wrong. */
  isTimeAgreed?: boolean;
  /** Whether GitHub returned the complete list of the owner's repositories. */
  isComplete: boolean;
  repositories: FetchedRepository[];
  removals: Removal[];
  /** The résumé's links to repositories of the owner that do not exist; absent if unknown. */
  deadLinks?: string[] | undefined;
  /** Not stored. Null if Pages is off; absent if unknown. */
  pages?: PagesSite | null | undefined;
}
