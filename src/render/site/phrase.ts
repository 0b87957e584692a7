import type { PortfolioRepository } from '../../portfolio/model.ts';
import { formatCount, formatDay } from '../format.ts';

/** A piece of a phrase, ready to print but not escaped. */
export interface Piece {
  text: string;
  /** Whether it comes from outside, so that it may be written in another direction than the text around it. */
  isForeign?: true;
  /** Where it links to. */
  url?: string;
  /** The day or instant that the text gives. */
  instant?: string;
  /** The number that the text gives, with what it counts: a field of a repository, or of the totals. */
  count?: { value: number; field: string; repository?: string };
}

/** A line of text in which pieces can be links, dates and numbers. */
export type Phrase = readonly Piece[];

/** Text without a meaning for programs. */
export function textPiece(text: string): Piece {
  return { text };
}

/** Text from outside. It must be safe to print. */
export function foreignText(text: string): Piece {
  return { text, isForeign: true };
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
