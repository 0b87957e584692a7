import { z } from '../zod.ts';
import type { GraphQLSource, RestSource } from './answer.ts';

/** An instant in UTC to the second, `2026-11-22T04:37:00Z`. */
export const instant = z.iso.datetime({ precision: 0 });
/** A day in UTC, `2026-11-22`. */
export const day = z.iso.date();
/** A non-negative whole number. */
export const count = z.int().nonnegative();
/** An instant, as `/portfolio.json` describes it. */
export const publishedInstant = z.string().describe('An instant in UTC, as 2026-11-22T04:37:00Z.');
/** A day, as `/portfolio.json` describes it. */
export const publishedDay = z.string().describe('A day in UTC, as 2026-11-22.');
/** A web address. */
export const webAddress = z.url({ protocol: /^https?$/ });

/** Why a fact could not be confirmed. A closed list, so that reports can group failures. */
export const reasons = [
  'unreachable',
  'timed out',
  'rate limited',
  'not allowed',
  'not found',
  'server error',
  'unexpected answer',
  'implausible answer',
  'request budget spent',
  'no token',
] as const;
export const reason = z.enum(reasons);
export type Reason = z.infer<typeof reason>;

/** A fact as the snapshot stores it. It is fetched, and fails, as a whole. */
export interface StoredFact<T> {
  value: T;
  /** When the value last changed, not when it was last fetched. */
  changedAt: string;
  /** The repository's latest push when the value was fetched; only for facts that change on a push. Null if never pushed. */
  pushedAt?: string | null | undefined;
  /** The source, if it is not GitHub's API. */
  source?: 'git history' | undefined;
  /** Set once a failure has lasted 48 hours. */
  stale?: { since: string; reason: Reason } | undefined;
}

/** The result of one attempt to fetch a fact. */
export type FetchResult<T> =
  /** GitHub responded. Fields in `unreadable` could not be parsed and keep their known value. */
  | { kind: 'ok'; value: T; unreadable?: Unreadable | undefined }
  /** The known value still holds, because nothing was pushed since it was fetched. */
  | { kind: 'unchanged' }
  /** The request failed; `detail` names the endpoint and, if it applies, the field. */
  | { kind: 'error'; reason: Reason; detail: string };

/** The fields of a response that could not be parsed; `detail` says where and why. */
export interface Unreadable {
  fields: readonly string[];
  detail: string;
}

/** Numbers by name; null is unknown. */
export type Counts = Readonly<Record<string, number | null>>;

/** Which numbers of a value the gate protects against false or incomplete responses. */
export interface GateRule<T> {
  countsOf: (value: T) => Counts;
  /** Whether a drop to 0 is implausible even for a small number, as it is for commits. */
  refusesDropToZero?: boolean;
}

/** The fields compared between two snapshots, by label. Null is unknown or none. */
export type ComparedFields = Readonly<Record<string, string | number | boolean | null>>;

/** Checked, and there is none; null means unknown. */
export const NONE = 'none';

/** How a fact about a repository is fetched. */
export interface FactSource<Value> {
  by: { graphql: GraphQLSource<Value> } | { rest: RestSource<Value> };
  /** For every repository, or only for configured ones. */
  of: 'every' | 'configured';
  /** Whether only a push can change it, so that it is not fetched again without one. */
  onlyByPush: boolean;
}

/** The fields of a fact in `/portfolio.json`. */
export interface PublishedFields<Value> {
  /** The schema of each field. Null is unknown, unless its description says otherwise. */
  shape: Readonly<Record<string, z.ZodType>>;
  /** The values of the fields; the argument is null if the fact is unknown. */
  of: (value: Value | null) => Readonly<Record<string, unknown>>;
}

/** Everything that the rest of the program knows about a fact, declared once. */
export interface Fact<Value> {
  /** Its name on pages and in reports. */
  label: string;
  /** The value as the snapshot stores it. */
  schema: z.ZodType<Value>;
  /** The value with its dates, as the snapshot stores it. Derived from `schema` once, because a snapshot has thousands of facts. */
  storedSchema: z.ZodType<StoredFact<Value>>;
  /** How, for which repositories and when to fetch it. Absent if it is fetched with the list of repositories. */
  source?: FactSource<Value>;
  /** The fields whose changes are reported one by one. Other changes are reported without details. */
  compare: (fact: StoredFact<Value>) => ComparedFields;
  /** Absent if its numbers normally go up and down. */
  gate?: GateRule<Value>;
  /** Its fields of a repository in `/portfolio.json`; absent for the owner's facts. */
  published?: PublishedFields<Value>;
  /** The published field (a number or text) that project pages show in a row under the fact's label. */
  pageRow?: string;
  /** The numbers that the history records, by their names there; null is unknown. */
  counts?: Readonly<Record<string, (value: Value) => number | null>>;
  /** Whether two values count as unchanged; deep equality by default. */
  isSame?: (one: Value, other: Value) => boolean;
  /** Completes an accepted result with the known value; `at` is when the refresh began. */
  complete?: (
    fetched: FetchResult<Value>,
    previous: StoredFact<Value> | undefined,
    at: string,
  ) => FetchResult<Value>;
  /**
   * Removes dates after `now`, left behind by a wrong clock; null if nothing of the value remains. The result is wrapped because
   * the value itself may be null, which means "none".
   */
  heal?: (value: Value, now: string) => { healed: Value } | null;
}

/** Declares a fact; see {@link Fact}. */
export function defineFact<Value>(fact: Omit<Fact<Value>, 'storedSchema'>): Fact<Value> {
  return { ...fact, storedSchema: storedFactSchema(fact.schema) };
}

const storedForm = z.strictObject({
  value: z.unknown(),
  changedAt: instant,
  pushedAt: instant.nullable().optional(),
  source: z.literal('git history').optional(),
  stale: z.strictObject({ since: instant, reason }).optional(),
});

function storedFactSchema<Value>(schema: z.ZodType<Value>) {
  return storedForm.transform(({ value, ...rest }, context): StoredFact<Value> => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data, ...rest };
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: ['value', ...path], message });
    }
    return z.NEVER;
  });
}
