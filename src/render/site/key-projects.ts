import { firstSentence } from '../../portfolio/introduction.ts';
import type { PortfolioRepository } from '../../portfolio/model.ts';
import { keyTimelines } from '../charts/key-timelines.ts';
import { sanitizeText } from '../sanitize.ts';
import { countOf, day, linkTo, type Phrase, type Piece, words } from './phrase.ts';

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
  facts: readonly { label: string; value: Phrase }[];
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
  const shared = count > 1 ? 'One time axis and one square-root scale for all' : 'Square-root scale';
  return `Commits per month. ${shared}; the number is the busiest month.${hasUnknown ? ' Dotted: no data.' : ''}`;
}

function rowOf(repository: PortfolioRepository, timeline: string | null): KeyProjectRow {
  const { title, path, url, purpose, description, archived, role } = repository;
  const states = [archived === true ? 'archived' : '', role === 'author' ? '' : role];
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

function factsOf(repository: PortfolioRepository): { label: string; value: Phrase }[] {
  const { language, latestRelease: release, role } = repository;
  const rows = [
    { label: 'Language', value: language === null ? [] : [words(sanitizeText(language))] },
    { label: release?.kind === 'tag' ? 'Tag' : 'Release', value: releaseOf(repository) },
    // In a repository of another author only the owner's commits are counted.
    { label: role === 'author' ? 'Commits' : 'Own commits', value: commitsOf(repository) },
    { label: 'Quality', value: qualityOf(repository) },
  ];
  return rows.filter(({ value }) => value.length > 0);
}

function releaseOf({ latestRelease: release }: PortfolioRepository): Piece[] {
  if (!release) return [];
  return [linkTo(release.url, sanitizeText(release.tag, 40)), words(', '), day(release.publishedAt)];
}

function commitsOf(repository: PortfolioRepository): Piece[] {
  const { commits, lastCommitAt } = repository;
  const pieces: Piece[] = commits ? [countOf(repository, commits, 'commits')] : [];
  if (lastCommitAt === null) return pieces;
  return [...pieces, words(pieces.length > 0 ? ', last ' : 'last '), day(lastCommitAt)];
}

/** `tests, CI passing, Dockerfile`, as far as it is known. */
function qualityOf({ has, ci }: PortfolioRepository): Piece[] {
  const parts: Piece[][] = [];
  if (has.tests === true) parts.push([words('tests')]);
  if (ci && ci.state !== 'none') parts.push([words('CI '), linkTo(ci.url, ci.state)]);
  else if (has.workflow === true) parts.push([words('CI')]);
  if (has.dockerfile === true) parts.push([words('Dockerfile')]);
  return parts.flatMap((part, index) => (index === 0 ? part : [words(', '), ...part]));
}
