import type { Contributions, FactName, FactValue, Profile, PullRequestElsewhere, Reason } from './schema.ts';

/** What one attempt to fetch a fact gave. */
export type FetchResult<T> =
  /** GitHub answered; `unreadable` fields of the value could not be understood and keep what was known. */
  | { kind: 'ok'; value: T; unreadable?: Unreadable | undefined }
  /** What is known still holds: nothing was pushed since it was learnt. */
  | { kind: 'unchanged' }
  /** Nothing was learnt; `detail` names the endpoint and, where it applies, the field. */
  | { kind: 'error'; reason: Reason; detail: string };

/** The fields of an answer that could not be read; `detail` says where and why. */
export interface Unreadable {
  fields: readonly string[];
  detail: string;
}

/** What a refresh learnt of one repository: an entry for every fact that applies to it. */
export interface FetchedRepository {
  id: number | null;
  name: string;
  /** Names that it had before, or by which GitHub redirected to it. */
  formerNames?: readonly string[];
  /** Null where nothing was ever pushed; undefined where it is not known. */
  pushedAt: string | null | undefined;
  facts: { [Name in FactName]?: FetchResult<FactValue<Name>> };
}

/** A repository that is no longer public on GitHub, or that is not to be shown any more. */
export interface Removal {
  id: number | null;
  name: string;
  /**
   * `gone`: GitHub says that it is private or not there. `left out`: GitHub says that it is a fork or disabled.
   * `excluded`: the owner's own files name it, or it is the portfolio itself.
   */
  why: 'gone' | 'left out' | 'excluded';
}

/** Everything that one refresh learnt. */
export interface FetchedState {
  /** When the refresh began. */
  at: string;
  /** Whether GitHub's clock and this machine's agree; only then are stored dates in the future wrong. */
  isTimeAgreed?: boolean;
  /** Whether GitHub gave the complete list of the owner's repositories. */
  isComplete: boolean;
  /** Absent where it was not fetched, like all else that is optional here. */
  profile?: FetchResult<Profile>;
  repositories: FetchedRepository[];
  removals: Removal[];
  /** The résumé's links to the owner's repositories that answer 404; absent where that was not learnt. */
  deadLinks?: string[] | undefined;
  pullRequestsElsewhere?: FetchResult<{ total: number; items: PullRequestElsewhere[] }>;
  /** Absent also without a token, which this question needs. */
  contributions?: FetchResult<Contributions>;
}
