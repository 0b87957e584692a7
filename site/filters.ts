import MarkdownIt from 'markdown-it';
import { isSameName, repositoryOfUrl } from '../src/config/repository-name.ts';
import type { Portfolio, PortfolioRepository } from '../src/portfolio/model.ts';
import { anchorOf, fullHighlight } from '../src/portfolio/resume.ts';
import { foldText } from '../src/render/escape.ts';
import type { SectionName } from '../src/snapshot/schema.ts';

const markdownIt = new MarkdownIt({ html: false });

/** The owner's own words, from inline Markdown to HTML. HTML in them is shown as text; unsafe links stay text. */
export function markdown(text: string): string {
  return markdownIt.renderInline(text);
}

/** The owner's own words without Markdown's marks. */
export function plain(text: string): string {
  const [inline] = markdownIt.parseInline(text, {});
  return (inline?.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('');
}

/** Longest description that a page shows, in characters. */
const LONGEST = 300;

/** Foreign text for a page: one line, nothing invisible, no towers of accents, not endless. Escaping is the template's. */
export function foreign(text: string): string {
  const line = foldText(text).replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST).join('').trimEnd()}…`;
}

/** An address as a reader wants it: without scheme, `www.` and final slash. */
export function shortAddress(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/^www\./, '').replace(/\/$/, '');
}

/** What opens each highlight in bold, `**Network Engineering:** …`: its subject in a few words. */
export function subjects(highlights: readonly (string | { text: string })[]): string[] {
  return highlights.flatMap((highlight) => {
    const [, subject] = /^\*\*([^*]+):\*\*/.exec(fullHighlight(highlight).text) ?? [];
    return subject === undefined ? [] : [subject];
  });
}

/** The repository that a project of the résumé is about, if it is shown. */
export function repositoryAt(url: string | undefined, { repositories }: Portfolio) {
  const wanted = url === undefined ? null : repositoryOfUrl(url);
  return repositories.find(({ name }) => wanted !== null && isSameName(name, wanted)) ?? null;
}

/** A doubt about facts that are shown: since when they are not confirmed, and why. */
export interface Doubt {
  since: string;
  /** Null where no check has been tried: the facts are from git history. */
  reason: string | null;
}

/** The oldest doubt about these sections of a repository (all of them by default), or null where there is none. */
export function doubtAbout({ sections }: PortfolioRepository, names = Object.keys(sections)): Doubt | null {
  const doubts = Object.entries(sections)
    .filter(([name, { state }]) => names.includes(name) && state === 'stale')
    .flatMap(([, { since, reason }]) => (since === null ? [] : [{ since, reason }]));
  return doubts.sort((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null;
}

/** How many of the repositories show facts that nobody has confirmed, and since when: for the line beside them. */
export function doubtsAmong(repositories: readonly PortfolioRepository[]) {
  const doubts = repositories.flatMap((repository) => doubtAbout(repository) ?? []);
  const sinces = doubts.map(({ since }) => since).sort();
  return {
    of: repositories.length,
    all: doubts.length === repositories.length,
    failing: doubts.filter(({ reason }) => reason !== null).length,
    fromHistory: doubts.filter(({ reason }) => reason === null).length,
    since: sinces[0] ?? null,
  };
}

const SECTION_WORDS: Record<SectionName, string> = {
  core: 'Stars, forks, topics, licence',
  watchers: 'Watchers',
  languages: 'Languages',
  commits: 'Commits',
  tree: 'Files',
  release: 'Newest release',
  checks: 'Checks',
  pullRequests: 'Open pull requests',
};

/** The sections of a repository with the words for them, in their order. */
export function sectionsOf({ sections }: PortfolioRepository) {
  return Object.entries(SECTION_WORDS).flatMap(([name, words]) =>
    Object.entries(sections)
      .filter(([section]) => section === name)
      .map(([, freshness]) => ({ words, ...freshness })),
  );
}

/** The first so many of a list. */
export function firstOnes<T>(list: readonly T[], count: number): T[] {
  return list.slice(0, count);
}

/** Text that does not break across lines. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** A phone number as `tel:` wants it: digits and the leading plus. */
export function telephone(phone: string): string {
  return phone.replace(/[^+\d]/g, '');
}

/** The claims of the résumé that this repository backs. */
export function claimsFor({ claims }: Portfolio, { name }: PortfolioRepository) {
  return claims.filter(({ repository }) => isSameName(repository, name));
}

export { anchorOf, fullHighlight };
