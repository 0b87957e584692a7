import type { EvidenceRules } from '../config/evidence-schema.ts';
import type { PortfolioConfig } from '../config/portfolio-schema.ts';
import type { Resume } from '../config/resume-schema.ts';
import type { Locate } from '../config/yaml.ts';
import { monthsBetween } from '../dates.ts';
import type { Portfolio } from '../portfolio/model.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import { z } from '../zod.ts';

/** Something in the owner's files that contradicts, or may contradict, the data from GitHub. */
export const findingSchema = z.strictObject({
  /** `error`: misleading or broken now. `warning`: will become so. `note`: could be improved. */
  severity: z.enum(['error', 'warning', 'note']),
  /** `file:line:column`. */
  where: z.string(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
});

export type Finding = z.infer<typeof findingSchema>;

/** A text of a finding: constant, or computed from the audited item. */
type Text<Item> = string | ((item: Item) => string);

/** When to report a finding about an item, and what to report. */
export interface Rule<Item> {
  severity: Finding['severity'];
  applies: (item: Item) => boolean;
  what: Text<Item>;
  why: Text<Item>;
  fix: Text<Item>;
}

/** Returns a finding for each rule that applies to the item, in the order of the rules. */
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

/** The input of the audit: the owner's files, and the data from GitHub. */
export interface AuditInput {
  resume: Resume;
  config: PortfolioConfig;
  rules: EvidenceRules;
  snapshot: Snapshot;
  portfolio: Portfolio;
  inResume: Locate;
  inConfig: Locate;
}

/** Older evidence and older reviews are reported. */
export const MAX_EVIDENCE_AGE_IN_YEARS = 3;
export const MAX_REVIEW_AGE_IN_MONTHS = 6;

/** Whether a date is at least this many months before `asOf`. */
export function isOlder(date: string, asOf: string, months: number): boolean {
  return monthsBetween(date.slice(0, 10), asOf) >= months;
}

/** A string inside a value, with its path. */
export interface Leaf {
  path: readonly (string | number)[];
  text: string;
}

/** All strings in a value, in order. */
export function leavesOf(value: unknown, path: Leaf['path'] = []): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
