import type { EvidenceFact, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { describeTimeline } from '../charts/commit-timeline.ts';
import { type LanguageBar, languageBars } from '../charts/languages.ts';
import { starTrend } from '../charts/star-trend.ts';
import { weeklyCommits } from '../charts/weekly-commits.ts';
import { sanitizeText } from '../sanitize.ts';
import { type DataNotice, repositoryNotice } from './data-notice.ts';
import { claimsSupportedBy, describeFact } from './evidence.ts';
import { type FactRow, factRows } from './fact-rows.ts';
import { marksOf } from './repository-table.ts';
import { words } from './words.ts';

/** What the page of a project shows. Parts that are null or empty are left out. */
export interface ProjectPage {
  /** What is said about data that is not current. */
  notice: DataNotice | null;
  /** What sets it apart: archived, or the owner's role. */
  marks: readonly string[];
  /** The description on GitHub. Not escaped. */
  description: string | null;
  /** Code that the owner wrote, with its heading. */
  usage: readonly { title: string; code: string }[];
  rows: readonly FactRow[];
  commits: CommitsSection | null;
  stars: StarsSection | null;
  /** Empty if there is only one language, which the rows name. */
  languages: readonly LanguageBar[];
  evidence: EvidenceSection | null;
}

/** Commits by week. */
interface CommitsSection {
  note: string;
  /** SVG; null if no week is known. */
  chart: string | null;
  summary: string;
  /** Releases marked in the chart; empty if its label names the only one. */
  releases: readonly { tag: string; url: string; date: string }[];
  /** The latest weeks with commits. */
  weeks: readonly { week: string; count: number }[];
}

interface StarsSection {
  chart: string;
  points: readonly { date: string; stars: number }[];
}

/** The skills and claims in the résumé that the repository is evidence for. */
interface EvidenceSection {
  skills: readonly { name: string; anchor: string; facts: string }[];
  claims: readonly { subject: string; anchor: string }[];
}

const MAX_RELEASES = 12;
/** So many rows of a table load with the page in one round trip. */
const MAX_ROWS = 60;

/** The content of a project's page. */
export function projectPage(repository: PortfolioRepository, portfolio: Portfolio): ProjectPage {
  const { description, usage, languages } = repository;
  const code = [
    { title: words.project.usage.install, code: usage.install },
    { title: words.project.usage.example, code: usage.example },
  ];
  return {
    notice: repositoryNotice(repository, portfolio),
    marks: marksOf(repository),
    description: description === null ? null : sanitizeText(description),
    usage: code.filter((entry): entry is { title: string; code: string } => entry.code !== undefined),
    rows: factRows(repository, portfolio),
    commits: commitsOf(repository, portfolio.asOf),
    stars: starsOf(repository, portfolio.asOf),
    languages: languages && languages.length > 1 ? languageBars(languages) : [],
    evidence: evidenceOf(repository, portfolio),
  };
}

function commitsOf(repository: PortfolioRepository, asOf: string): CommitsSection | null {
  const { commits, commitsByWeek, role, releases } = repository;
  if (commits === null) return null;
  const weeks = Object.entries(commitsByWeek?.weeks ?? {}).map(([week, count]) => ({ week, count }));
  return {
    note: role === 'author' ? words.project.perWeek.all : words.project.perWeek.own,
    chart: weeklyCommits(repository, asOf),
    summary: `${describeTimeline(repository)}.`,
    releases: releases.length > 1 ? releases.slice(0, MAX_RELEASES) : [],
    weeks: weeks.sort((one, other) => (one.week < other.week ? 1 : -1)).slice(0, MAX_ROWS),
  };
}

function starsOf({ starsOverTime }: PortfolioRepository, asOf: string): StarsSection | null {
  const chart = starTrend(starsOverTime, asOf);
  return chart === null ? null : { chart, points: starsOverTime.slice(-MAX_ROWS).reverse() };
}

function evidenceOf(repository: PortfolioRepository, portfolio: Portfolio): EvidenceSection | null {
  const { skills, claims } = claimsSupportedBy(portfolio, repository);
  if (skills.length === 0 && claims.length === 0) return null;
  return {
    skills: skills.map(({ name, anchor, facts }) => ({
      name,
      anchor,
      facts: facts.map((fact) => describeFor(name, fact)).join(', '),
    })),
    claims: claims.map(({ subject, anchor }) => ({ subject, anchor })),
  };
}

/** A fact next to the skill it is evidence for, whose name it need not repeat. */
function describeFor(skill: string, fact: EvidenceFact): string {
  return describeFact(fact.value === skill ? { ...fact, value: null } : fact);
}
