import type { Role, Usage } from '../config/portfolio-schema.ts';
import type { Resume, SizeReduction } from '../config/resume-schema.ts';
import type { Contributions } from '../facts/contributions.ts';
import type { FactName, FactValue, StoredFacts } from '../facts/index.ts';
import type { Profile } from '../facts/profile.ts';
import type { PullRequestElsewhere } from '../facts/pull-requests-elsewhere.ts';
import type { Event } from '../snapshot/events.ts';
import type { Theme } from '../theme.ts';
import type { DataStatus, RepositoryStatus } from './data-status.ts';
import type { FreshnessByFact } from './freshness.ts';

/** Which list on the site a repository belongs to. */
export type Group = 'key' | 'collection' | 'other';

/** One language of a repository. */
export interface LanguageShare {
  name: string;
  bytes: number;
  /** Fraction of the repository's bytes, from 0 to 1. */
  share: number;
}

/** Commits by week over a period; nothing is known outside `from` … `to`. */
export interface CommitsByWeek {
  /** First day of the period. */
  from: string;
  /** First day after the period. A week that extends beyond it has the commits made so far. */
  to: string;
  /** Commits by the Sunday that begins the week; weeks without commits are left out. */
  weeks: Readonly<Record<string, number>>;
}

/** A repository with everything known about it. Null means unknown unless a comment says otherwise. */
export interface PortfolioRepository {
  /** GitHub's numeric id; null until a refresh has found the repository. */
  id: number | null;
  /** `owner/name`. */
  name: string;
  /** Display name: the résumé's name for the project, else the repository's own. */
  title: string;
  url: string;
  role: Role;
  group: Group;
  /** Path of its page, `/projects/<slug>/`; null if it has none. */
  path: string | null;
  /** Paths of its page under former names. */
  formerPaths: readonly string[];
  /** Description from the résumé, in Markdown; null if the résumé does not list the project. */
  purpose: string | null;
  /** How it is used, from the configuration. */
  usage: Usage;
  /** Description on GitHub; null also if there is none. */
  description: string | null;
  homepage: string | null;
  language: string | null;
  /** Most bytes first. */
  languages: readonly LanguageShare[] | null;
  stars: number | null;
  forks: number | null;
  openIssues: number | null;
  openPullRequests: number | null;
  openIssuesAndPullRequests: number | null;
  /** SPDX identifier; null also if GitHub recognizes no license (see `has.license`). */
  license: string | null;
  topics: readonly string[] | null;
  archived: boolean | null;
  fork: boolean | null;
  commits: number | null;
  firstCommitAt: string | null;
  lastCommitAt: string | null;
  commitsByWeek: CommitsByWeek | null;
  /** Null also if there is none; `freshness.release.state` distinguishes unknown from none. */
  latestRelease: FactValue<'release'>;
  /** The latest release and those that earlier refreshes recorded, newest first. Releases from before the first refresh are missing. */
  releases: readonly { tag: string; date: string; url: string }[];
  ci: FactValue<'checks'> | null;
  /** From the history: one point per day on which the count changed. */
  starsOverTime: readonly { date: string; stars: number }[];
  has: Readonly<Record<'readme' | 'tests' | 'dockerfile' | 'workflow' | 'license', boolean | null>>;
  /** When any of these facts was last seen to change. */
  changedAt: string | null;
  /** How current each fact is; called `sections` in `/portfolio.json`. */
  freshness: Readonly<FreshnessByFact>;
  /** Which of its facts are not current, for the note on its page. */
  status: RepositoryStatus;
  /** All facts as stored in the snapshot; the source of what `/portfolio.json` publishes. */
  facts: Readonly<StoredFacts>;
}

/** A named group of repositories. */
export interface Collection {
  title: string;
  /** In Markdown: from the configuration, else from the résumé's project of the same name. */
  description: string | null;
  repositories: readonly PortfolioRepository[];
}

/** A sum over repositories whose values may not all be known. */
export interface PartialSum {
  /** Null if no value is known. */
  value: number | null;
  knownFor: number;
  of: number;
}

/** How many repositories have this main language, and when the latest commit to any of them was made. */
export interface LanguageTotal {
  name: string;
  repositories: number;
  lastCommitAt: string | null;
}

/** A size reduction stated in the résumé, with both sizes in bytes so that charts can be drawn to scale. */
export interface Reduction extends SizeReduction {
  beforeBytes: number;
  afterBytes: number;
}

/** A fact about a repository that supports a claim. */
export interface EvidenceFact {
  name: 'mainLanguage' | 'tests' | 'dockerfile' | 'workflow' | 'topic' | 'release' | 'checks';
  /** The language, topic, release or state; null if the fact is only that something exists. */
  value: string | null;
  /** The stored fact it is read from. */
  factName: FactName;
}

/** Something public that supports a claim. */
export interface Evidence {
  kind: 'repository' | 'release' | 'pullRequest' | 'page';
  title: string;
  url: string;
  /** The shown repository that it is, or is part of; null if it is elsewhere. */
  repository: PortfolioRepository | null;
  /** The facts that support the claim; empty if the repository as a whole does. */
  facts: readonly EvidenceFact[];
  /** Describes the rule that found it; null if the owner listed it. */
  rule: string | null;
  /** When it was published or merged, or the repository's latest commit; null if unknown. */
  at: string | null;
}

/** A statement in the résumé about work or a project. */
export interface Claim {
  kind: 'work' | 'project';
  /** Where it is in the résumé: keys and indices, as in `work.0.sections.1.highlights.2`. */
  path: string;
  /** What it is about: for projects the name, for work the bold text it starts with, else the heading above it. */
  subject: string;
  /** The full text, in Markdown. */
  text: string;
  /** Its URL fragment on /resume/, without `#`. */
  anchor: string;
  evidence: readonly Evidence[];
}

/** Commits over time, of one repository or several combined. */
export type CommitHistory = Pick<
  PortfolioRepository,
  'name' | 'commits' | 'firstCommitAt' | 'lastCommitAt' | 'commitsByWeek'
>;

/** A skill listed in the résumé, with its evidence. */
export interface Skill {
  /** As written in the résumé, in Markdown. */
  keyword: string;
  /** The same as plain text. */
  name: string;
  /** Its URL fragment on /skills/, without `#`. */
  anchor: string;
  /** Newest first. */
  evidence: readonly Evidence[];
  /** Totals over the repositories among the evidence; null if there are none. */
  use: { repositories: number; commits: PartialSum; commitHistory: CommitHistory } | null;
  /** The claims in the résumé that mention it. */
  mentions: readonly Claim[];
}

/** The skills under one heading in the résumé. */
export interface SkillGroup {
  name: string;
  /** In Markdown. */
  summary: string | null;
  skills: readonly Skill[];
}

/** An event, with the shown repository it concerns; null for events elsewhere. */
export interface ActivityItem {
  event: Event;
  repository: PortfolioRepository | null;
}

/** The model that every output renders: values, not formatted strings. */
export interface Portfolio {
  login: string;
  name: string;
  label: string;
  /** URL of the site, without a trailing slash. */
  site: string;
  /** The owner's GitHub profile. */
  profileUrl: string;
  /** The repository of the portfolio, whose workflow updates it: `owner/name`. */
  repository: string;
  /** Introduces the owner in a sentence or two, in Markdown. */
  introduction: string;
  /** What the owner is looking for, in Markdown; null if they don't say. */
  seeking: string | null;
  /** The owner's heading for the size reductions; null for the default. */
  reductionsTitle: string | null;
  /** The colors of every output. */
  theme: Theme;
  /** The date used as today in all calculations, so that builds are deterministic. */
  asOf: string;
  /** When any shown fact was last seen to change. */
  changedAt: string | null;
  /** When a refresh last reached GitHub; null if the fetch log is missing. For the site only: other outputs must not change daily. */
  checkedAt: string | null;
  resume: Resume;
  /** Null if there is none or the owner does not show it. */
  phone: string | null;
  profile: Profile | null;
  /** All shown repositories: key projects, then collections, then the others by their latest commit. */
  repositories: readonly PortfolioRepository[];
  keyProjects: readonly PortfolioRepository[];
  collections: readonly Collection[];
  others: readonly PortfolioRepository[];
  totals: {
    repositories: { shown: number; public: number | null };
    stars: PartialSum;
    /** Commits in the 52 weeks before `asOf`. */
    commitsLastYear: PartialSum;
    languages: readonly LanguageTotal[];
  };
  /** The latest known commit in any repository. */
  latestCommit: { repository: PortfolioRepository; at: string } | null;
  /** Newest first. */
  releases: readonly { repository: PortfolioRepository; release: NonNullable<FactValue<'release'>> }[];
  /** Public contributions by day. */
  contributions: Contributions | null;
  /** Events on GitHub, newest first. */
  activity: readonly ActivityItem[];
  pullRequestsElsewhere: { total: number; items: readonly PullRequestElsewhere[] } | null;
  reductions: readonly Reduction[];
  /** Every claim about work and projects, in the résumé's order. */
  claims: readonly Claim[];
  skills: readonly SkillGroup[];
  /** Whether the data as a whole is current. */
  dataStatus: DataStatus;
  /** Configured repositories that no refresh has found. For the report, not the pages. */
  missingRepositories: readonly string[];
}
