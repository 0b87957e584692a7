import { z } from '../zod.ts';
import type { GraphQLSource, RestSource } from './answer.ts';

/** An instant in UTC to the second, `2026-11-22T04:37:00Z`. */
export const instant = z.iso.datetime({ precision: 0 });
/** A day in UTC, `2026-11-22`. */
export const day = z.iso.date();
/** A number of things. */
export const count = z.int().nonnegative();
/** An instant, as `/portfolio.json` describes it. */
export const publishedInstant = z.string().describe('An instant in UTC, as 2026-11-22T04:37:00Z.');
/** A day, as `/portfolio.json` describes it. */
export const publishedDay = z.string().describe('A day in UTC, as 2026-11-22.');
/** A web address. */
export const webAddress = z.url({ protocol: /^https?$/ });

/** Why a fact could not be confirmed: a closed list, so that a machine can group them and a person understands. */
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

/** A fact of one kind, which is fetched and fails as a whole, as the snapshot holds it. */
export interface StoredFact<T> {
  value: T;
  /** When the value last became different, not when it was last fetched. */
  changedAt: string;
  /** The repository's newest push when the value was fetched, where only a push can change it; null where there was none. */
  pushedAt?: string | null | undefined;
  /** Where the value is from, where that is not GitHub's API. */
  source?: 'git history' | undefined;
  /** Set once a failure has lasted 48 hours. */
  stale?: { since: string; reason: Reason } | undefined;
}

/** What one attempt to fetch a fact gave. */
export type FetchResult<T> =
  /** GitHub answered; `unreadable` fields of the value could not be understood and keep what was known. */
  | { kind: 'ok'; value: T; unreadable?: Unreadable | undefined }
  /** What is known still holds: nothing was pushed since it was learnt. */
  | { kind: 'unchanged' }
  /** Nothing was learnt; `detail` names the endpoint and, where it applies, the field. */
  | { kind: 'error'; reason: Reason; detail: string };

/** The fields of an answer that could not be read; `detail` says where and why. */
export interface Unreadable {
  fields: readonly string[];
  detail: string;
}

/** Numbers by their names; null is unknown. */
export type Counts = Readonly<Record<string, number | null>>;

/** Which numbers of an answer are gated: a false or half-broken answer is known to drop them. */
export interface GateRule<T> {
  countsOf: (value: T) => Counts;
  /** Whether even a small number does not become nothing in a day, as commits do not. */
  refusesDropToZero?: boolean;
}

/** Fields by which two snapshots are compared, by their labels. Null is unknown, or none. */
export type ComparedFields = Readonly<Record<string, string | number | boolean | null>>;

/** Looked for, and there is none: not the same as null, which is unknown. */
export const NONE = 'none';

/** How a fact about a repository is fetched. */
export interface FactSource<Value> {
  by: { graphql: GraphQLSource<Value> } | { rest: RestSource<Value> };
  /** Of every repository, or only of those that the owner configures. */
  of: 'every' | 'configured';
  /** Whether only a push can change it, so that it is not asked for again without one. */
  onlyByPush: boolean;
}

/** The fields of a fact in `/portfolio.json`. */
export interface PublishedFields<Value> {
  /** The schema of each field, by its key. Null is unknown, unless the description says otherwise. */
  shape: Readonly<Record<string, z.ZodType>>;
  /** The values of the fields; null is a fact that is not known. */
  of: (value: Value | null) => Readonly<Record<string, unknown>>;
}

/** One fact: everything that the rest of the program knows of it, declared once. */
export interface Fact<Value> {
  /** What it is called on pages and in reports. */
  label: string;
  /** The value as the snapshot stores it. */
  schema: z.ZodType<Value>;
  /** How it is fetched, of which repositories, and when. Absent where it is fetched together with the list of repositories. */
  source?: FactSource<Value>;
  /** The fields of which a change is described; that anything else changed is said without particulars. */
  compare: (fact: StoredFact<Value>) => ComparedFields;
  /** Absent where its numbers go up and down, so that a fall is no news. */
  gate?: GateRule<Value>;
  /** Its fields in `/portfolio.json`; those of the owner's facts are not of a repository. */
  published?: PublishedFields<Value>;
  /** The numbers that the history follows, by their names there; null is unknown. */
  counts?: Readonly<Record<string, (value: Value) => number | null>>;
  /** Whether two values say the same; by default, whether they are equal. */
  isSame?: (one: Value, other: Value) => boolean;
  /** Completes an accepted answer with what is known; `at` is when the refresh began. */
  complete?: (
    fetched: FetchResult<Value>,
    previous: StoredFact<Value> | undefined,
    at: string,
  ) => FetchResult<Value>;
  /**
   * The value without dates that lie after `now`, which a wrong clock has left; null where nothing is left of it. It is
   * wrapped, because the value of a fact may itself be null: looked for, and not there.
   */
  heal?: (value: Value, now: string) => { healed: Value } | null;
}

/** Declares a fact; see {@link Fact}. */
export function defineFact<Value>(fact: Fact<Value>): Fact<Value> {
  return fact;
}

const storedForm = z.strictObject({
  value: z.unknown(),
  changedAt: instant,
  pushedAt: instant.nullable().optional(),
  source: z.literal('git history').optional(),
  stale: z.strictObject({ since: instant, reason }).optional(),
});

/** Parses a stored fact whose value has this schema. */
export function storedFactSchema<Value>(schema: z.ZodType<Value>) {
  return storedForm.transform(({ value, ...rest }, context): StoredFact<Value> => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data, ...rest };
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: ['value', ...path], message });
    }
    return z.NEVER;
  });
}
