import { siteAddress } from '../config/site-address.ts';
import { UsageError } from '../errors.ts';
import { hasUserinfo, maskUserinfo } from '../redact.ts';
import { z } from '../zod.ts';
import { type FlagName, readArguments } from './flag-table.ts';

const toggle = z.boolean().default(false);

/** The values and defaults of all flags. */
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
    .refine((url) => !hasUserinfo(url), 'remove the user name and password: the URL is published')
    .optional(),
  'as-of': z.iso.date('write a date as YYYY-MM-DD').optional(),
  target: z.string().min(1).default('README.md'),
  check: toggle,
  login: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write only the GitHub login, without @ or a URL')
    .optional(),
  resume: z.string().min(1).optional(),
  result: z.string().min(1).default('.cache/result'),
  force: toggle,
} satisfies Record<FlagName, z.ZodType>);

/** The flags of all commands, parsed. */
export type Flags = z.infer<typeof flagsSchema>;

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
