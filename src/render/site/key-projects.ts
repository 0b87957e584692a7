import { firstSentence } from '../../portfolio/introduction.ts';
import type { PortfolioRepository } from '../../portfolio/model.ts';
import { keyTimelines } from '../charts/key-timelines.ts';
import { sanitizeText } from '../sanitize.ts';
import type { FactRow } from './fact-rows.ts';
import { countOf, day, isolatedText, linkTo, listed, type Piece, textPiece } from './phrase.ts';
import { words } from './words.ts';

/** A key project, ready to print. */
export interface KeyProjectRow {
  title: string;
  url: string;
  /** `archived`, `contributor`, or both; empty for an active project of the owner's own. */
  state: string;
  /** What it is: the owner's Markdown, else GitHub's text, else both are null. */
  purpose: string | null;
  description: string | null;
  /** Only what is known and present. */
  facts: readonly FactRow[];
  /** SVG of the commits by month; null if unknown. */
  timeline: string | null;
}

/** Key projects with one time axis for all. */
export interface KeyProjects {
  rows: readonly KeyProjectRow[];
  /** SVG of the labels of the time axis; empty if there is none. */
  axis: string;
  /** How to read the timelines. */
  note: string;
}

/** The projects with their facts and their timelines up to `asOf`. */
export function keyProjects(repositories: readonly PortfolioRepository[], asOf: string): KeyProjects {
  const { axis, charts, hasUnknown } = keyTimelines(repositories, asOf);
  return {
    rows: repositories.map((repository) => rowOf(repository, charts.get(repository.name) ?? null)),
    axis,
    note: axis === '' ? '' : noteFor(charts.size, hasUnknown),
  };
}

function noteFor(count: number, hasUnknown: boolean): string {
  const scale = count > 1 ? words.home.scale.shared : words.home.scale.own;
  const note = words.home.timelines(scale);
  return hasUnknown ? `${note} ${words.home.noData}` : note;
}

function rowOf(repository: PortfolioRepository, timeline: string | null): KeyProjectRow {
  const { title, path, url, purpose, description, archived, role } = repository;
  const states = [archived === true ? words.facts.archived : '', role === 'author' ? '' : role];
  return {
    title,
    url: path ?? url,
    state: states.filter(Boolean).join(', '),
    purpose: purpose === null ? null : firstSentence(purpose),
    description: purpose === null && description !== null ? sanitizeText(description) : null,
    facts: factsOf(repository),
    timeline,
  };
}

function factsOf(repository: PortfolioRepository): FactRow[] {
  const { language, latestRelease: release, role } = repository;
  const rows = [
    { label: words.facts.language, value: language === null ? [] : [isolatedText(sanitizeText(language))] },
    { label: words.facts.release[release?.kind ?? 'release'], value: releaseOf(repository) },
    // In a repository of another author only the owner's commits are counted.
    { label: role === 'author' ? words.facts.commits : words.facts.ownCommits, value: commitsOf(repository) },
    { label: words.facts.quality, value: qualityOf(repository) },
  ];
  return rows.filter(({ value }) => value.length > 0);
}

function releaseOf({ latestRelease: release }: PortfolioRepository): Piece[] {
  if (!release) return [];
  return listed([[linkTo(release.url, sanitizeText(release.tag, 40))], [day(release.publishedAt)]]);
}

function commitsOf(repository: PortfolioRepository): Piece[] {
  const { commits, lastCommitAt } = repository;
  const parts: Piece[][] = [];
  if (commits) parts.push([countOf(repository, commits, 'commits')]);
  if (lastCommitAt !== null) parts.push([textPiece(`${words.common.lastCommit} `), day(lastCommitAt)]);
  return listed(parts);
}

/** `tests, CI passing, Dockerfile`, as far as it is known. */
function qualityOf({ has, ci }: PortfolioRepository): Piece[] {
  const parts: Piece[][] = [];
  if (has.tests === true) parts.push([textPiece(words.facts.contents.tests)]);
  if (ci && ci.state !== 'none') parts.push([textPiece(`${words.facts.ci} `), linkTo(ci.url, ci.state)]);
  else if (has.workflow === true) parts.push([textPiece(words.facts.ci)]);
  if (has.dockerfile === true) parts.push([textPiece(words.facts.contents.dockerfile)]);
  return listed(parts);
}
