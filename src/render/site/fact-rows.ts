import { factNames, repositoryFacts } from '../../facts/index.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { z } from '../../zod.ts';
import { formatBytes } from '../format.ts';
import { publishedFacts } from '../portfolio-json.ts';
import { sanitizeText } from '../sanitize.ts';
import { words } from './words.ts';

/** A piece of the value in a row. Texts are single-line and not escaped. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'day'; day: string }
  /** A number; `field` names it in the model. */
  | { kind: 'count'; count: number; field: string; after?: string };

/** A label and what is known about it: parts to separate by commas. */
export interface FactRow {
  label: string;
  parts: readonly Part[];
}

/** What is known about a repository, a row each. What is unknown or absent has no row. */
export function factRows(repository: PortfolioRepository, portfolio: Portfolio): FactRow[] {
  const { latestRelease, license, has, ci, topics } = repository;
  const topicNames = topics?.map((topic) => sanitizeText(topic)).join(', ');
  const rows = [
    row(words.facts.language, languageParts(repository)),
    row(words.facts.commits, commitParts(repository, portfolio.login)),
    row(words.facts.started, days(repository.firstCommitAt)),
    row(words.facts.latestCommit, days(repository.lastCommitAt)),
    row(words.facts.latest(latestRelease?.kind ?? 'release'), releaseParts(repository)),
    row(words.facts.license, texts(license ?? (has.license === true ? words.facts.customLicense : null))),
    row(words.facts.ci, ci && ci.state !== 'none' ? [link(ci.state, ci.url), ...days(ci.completedAt)] : []),
    row(words.facts.contains, texts(contentsOf(repository))),
    row(words.facts.topics, texts(topicNames)),
    row(words.facts.stars, countParts('stars', repository.stars)),
    row(words.facts.forks, countParts('forks', repository.forks)),
    ...declaredRows(repository),
  ];
  return rows.filter(({ parts }) => parts.length > 0);
}

function row(label: string, parts: readonly Part[]): FactRow {
  return { label, parts };
}

function texts(text: string | null | undefined): Part[] {
  return text ? [{ kind: 'text', text: sanitizeText(text) }] : [];
}

function link(text: string, url: string): Part {
  return { kind: 'link', text: sanitizeText(text), url };
}

function days(day: string | null): Part[] {
  return day === null ? [] : [{ kind: 'day', day }];
}

/** A number that says something: 0 stars or forks are none. */
function countParts(field: string, count: number | null): Part[] {
  return count === null || count === 0 ? [] : [{ kind: 'count', count, field }];
}

/** The main language; also its size if it is the only one, because then there is no table of languages. */
function languageParts({ language, languages }: PortfolioRepository): Part[] {
  const [only, ...others] = languages ?? [];
  if (!only || others.length > 0 || only.name !== language) return texts(language);
  return texts(`${only.name}, ${formatBytes(only.bytes)}`);
}

/** In a repository of another author only the owner's commits are counted. */
function commitParts({ commits, role }: PortfolioRepository, login: string): Part[] {
  if (commits === null) return [];
  const count = { kind: 'count', count: commits, field: 'commits' } as const;
  return [role === 'author' ? count : { ...count, after: words.facts.by(login) }];
}

function releaseParts({ latestRelease }: PortfolioRepository): Part[] {
  if (!latestRelease) return [];
  const { tag, url, publishedAt } = latestRelease;
  return [link(tag, url), { kind: 'day', day: publishedAt }];
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

/** The facts that declare a row of their own, with the published field. */
function declaredRows({ facts }: PortfolioRepository): FactRow[] {
  const published = publishedFacts(facts);
  const rows: FactRow[] = [];
  for (const name of factNames) {
    const { label, pageRow } = repositoryFacts[name];
    if (pageRow === undefined) continue;
    const value = rowValue.parse(published[pageRow]);
    const isCount = typeof value === 'number';
    rows.push(row(label, isCount ? [{ kind: 'count', count: value, field: pageRow }] : texts(value)));
  }
  return rows;
}
