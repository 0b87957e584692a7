import { replacePlaceholders } from '../config/placeholders.ts';
import { monthsBetween } from '../dates.ts';

/** Replaces every `{years since …}` in the owner's texts, at any depth, with the number of whole years until `asOf`. */
export function resolvePlaceholders<T>(texts: T, asOf: string): T {
  const yearsSince = (date: string) => Math.floor(monthsBetween(date, asOf) / 12);
  return JSON.parse(JSON.stringify(texts), (_, value: unknown) =>
    typeof value === 'string' ? replacePlaceholders(value, yearsSince) : value,
  );
}
