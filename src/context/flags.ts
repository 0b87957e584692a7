import { siteAddress } from '../config/site-address.ts';
import { UsageError } from '../errors.ts';
import { hasUserinfo, maskUserinfo } from '../redact.ts';
import { z } from '../zod.ts';
import { type FlagName, readArguments } from './flag-table.ts';

const toggle = z.boolean().default(false);

/** The value of every flag, and its default. */
const flagsSchema = z.object({
  data: z.string().min(1).default('data'),
  json: toggle,
  help: toggle,
  repo: z.array(z.string()).default([]),
  full: toggle,
  'dry-run': toggle,
  'accept-regressions': toggle,
  strict: toggle,
  out: z.string().min(1).default('_site'),
  'base-url': siteAddress
    .refine((url) => !hasUserinfo(url), 'leave out the user name and password: the address is published')
    .optional(),
  'as-of': z.iso.date('give a day as YYYY-MM-DD').optional(),
  target: z.string().min(1).default('README.md'),
  check: toggle,
  login: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write the GitHub login alone, without @ or address')
    .optional(),
  resume: z.string().min(1).optional(),
  result: z.string().min(1).default('.cache/result'),
  force: toggle,
} satisfies Record<FlagName, z.ZodType>);

/** The flags of all commands, parsed. */
export type Flags = z.infer<typeof flagsSchema>;

/** Parses a command's flags. Throws UsageError for one that it does not have, or that has no such value. */
export function parseFlags(args: readonly string[], allowed: readonly FlagName[]): Flags {
  const values = readArguments(args, allowed);
  const parsed = flagsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    ...parsed.error.issues.map(({ path, message }) => ({
      what: `--${String(path[0])} ${quoted(values[String(path[0])])} is not usable`,
      fix: message,
    })),
  );
}

function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? maskUserinfo(value) : value);
}
