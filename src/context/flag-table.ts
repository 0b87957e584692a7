import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';

/** The syntax and the help text of a flag. */
interface FlagForm {
  /** The placeholder for its value in the help; undefined for a boolean flag. */
  value?: string;
  isRepeatable?: boolean;
  help: string;
}

// The schemas of the values are in flags.ts: help does not need them, and loading them would double its time.
const FLAGS = {
  data: { value: 'DIR', help: 'the data folder' },
  json: { help: 'print the result as JSON; progress goes to stderr' },
  help: { help: 'show this help (-h for short)' },
  repo: { value: 'OWNER/NAME', isRepeatable: true, help: 'refresh only this repository (repeatable)' },
  full: { help: 'refetch everything, even unchanged repositories' },
  'dry-run': { help: 'report without writing files' },
  'accept-regressions': { help: 'accept large drops immediately' },
  strict: { help: 'exit with 3 if anything is stale or the audit finds a problem' },
  out: { value: 'DIR', help: 'the output folder of the site' },
  'base-url': { value: 'URL', help: 'the URL of the published site, including its path' },
  'as-of': { value: 'DATE', help: 'use this date as today (YYYY-MM-DD)' },
  target: { value: 'FILE', help: 'the README with the markers' },
  check: { help: 'write nothing; exit with 1 if the file would change' },
  login: { value: 'NAME', help: 'the GitHub login of the new owner' },
  resume: { value: 'FILE', help: 'a JSON Resume file, in JSON or YAML' },
  result: { value: 'DIR', help: 'the output folder of the report and the files to commit' },
  force: { help: 'overwrite existing data' },
} as const satisfies Record<string, FlagForm>;

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

const EVERYWHERE: readonly FlagName[] = ['data', 'json', 'help'];

/** Returns the unparsed values. Throws UsageError for a flag that the command does not have. */
export function readArguments(
  args: readonly string[],
  allowed: readonly FlagName[],
): Record<string, unknown> {
  const names = [...EVERYWHERE, ...allowed];
  const options = Object.fromEntries(names.map((name) => [name, argumentForm(name)]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new UsageError({ what, fix: `the flags are ${names.map((name) => `--${name}`).join(', ')}` });
  }
}

function argumentForm(name: FlagName) {
  const { value, isRepeatable: multiple = false }: FlagForm = FLAGS[name];
  const type = value === undefined ? ('boolean' as const) : ('string' as const);
  return { type, multiple, ...(name === 'help' && { short: 'h' }) };
}

/** The help text for the flags of a command, one line each. */
export function describeFlags(allowed: readonly FlagName[]): string {
  return [...allowed, ...EVERYWHERE]
    .map((name) => {
      const { value = '', help }: FlagForm = FLAGS[name];
      return `  ${`--${name} ${value}`.padEnd(22)}${help}`;
    })
    .join('\n');
}
