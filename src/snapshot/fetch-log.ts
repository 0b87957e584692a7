import { z } from 'zod';
import { parseJson } from '../json.ts';
import { reason } from './schema.ts';

const instant = z.iso.datetime({ precision: 0 });

const refused = z.strictObject({
  answer: z.string(),
  since: instant,
  times: z.int().positive(),
  /** The numbers that fell, as the newest of these answers gave them. */
  counts: z.record(z.string(), z.int()).optional(),
});

const check = z.strictObject({
  /** When an answer last confirmed the section. */
  checkedAt: instant.optional(),
  /** The repository's `pushed_at` at that time: while it stays, so do the facts that only a push can change. */
  pushedAt: instant.nullable().optional(),
  failingSince: instant.optional(),
  reason: reason.optional(),
  /** Endpoint and particulars of the failure, for the report. */
  detail: z.string().optional(),
  /** An answer that is too implausible to accept at once, and how often it has come. */
  refused: refused.optional(),
});

const checksSchema = z.strictObject({
  version: z.literal(1),
  /** When a refresh last ran and GitHub answered it. */
  checkedAt: instant.nullable(),
  profile: check.optional(),
  pullRequestsElsewhere: check.optional(),
  contributions: check.optional(),
  /** By {@link checkKey}, then by section. */
  repositories: z.record(z.string(), z.partialRecord(z.string(), check)),
});

export type Check = z.infer<typeof check>;
export type Refused = z.infer<typeof refused>;
/** The memory of checks, `.cache/checks.json`: losing it costs requests and dates, never content. */
export type Checks = z.infer<typeof checksSchema>;

/** A memory of nothing. */
export const noChecks: Checks = { version: 1, checkedAt: null, repositories: {} };

/** The memory in this text. A missing, older or damaged one counts as lost, which is allowed (see {@link Checks}). */
export function parseChecks(text: string | null): Checks {
  if (text === null) return noChecks;
  const json = parseJson(text);
  const parsed = checksSchema.safeParse(json.ok ? json.value : null);
  return parsed.success ? parsed.data : noChecks;
}

/** How the memory names a repository: by its id, which renames do not change, or by its name until an id is known. */
export function checkKey({ id, name }: { id: number | null; name: string }): string {
  return id === null ? name : String(id);
}
