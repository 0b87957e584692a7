import type { FetchedFacts, FetchedOwnerFacts } from '../facts/index.ts';

/** What a refresh learnt of one repository: an entry for every fact that applies to it. */
export interface FetchedRepository {
  id: number | null;
  name: string;
  /** Names that it had before, or by which GitHub redirected to it. */
  formerNames?: readonly string[];
  /** Null where nothing was ever pushed; undefined where it is not known. */
  pushedAt: string | null | undefined;
  facts: FetchedFacts;
}

/** A repository that is no longer public on GitHub, or that is not to be shown any more. */
export interface Removal {
  id: number | null;
  name: string;
  /**
   * `gone`: GitHub says that it is private or not there. `left out`: GitHub says that it is a fork or disabled.
   * `excluded`: the owner's own files name it, or it is the portfolio itself.
   */
  why: 'not public' | 'left out' | 'excluded';
}

/** GitHub Pages of the repository that the workflow runs in. */
export interface PagesSite {
  /** Where it publishes. */
  url: string;
  /** Whether workflows deploy it (`build_type`), and not a branch. */
  isDeployedByWorkflow: boolean;
}

/** Everything that one refresh learnt. An owner's fact that was not fetched is absent; contributions also without a token. */
export interface FetchedState extends FetchedOwnerFacts {
  /** When the refresh began. */
  at: string;
  /** Whether GitHub's clock and this machine's agree; only then are stored dates in the future wrong. */
  isTimeAgreed?: boolean;
  /** Whether GitHub gave the complete list of the owner's repositories. */
  isComplete: boolean;
  repositories: FetchedRepository[];
  removals: Removal[];
  /** The résumé's links to the owner's repositories that answer 404; absent where that was not learnt. */
  deadLinks?: string[] | undefined;
  /** For this run only: null where Pages is off; absent where that was not learned. */
  pages?: PagesSite | null | undefined;
}
