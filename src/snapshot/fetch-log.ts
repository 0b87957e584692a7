import { instant, reason } from '../facts/fact.ts';
import type { OwnerFactName } from '../facts/index.ts';
import { parseJson } from '../json.ts';
import { z } from '../zod.ts';

const refused = z.strictObject({
  answer: z.string(),
  since: instant,
  times: z.int().positive(),
  /** The numbers that dropped, from the latest of these responses. */
  counts: z.record(z.string(), z.int()).optional(),
});

const fetchLogEntry = z.strictObject({
  /** When a response last confirmed the fact. */
  checkedAt: instant.optional(),
  /** The repository's `pushed_at` at that time: until it changes, facts that only a push can change are not fetched. */
  pushedAt: instant.nullable().optional(),
  failingSince: instant.optional(),
  reason: reason.optional(),
  /** Endpoint and details of the failure, for the report. */
  detail: z.string().optional(),
  /** A value too implausible to accept immediately, and how often it was seen. */
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
  /** When GitHub last returned the complete list of repositories. */
  checkedAt: instant.nullable(),
  ...ownerEntries,
  /** By {@link fetchLogKey}, then by fact. */
  repositories: z.record(z.string(), z.partialRecord(z.string(), fetchLogEntry)),
});

export type FetchLogEntry = z.infer<typeof fetchLogEntry>;
export type RefusedAnswer = z.infer<typeof refused>;
/** A record of earlier refreshes, `.cache/fetch-log.json`. Losing it costs requests and dates, never content. */
export type FetchLog = z.infer<typeof fetchLogSchema>;

/** The log before any refresh. */
export const emptyFetchLog: FetchLog = { version: 1, checkedAt: null, repositories: {} };

/** Parses a fetch log. If it is missing, corrupt or of an older version, returns an empty one (see {@link FetchLog}). */
export function parseFetchLog(text: string | null): FetchLog {
  if (text === null) return emptyFetchLog;
  const json = parseJson(text);
  const parsed = fetchLogSchema.safeParse(json.ok ? json.value : null);
  return parsed.success ? parsed.data : emptyFetchLog;
}

/** The key of a repository in the fetch log: its id, which survives renames, or its name while no id is known. */
export function fetchLogKey({ id, name }: { id: number | null; name: string }): string {
  return id === null ? name : String(id);
}
