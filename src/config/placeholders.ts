/**
 * The résumé's text may hold `{years since 2022-03}`, the whole years from then until today. Braces in code spans and after
 * a backslash are ordinary braces.
 */
const PLACEHOLDER = /`[^`]*`|\\\{|(\{[^{}]*\}?)/g;
const YEARS_SINCE = /^\{years since (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)\}$/;

/** The first placeholder of the text that has no meaning, or null. */
export function wrongPlaceholder(text: string): string | null {
  for (const [, placeholder] of text.matchAll(PLACEHOLDER)) {
    if (placeholder !== undefined && !YEARS_SINCE.test(placeholder)) return placeholder;
  }
  return null;
}

/** The text with each placeholder replaced by its number; `yearsSince` gives the whole years since a date (YYYY, YYYY-MM, YYYY-MM-DD). */
export function replacePlaceholders(text: string, yearsSince: (date: string) => number): string {
  return text.replace(PLACEHOLDER, (whole: string, placeholder: string | undefined) => {
    const [, date] = YEARS_SINCE.exec(placeholder ?? '') ?? [];
    return date === undefined ? whole : String(yearsSince(date));
  });
}
