import { replacePlaceholders } from '../config/placeholders.ts';
import type { Resume } from '../config/resume-schema.ts';
import { monthsBetween } from '../dates.ts';

/** Replaces every `{years since …}` in the résumé with the number of whole years until `asOf`. */
export function resolvePlaceholders(resume: Resume, asOf: string): Resume {
  const yearsSince = (date: string) => Math.floor(monthsBetween(date, asOf) / 12);
  return JSON.parse(JSON.stringify(resume), (_, value: unknown) =>
    typeof value === 'string' ? replacePlaceholders(value, yearsSince) : value,
  );
}
