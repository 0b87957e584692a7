import type { PortfolioRepository } from '../../portfolio/model.ts';
import { formatCount, formatDay } from '../format.ts';

/** A piece of a phrase: safe to print, once the template has escaped it. */
export interface Piece {
  text: string;
  /** Whether its writing direction may differ from that of the text around it. */
  isIsolated?: true;
  /** Where it links to. */
  url?: string;
  /** The day or instant that the text gives. */
  instant?: string;
  /** The number that the text gives, with what it counts: a field of a repository, or of the totals. */
  count?: { value: number; field: string; repository?: string };
}

/** A line of text in which pieces can be links, dates and numbers. */
export type Phrase = readonly Piece[];

/** Plain text, without a value for programs. */
export function textPiece(text: string): Piece {
  return { text };
}

/** Text whose writing direction may differ from that of the text around it. It must be safe to print. */
export function isolatedText(text: string): Piece {
  return { text, isIsolated: true };
}

/** Phrases separated by commas. */
export function listed(phrases: readonly Phrase[]): Piece[] {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [textPiece(', '), ...phrase]));
}

/** A link. `text` must be safe to print. */
export function linkTo(url: string, text: string): Piece {
  return { text, url };
}

/** A date, readable by people and programs. */
export function day(instant: string): Piece {
  return { text: formatDay(instant), instant };
}

/** A total over all repositories, readable by people and programs. */
export function total(value: number, field: string): Piece {
  return { text: formatCount(value), count: { value, field } };
}

/** A number of one repository, readable by people and programs. */
export function countOf({ name }: PortfolioRepository, value: number, field: string): Piece {
  return { text: formatCount(value), count: { value, field, repository: name } };
}
