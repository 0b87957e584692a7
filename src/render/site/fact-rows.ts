import { factNames, repositoryFacts } from '../../facts/index.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { z } from '../../zod.ts';
import { formatBytes } from '../format.ts';
import { publishedFacts } from '../portfolio-json.ts';
import { sanitizeText } from '../sanitize.ts';
import { countOf, day, isolatedText, linkTo, listed, type Phrase, textPiece } from './phrase.ts';
import { words } from './words.ts';

/** A label and what is known about it. */
export interface FactRow {
  label: string;
  value: Phrase;
}

/** What is known about a repository, a row each. What is unknown or absent has no row. */
export function factRows(repository: PortfolioRepository, portfolio: Portfolio): FactRow[] {
  const { latestRelease, license, has, ci, topics } = repository;
  const topicNames = topics?.map((topic) => sanitizeText(topic)).join(', ');
  const rows = [
    row(words.facts.language, languageOf(repository)),
    row(words.facts.commits, commitsOf(repository, portfolio.login)),
    row(words.facts.started, days(repository.firstCommitAt)),
    row(words.facts.latestCommit, days(repository.lastCommitAt)),
    row(words.facts.latest(latestRelease?.kind ?? 'release'), releaseOf(repository)),
    row(words.facts.license, texts(license ?? (has.license === true ? words.facts.customLicense : null))),
    row(
      words.facts.ci,
      ci && ci.state !== 'none' ? [[linkTo(ci.url, ci.state)], ...days(ci.completedAt)] : [],
    ),
    row(words.facts.contains, texts(contentsOf(repository))),
    row(words.facts.topics, texts(topicNames)),
    row(words.facts.stars, counts(repository, 'stars')),
    row(words.facts.forks, counts(repository, 'forks')),
    ...declaredRows(repository),
  ];
  return rows.filter(({ value }) => value.length > 0);
}

/** A row of values that are separated by commas. */
function row(label: string, values: readonly Phrase[]): FactRow {
  return { label, value: listed(values) };
}

function texts(text: string | null | undefined): Phrase[] {
  return text ? [[isolatedText(sanitizeText(text))]] : [];
}

function days(instant: string | null): Phrase[] {
  return instant === null ? [] : [[day(instant)]];
}

/** The number of stars or forks; nothing if it is 0 or unknown. */
function counts(repository: PortfolioRepository, field: 'stars' | 'forks'): Phrase[] {
  const count = repository[field];
  return count === null || count === 0 ? [] : [[countOf(repository, count, field)]];
}

/** The main language; also its size if it is the only one, because then there is no table of languages. */
function languageOf({ language, languages }: PortfolioRepository): Phrase[] {
  const [only, ...others] = languages ?? [];
  if (!only || others.length > 0 || only.name !== language) return texts(language);
  return texts(`${only.name}, ${formatBytes(only.bytes)}`);
}

/** In a repository of another author only the owner's commits are counted. */
function commitsOf(repository: PortfolioRepository, login: string): Phrase[] {
  const { commits, role } = repository;
  if (commits === null) return [];
  const count = countOf(repository, commits, 'commits');
  return [role === 'author' ? [count] : [count, textPiece(` ${words.facts.by(login)}`)]];
}

function releaseOf({ latestRelease }: PortfolioRepository): Phrase[] {
  if (!latestRelease) return [];
  const { tag, url, publishedAt } = latestRelease;
  return [[linkTo(url, sanitizeText(tag))], [day(publishedAt)]];
}

function contentsOf({ has }: PortfolioRepository): string | null {
  const contents = words.facts.contents;
  const kinds = [
    has.readme === true ? contents.readme : null,
    has.tests === true ? contents.tests : null,
    has.dockerfile === true ? contents.dockerfile : null,
    has.workflow === true ? contents.workflow : null,
  ];
  return kinds.filter((kind) => kind !== null).join(', ') || null;
}

const rowValue = z.union([z.number(), z.string()]).nullable();

/** A row for each fact that declares `pageRow`, with the value of that published field. */
function declaredRows(repository: PortfolioRepository): FactRow[] {
  const published = publishedFacts(repository.facts);
  const rows: FactRow[] = [];
  for (const name of factNames) {
    const { label, pageRow } = repositoryFacts[name];
    if (pageRow === undefined) continue;
    const value = rowValue.parse(published[pageRow]);
    rows.push(row(label, typeof value === 'number' ? [[countOf(repository, value, pageRow)]] : texts(value)));
  }
  return rows;
}
