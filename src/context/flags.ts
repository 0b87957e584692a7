import { parseArgs } from 'node:util';
import { z } from 'zod';
import { hasPathAtMost } from '../config/portfolio-schema.ts';
import { UsageError } from '../errors.ts';
import { hasUserinfo, withoutAnyUserinfo } from '../redact.ts';
import type { Flags } from './command.ts';

/** Every flag: its form and what it does. */
const FLAGS = {
  data: { type: 'string', default: 'data', value: 'DIR', help: 'the folder with the data' },
  json: {
    type: 'boolean',
    default: false,
    value: '',
    help: 'print the result as JSON; progress goes to stderr',
  },
  help: { type: 'boolean', default: false, value: '', help: 'show this' },
  repo: { type: 'string', multiple: true, value: 'OWNER/NAME', help: 'this repository alone (repeatable)' },
  full: { type: 'boolean', default: false, value: '', help: 'ask again even where nothing was pushed' },
  'dry-run': { type: 'boolean', default: false, value: '', help: 'write nothing but the report' },
  'accept-regressions': {
    type: 'boolean',
    default: false,
    value: '',
    help: 'believe numbers that fell, at once',
  },
  strict: {
    type: 'boolean',
    default: false,
    value: '',
    help: 'exit with 3 where anything is stale, or found',
  },
  out: { type: 'string', default: '_site', value: 'DIR', help: 'where the site goes' },
  'base-url': { type: 'string', value: 'URL', help: 'address of the published site; its path is the prefix' },
  'as-of': { type: 'string', value: 'DATE', help: 'today, as YYYY-MM-DD, instead of the snapshot’s' },
  target: { type: 'string', default: 'README.md', value: 'FILE', help: 'the README with the markers' },
  check: {
    type: 'boolean',
    default: false,
    value: '',
    help: 'change nothing; exit with 1 if it would change',
  },
  login: { type: 'string', value: 'NAME', help: 'the new owner’s GitHub login' },
  resume: { type: 'string', value: 'FILE', help: 'his résumé as JSON Resume, in JSON or YAML' },
  force: { type: 'boolean', default: false, value: '', help: 'replace the data that are there' },
} as const;

export type FlagName = keyof typeof FLAGS;

const EVERYWHERE: readonly FlagName[] = ['data', 'json', 'help'];

const schema = z.object({
  data: z.string().min(1),
  json: z.boolean(),
  help: z.boolean(),
  repo: z.array(z.string()).default([]),
  full: z.boolean(),
  'dry-run': z.boolean(),
  'accept-regressions': z.boolean(),
  strict: z.boolean(),
  out: z.string().min(1),
  'base-url': z
    .url({ protocol: /^https?$/, error: 'give a full address, such as https://example.org/' })
    .refine(hasPathAtMost, 'give the address without "?" and "#" and what follows them')
    .refine((url) => !hasUserinfo(url), 'leave out the user name and password: the address is published')
    .optional(),
  'as-of': z.iso.date('give a day as YYYY-MM-DD').optional(),
  target: z.string().min(1),
  check: z.boolean(),
  login: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write the GitHub login alone, without @ or address')
    .optional(),
  resume: z.string().min(1).optional(),
  force: z.boolean(),
});

/** Parses a command's flags. Throws UsageError for one that it does not have, or that has no such value. */
export function parseFlags(args: readonly string[], allowed: readonly FlagName[]): Flags {
  const names = [...EVERYWHERE, ...allowed];
  const options = Object.fromEntries(names.map((name) => [name, FLAGS[name]]));
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new UsageError({ what, fix: `the flags are ${names.map((name) => `--${name}`).join(', ')}` });
  }
  const defaults = Object.fromEntries(
    Object.entries(FLAGS).flatMap(([name, flag]) => ('default' in flag ? [[name, flag.default]] : [])),
  );
  const parsed = schema.safeParse({ ...defaults, ...values });
  if (parsed.success) return parsed.data;
  throw new UsageError(
    ...parsed.error.issues.map(({ path, message }) => ({
      what: `--${String(path[0])} ${quoted(values[String(path[0])])} is not usable`,
      fix: message,
    })),
  );
}

function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? withoutAnyUserinfo(value) : value);
}

/** The flags of a command, a line each. */
export function describeFlags(allowed: readonly FlagName[]): string {
  return [...allowed, ...EVERYWHERE]
    .map((name) => {
      const { value, help } = FLAGS[name];
      return `  ${`--${name} ${value}`.padEnd(22)}${help}`;
    })
    .join('\n');
}
