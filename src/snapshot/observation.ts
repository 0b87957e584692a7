import type {
  Contributions,
  Profile,
  PullRequestElsewhere,
  Reason,
  SectionName,
  SectionValue,
} from './schema.ts';

/** What one attempt to learn a section gave. */
export type Observed<T> =
  /** GitHub answered. */
  | { kind: 'answer'; value: T }
  /** What is known still holds: nothing was pushed since it was learnt. */
  | { kind: 'confirmed' }
  /** Nothing was learnt; `detail` names the endpoint and, where it applies, the field. */
  | { kind: 'failure'; reason: Reason; detail: string };

/** What a refresh learnt of one repository: an entry for every section that applies to it. */
export interface ObservedRepository {
  id: number | null;
  name: string;
  /** Null where it is not known or nothing was ever pushed. */
  pushedAt: string | null;
  sections: { [Name in SectionName]?: Observed<SectionValue<Name>> };
}

/** A repository that is gone from GitHub's public side, or that is not to be shown any more. */
export interface Departure {
  id: number | null;
  name: string;
  /** `gone` was confirmed by GitHub; `left out` is the configuration's or the default's wish. */
  why: 'gone' | 'left out';
}

/** Everything that one refresh learnt. */
export interface Observations {
  /** When the refresh began. */
  at: string;
  /** Whether GitHub gave the complete list of the owner's repositories. */
  isComplete: boolean;
  /** Absent where it was not asked for, like all else that is optional here. */
  profile?: Observed<Profile>;
  repositories: ObservedRepository[];
  departures: Departure[];
  /** The résumé's links to the owner's repositories that answer 404; absent where that was not learnt. */
  goneLinks?: string[] | undefined;
  pullRequestsElsewhere?: Observed<{ total: number; items: PullRequestElsewhere[] }>;
  /** Absent also without a token, which this question needs. */
  contributions?: Observed<Contributions>;
}
