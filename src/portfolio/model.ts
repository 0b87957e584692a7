import type { Role } from '../config/portfolio-schema.ts';
import type { Resume, SizeReduction } from '../config/resume-schema.ts';
import type { Contributions } from '../facts/contributions.ts';
import type { Reason } from '../facts/fact.ts';
import type { FactName, FactValue, StoredFacts } from '../facts/index.ts';
import type { Profile } from '../facts/profile.ts';
import type { PullRequestElsewhere } from '../facts/pull-requests-elsewhere.ts';
import type { Event } from '../snapshot/events.ts';
import type { FreshnessByFact } from './freshness.ts';

/** Which part of the pages lists a repository. */
export type Group = 'key' | 'collection' | 'other';

/** One language of a repository. */
export interface LanguageShare {
  name: string;
  bytes: number;
  /** Of all its bytes, from 0 to 1. */
  share: number;
}

/** Commits by week over a stretch of time; outside `from` … `to` nothing is known. */
export interface CommitsByWeek {
  /** First day of the stretch. */
  from: string;
  /** First day after the stretch. A week that reaches beyond it holds the commits made so far. */
  to: string;
  /** Commits by the Sunday that begins the week; a week that is left out had none. */
  weeks: Readonly<Record<string, number>>;
}

/** A repository with all that is known of it. Null is unknown, unless a comment says otherwise. */
export interface PortfolioRepository {
  /** GitHub's number for it; null until a refresh has found it. */
  id: number | null;
  /** `owner/name`. */
  name: string;
  /** The name to show: that of the résumé's project, else the repository's own. */
  title: string;
  url: string;
  role: Role;
  group: Group;
  /** Its page, `/projects/<slug>/`; null for a repository without one. */
  path: string | null;
  /** Where its page was under earlier names. */
  formerPaths: readonly string[];
  /** What the résumé says it is for, in Markdown; null where the résumé does not name it. */
  purpose: string | null;
  /** What GitHub says it is; null also where nothing is said there. */
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
  /** SPDX identifier; null also where there is no license that GitHub can name (see `has.license`). */
  license: string | null;
  topics: readonly string[] | null;
  archived: boolean | null;
  fork: boolean | null;
  commits: number | null;
  firstCommitAt: string | null;
  lastCommitAt: string | null;
  commitsByWeek: CommitsByWeek | null;
  /** Null also where there is none; `freshness.release.state` tells unknown from none. */
  latestRelease: FactValue<'release'>;
  /** The newest release and those that earlier refreshes recorded, newest first. Older ones are not known. */
  releases: readonly { tag: string; date: string; url: string }[];
  ci: FactValue<'checks'> | null;
  /** From the history: a point for each day on which the number changed. */
  starsOverTime: readonly { date: string; stars: number }[];
  has: Readonly<Record<'readme' | 'tests' | 'dockerfile' | 'workflow' | 'license', boolean | null>>;
  /** When the newest change of any of these facts was recorded. */
  changedAt: string | null;
  /** How far each fact can be trusted; `/portfolio.json` calls it `sections`. */
  freshness: Readonly<FreshnessByFact>;
  /** All facts as the snapshot stores them: what is published as data comes from here. */
  facts: Readonly<StoredFacts>;
}

/** A named group of repositories. */
export interface Collection {
  title: string;
  /** In Markdown; the configuration's words, else those of the résumé's project of the same name. */
  description: string | null;
  repositories: readonly PortfolioRepository[];
}

/** A sum over repositories of which not all may be known. */
export interface PartialSum {
  /** Null while it is known for none. */
  value: number | null;
  knownFor: number;
  of: number;
}

/** How many repositories have this main language, and when one of them last had a commit. */
export interface LanguageTotal {
  name: string;
  repositories: number;
  lastCommitAt: string | null;
}

/** A reduction in size that the résumé states, with the sizes in bytes for drawing to scale. */
export interface Reduction extends SizeReduction {
  beforeBytes: number;
  afterBytes: number;
}

/** A fact of a repository that shows something. */
export interface EvidenceFact {
  name: 'mainLanguage' | 'tests' | 'dockerfile' | 'workflow' | 'topic' | 'release' | 'checks';
  /** The language, topic, release or state; null where being there is all. */
  value: string | null;
  /** The fact of the repository that it belongs to. */
  factName: FactName;
}

/** Something public that shows a claim. */
export interface Evidence {
  kind: 'repository' | 'release' | 'pullRequest' | 'page';
  title: string;
  url: string;
  /** The shown repository that it is or lies in; null for what lies elsewhere. */
  repository: PortfolioRepository | null;
  /** What of the repository shows it; none where the repository as a whole does. */
  facts: readonly EvidenceFact[];
  /** A description of the rule that found it; null where the owner wrote it. */
  rule: string | null;
  /** When it was published or merged, or the repository's last commit; null is unknown. */
  at: string | null;
}

/** A statement of the résumé about work or a project. */
export interface Claim {
  kind: 'work' | 'project';
  /** Its location in the résumé: keys and indices as in `work.0.sections.1.highlights.2`. */
  path: string;
  /** What it is about: the project's name; of work, its bold opening or else the heading above it. */
  subject: string;
  /** The whole text, in Markdown. */
  text: string;
  /** Its location on /resume/: the fragment, without `#`. */
  anchor: string;
  evidence: readonly Evidence[];
}

/** Commits over time: of one repository, or of several together. */
export type CommitHistory = Pick<
  PortfolioRepository,
  'name' | 'commits' | 'firstCommitAt' | 'lastCommitAt' | 'commitsByWeek'
>;

/** A skill that the résumé names, with what shows it. */
export interface Skill {
  /** The skill as the résumé writes it, in Markdown, and without. */
  keyword: string;
  name: string;
  /** Its location on /skills/: the fragment, without `#`. */
  anchor: string;
  /** Newest first. */
  evidence: readonly Evidence[];
  /** The repositories among the evidence, and their commits together; null where there are none. */
  use: { repositories: number; commits: PartialSum; commitHistory: CommitHistory } | null;
  /** The claims of the résumé that name it. */
  mentions: readonly Claim[];
}

/** Skills under one heading of the résumé. */
export interface SkillGroup {
  name: string;
  /** In Markdown. */
  summary: string | null;
  skills: readonly Skill[];
}

/** A fact that the last refresh tried to confirm and could not. */
export interface StaleFact {
  repository: string;
  fact: FactName;
  since: string;
  reason: Reason;
}

/** Something that happened, with the shown repository that it happened to; null for what happened elsewhere. */
export interface ActivityItem {
  event: Event;
  repository: PortfolioRepository | null;
}

/** The one model that every surface renders: values, not strings. */
export interface Portfolio {
  login: string;
  name: string;
  label: string;
  /** Configured address of the site, without a final slash. */
  site: string;
  /** The owner's page on GitHub. */
  profileUrl: string;
  /** First sentence of the résumé's summary, in Markdown. */
  introduction: string;
  /** The day that counts as today everywhere; no other clock is read. */
  asOf: string;
  /** When the newest change of any shown fact was recorded. */
  changedAt: string | null;
  /** When a refresh last reached GitHub; null where the fetch log does not say. For the site only. */
  checkedAt: string | null;
  resume: Resume;
  /** The phone number, unless the owner hides it. */
  phone: string | null;
  profile: Profile | null;
  /** All that are shown: key projects, then collections, then the others, archived ones last. */
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
  /** The repository with the newest known commit. */
  newestCommit: { repository: PortfolioRepository; at: string } | null;
  /** Newest first. */
  releases: readonly { repository: PortfolioRepository; release: NonNullable<FactValue<'release'>> }[];
  /** Public contributions by day, null while they are unknown. */
  contributions: Contributions | null;
  /** What happened on GitHub, newest first. */
  activity: readonly ActivityItem[];
  pullRequestsElsewhere: { total: number; items: readonly PullRequestElsewhere[] } | null;
  reductions: readonly Reduction[];
  /** Every claim about work and projects, in the résumé's order. */
  claims: readonly Claim[];
  skills: readonly SkillGroup[];
  stale: readonly StaleFact[];
  /** Configured repositories that no refresh has found: for the report, not for the pages. */
  missingRepositories: readonly string[];
}
