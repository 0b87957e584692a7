import { z } from 'zod';
import type { EvidenceRules } from '../config/evidence-schema.ts';
import type { PortfolioConfig } from '../config/portfolio-schema.ts';
import type { Resume } from '../config/resume-schema.ts';
import type { Locate } from '../config/yaml.ts';
import { monthsBetween } from '../dates.ts';
import type { Portfolio } from '../portfolio/model.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** Something in the owner's files that is not, or may not be, as reality is. */
export const findingSchema = z.strictObject({
  /** `error`: a reader is misled or meets nothing; `warning`: it will come to that; `note`: it could be better. */
  severity: z.enum(['error', 'warning', 'note']),
  /** `file:line:column`. */
  where: z.string(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
});

export type Finding = z.infer<typeof findingSchema>;

/** What is compared: the owner's files as he wrote them, and what is known of GitHub. */
export interface Subject {
  resume: Resume;
  config: PortfolioConfig;
  rules: EvidenceRules;
  snapshot: Snapshot;
  portfolio: Portfolio;
  inResume: Locate;
  inConfig: Locate;
}

/** Evidence, or a statement about the present, older than this is worth a look. */
export const OLD_EVIDENCE_IN_YEARS = 3;
export const OLD_REVIEW_IN_MONTHS = 6;

/** Whether a date lies so many months before the day of the facts. */
export function isOlder(date: string, asOf: string, months: number): boolean {
  return monthsBetween(date.slice(0, 10), asOf) >= months;
}

/** Whether any refresh has met GitHub: only then does a repository that is not known tell anything. */
export function hasBeenRefreshed({ repositories }: Snapshot): boolean {
  return repositories.some(({ id }) => id !== null);
}

/** A string of a value with its path. */
export interface Leaf {
  path: readonly (string | number)[];
  text: string;
}

/** Every string in a value, in order. */
export function leavesOf(value: unknown, path: Leaf['path'] = []): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
