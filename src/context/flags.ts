import { githubLogin } from '../config/portfolio-schema.ts';
import { siteAddress } from '../config/site-address.ts';
import { UsageError } from '../errors.ts';
import { hasUserinfo, maskUserinfo } from '../redact.ts';
import { z } from '../zod.ts';
import { type FlagName, type Flags, flagForm, flagNames, readArguments } from './flag-table.ts';

export type { Flags } from './flag-table.ts';

/** What the value of a flag must be, besides not empty. */
const RULES: Partial<Record<FlagName, z.ZodType<string>>> = {
  'base-url': siteAddress.refine(
    (url) => !hasUserinfo(url),
    'remove the user name and password: the URL is published',
  ),
  'as-of': z.iso.date('write a date as YYYY-MM-DD'),
  login: githubLogin,
  setup: githubLogin,
};

function schemaOf(name: FlagName): z.ZodType {
  const form = flagForm(name);
  if (form.value === undefined) return z.boolean().default(false);
  if (form.isRepeatable) return z.array(z.string()).default([]);
  const text = RULES[name] ?? z.string().min(1);
  return form.default === undefined ? text.optional() : text.default(form.default);
}

/** Parses the value of every flag, and fills in the defaults. */
const flagsSchema = z
  .object(Object.fromEntries(flagNames.map((name) => [name, schemaOf(name)])))
  .transform((values): Flags => {
    if (!areFlags(values)) throw new TypeError('a flag has no value of the kind that its form declares');
    return values;
  });

/** Whether every flag has a value of the kind that its form declares: an object made from a list has no such type. */
function areFlags(values: Record<string, unknown>): values is Flags {
  return flagNames.every((name) => {
    const form = flagForm(name);
    const value = values[name];
    if (form.value === undefined) return typeof value === 'boolean';
    if (form.isRepeatable) return Array.isArray(value);
    return typeof value === 'string' || (value === undefined && form.default === undefined);
  });
}

/** Parses the flags of a command. Throws UsageError for an unknown flag or an invalid value. */
export function parseFlags(args: readonly string[], allowed: readonly FlagName[]): Flags {
  const values = readArguments(args, allowed);
  const parsed = flagsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    ...parsed.error.issues.map(({ path, message }) => ({
      what: `--${String(path[0])} ${quoted(values[String(path[0])])} is not valid`,
      fix: message,
    })),
  );
}

function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? maskUserinfo(value) : value);
}
