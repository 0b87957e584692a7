import { isRealDate } from '../dates.ts';

/**
 * Résumé text may contain `{years since 2022-03}`, which becomes the number of whole years since then. Braces in code spans
 * and after a backslash are literal.
 */
const PLACEHOLDER = /`[^`]*`|\\\{|(\{[^{}]*\}?)/g;
const YEARS_SINCE = /^\{years since (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)\}$/;

/** The first invalid placeholder in the text, or null. */
export function findInvalidPlaceholder(text: string): string | null {
  for (const [, placeholder] of text.matchAll(PLACEHOLDER)) {
    if (placeholder === undefined) continue;
    const date = YEARS_SINCE.exec(placeholder)?.[1];
    if (date === undefined || !isRealDate(date)) return placeholder;
  }
  return null;
}

/** Replaces each placeholder with its number. `yearsSince` takes a date as YYYY, YYYY-MM or YYYY-MM-DD. */
export function replacePlaceholders(text: string, yearsSince: (date: string) => number): string {
  return text.replace(PLACEHOLDER, (whole: string, placeholder: string | undefined) => {
    const [, date] = YEARS_SINCE.exec(placeholder ?? '') ?? [];
    return date === undefined ? whole : String(yearsSince(date));
  });
}
