import { parseArgs } from 'node:util';
import { z } from 'zod';
import { siteAddress } from '../config/site-address.ts';
import { UsageError } from '../errors.ts';
import { hasUserinfo, withoutAnyUserinfo } from '../redact.ts';

/** How a flag is written on the command line, and what it does. */
interface FlagForm {
  /** What stands for its value in the help; nothing for one that is only given or not. */
  value?: string;
  isRepeatable?: boolean;
  help: string;
}

const forms = z.registry<FlagForm>();

/** A flag without a value. */
function toggle(help: string) {
  return z.boolean().default(false).register(forms, { help });
}

/** Every flag of every command: its parser, its default, and its help. */
const flagsSchema = z.object({
  data: z.string().min(1).default('data').register(forms, { value: 'DIR', help: 'the folder with the data' }),
  json: toggle('print the result as JSON; progress goes to stderr'),
  help: toggle('show this'),
  repo: z
    .array(z.string())
    .default([])
    .register(forms, { value: 'OWNER/NAME', isRepeatable: true, help: 'this repository alone (repeatable)' }),
  full: toggle('ask again even where nothing was pushed'),
  'dry-run': toggle('write nothing but the report'),
  'accept-regressions': toggle('believe numbers that fell, at once'),
  strict: toggle('exit with 3 where anything is stale, or found'),
  out: z.string().min(1).default('_site').register(forms, { value: 'DIR', help: 'where the site goes' }),
  'base-url': siteAddress
    .refine((url) => !hasUserinfo(url), 'leave out the user name and password: the address is published')
    .optional()
    .register(forms, { value: 'URL', help: 'address of the published site; its path is the prefix' }),
  'as-of': z.iso
    .date('give a day as YYYY-MM-DD')
    .optional()
    .register(forms, { value: 'DATE', help: 'today, as YYYY-MM-DD, instead of the snapshot’s' }),
  target: z
    .string()
    .min(1)
    .default('README.md')
    .register(forms, { value: 'FILE', help: 'the README with the markers' }),
  check: toggle('change nothing; exit with 1 if it would change'),
  login: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write the GitHub login alone, without @ or address')
    .optional()
    .register(forms, { value: 'NAME', help: 'the new owner’s GitHub login' }),
  resume: z
    .string()
    .min(1)
    .optional()
    .register(forms, { value: 'FILE', help: 'the résumé as JSON Resume, in JSON or YAML' }),
  force: toggle('replace the data that are there'),
});

/** The flags of all commands, parsed. */
export type Flags = z.infer<typeof flagsSchema>;
export type FlagName = keyof Flags;

const EVERYWHERE: readonly FlagName[] = ['data', 'json', 'help'];

/** Parses a command's flags. Throws UsageError for one that it does not have, or that has no such value. */
export function parseFlags(args: readonly string[], allowed: readonly FlagName[]): Flags {
  const names = [...EVERYWHERE, ...allowed];
  const values = readArguments(args, names);
  const parsed = flagsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    ...parsed.error.issues.map(({ path, message }) => ({
      what: `--${String(path[0])} ${quoted(values[String(path[0])])} is not usable`,
      fix: message,
    })),
  );
}

function readArguments(args: readonly string[], names: readonly FlagName[]): Record<string, unknown> {
  const options = Object.fromEntries(names.map((name) => [name, argumentForm(name)]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new UsageError({ what, fix: `the flags are ${names.map((name) => `--${name}`).join(', ')}` });
  }
}

function argumentForm(name: FlagName) {
  const { value, isRepeatable: multiple = false } = formOf(name);
  return { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple };
}

function formOf(name: FlagName): FlagForm {
  const form = forms.get(flagsSchema.shape[name]);
  if (!form) throw new Error(`the flag --${name} has no form`);
  return form;
}

function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? withoutAnyUserinfo(value) : value);
}

/** The flags of a command, a line each. */
export function describeFlags(allowed: readonly FlagName[]): string {
  return [...allowed, ...EVERYWHERE]
    .map((name) => {
      const { value = '', help } = formOf(name);
      return `  ${`--${name} ${value}`.padEnd(22)}${help}`;
    })
    .join('\n');
}
