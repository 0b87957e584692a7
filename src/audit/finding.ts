import type { EvidenceRules } from '../config/evidence-schema.ts';
import type { PortfolioConfig } from '../config/portfolio-schema.ts';
import type { Resume } from '../config/resume-schema.ts';
import type { Locate } from '../config/yaml.ts';
import { monthsBetween } from '../dates.ts';
import type { Portfolio } from '../portfolio/model.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import { z } from '../zod.ts';

/** Something in the owner's files that does not, or may not, agree with reality. */
export const findingSchema = z.strictObject({
  /** `error`: a reader is misled or finds nothing; `warning`: that will happen; `note`: it could be better. */
  severity: z.enum(['error', 'warning', 'note']),
  /** `file:line:column`. */
  where: z.string(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
});

export type Finding = z.infer<typeof findingSchema>;

/** A text of a finding: fixed, or made from the audited item. */
type Text<Item> = string | ((item: Item) => string);

/** One thing to look for in items of a kind: when it is found, and what is reported then. */
export interface Rule<Item> {
  severity: Finding['severity'];
  applies: (item: Item) => boolean;
  what: Text<Item>;
  why: Text<Item>;
  fix: Text<Item>;
}

/** A finding for each rule that applies to the item, in the order of the rules. */
export function applyRules<Item extends { where: string }>(
  rules: readonly Rule<Item>[],
  item: Item,
): Finding[] {
  const findings: Finding[] = [];
  for (const { severity, applies, what, why, fix } of rules) {
    if (!applies(item)) continue;
    const texts = { what: textFor(item, what), why: textFor(item, why), fix: textFor(item, fix) };
    findings.push({ severity, where: item.where, ...texts });
  }
  return findings;
}

function textFor<Item>(item: Item, text: Text<Item>): string {
  return typeof text === 'string' ? text : text(item);
}

/** What is compared: the owner's files as they are written, and what is known of GitHub. */
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

/** Whether a date is at least this many months before `asOf`. */
export function isOlder(date: string, asOf: string, months: number): boolean {
  return monthsBetween(date.slice(0, 10), asOf) >= months;
}

/** Whether any refresh has reached GitHub: before that, every repository is unknown. */
export function hasBeenRefreshed({ repositories }: Snapshot): boolean {
  return repositories.some(({ id }) => id !== null);
}

/** A string inside a value, with its path. */
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
