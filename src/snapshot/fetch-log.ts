import { instant, reason } from '../facts/fact.ts';
import type { OwnerFactName } from '../facts/index.ts';
import { parseJson } from '../json.ts';
import { z } from '../zod.ts';

const refused = z.strictObject({
  answer: z.string(),
  since: instant,
  times: z.int().positive(),
  /** The numbers that fell, as the newest of these answers gave them. */
  counts: z.record(z.string(), z.int()).optional(),
});

const fetchLogEntry = z.strictObject({
  /** When an answer last confirmed the fact. */
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

const ownerEntries = {
  profile: fetchLogEntry.optional(),
  contributions: fetchLogEntry.optional(),
  pullRequestsElsewhere: fetchLogEntry.optional(),
  site: fetchLogEntry.optional(),
} satisfies Record<OwnerFactName, z.ZodType>;

const fetchLogSchema = z.strictObject({
  version: z.literal(1),
  /** When a refresh last ran and GitHub answered it. */
  checkedAt: instant.nullable(),
  ...ownerEntries,
  /** By {@link fetchLogKey}, then by fact. */
  repositories: z.record(z.string(), z.partialRecord(z.string(), fetchLogEntry)),
});

export type FetchLogEntry = z.infer<typeof fetchLogEntry>;
export type RefusedAnswer = z.infer<typeof refused>;
/** What earlier refreshes fetched, `.cache/fetch-log.json`: losing it costs requests and dates, never content. */
export type FetchLog = z.infer<typeof fetchLogSchema>;

/** A log of nothing. */
export const emptyFetchLog: FetchLog = { version: 1, checkedAt: null, repositories: {} };

/** The fetch log in this text. A missing, older or damaged one counts as lost, which is allowed (see {@link FetchLog}). */
export function parseFetchLog(text: string | null): FetchLog {
  if (text === null) return emptyFetchLog;
  const json = parseJson(text);
  const parsed = fetchLogSchema.safeParse(json.ok ? json.value : null);
  return parsed.success ? parsed.data : emptyFetchLog;
}

/** How the fetch log names a repository: by its id, which renames do not change, or by its name until an id is known. */
export function fetchLogKey({ id, name }: { id: number | null; name: string }): string {
  return id === null ? name : String(id);
}
