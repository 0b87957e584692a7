/**
 * What may stand in braces in the résumé's text: `{years since 2022-03}`, the whole years from then until today. Braces in
 * code spans and after a backslash are only braces.
 */
const PLACEHOLDER = /`[^`]*`|\\\{|(\{[^{}]*\}?)/g;
const YEARS_SINCE = /^\{years since (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)\}$/;

/** The first token of the text that means nothing, or null. */
export function wrongPlaceholder(text: string): string | null {
  const tokens = [...text.matchAll(PLACEHOLDER)].flatMap(([, token]) => token ?? []);
  return tokens.find((token) => !YEARS_SINCE.test(token)) ?? null;
}

/** The text with each token replaced by its number; `yearsSince` gives the whole years since a date (YYYY, YYYY-MM, YYYY-MM-DD). */
export function replacePlaceholders(text: string, yearsSince: (date: string) => number): string {
  return text.replace(PLACEHOLDER, (whole: string, token: string | undefined) => {
    const [, date] = YEARS_SINCE.exec(token ?? '') ?? [];
    return date === undefined ? whole : String(yearsSince(date));
  });
}
