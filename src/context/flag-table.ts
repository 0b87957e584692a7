import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';

/** The syntax and the help text of a flag. */
interface FlagForm {
  /** The placeholder for its value in the help; undefined for a boolean flag. */
  value?: string;
  default?: string;
  isRepeatable?: true;
  /** The commands that have it. */
  of: 'all' | readonly string[];
  help: string;
}

// The schemas of the values are in flags.ts: help does not need them, and loading them would double its time.
const FLAGS = {
  login: { value: 'NAME', of: ['init'], help: 'the GitHub login of the new owner' },
  resume: { value: 'FILE', of: ['init'], help: 'a JSON Resume file, in JSON or YAML' },
  setup: { value: 'NAME', of: ['daily'], help: 'set up for this login first, or import the résumé again' },
  force: { of: ['init'], help: 'overwrite existing data' },
  out: {
    value: 'DIR',
    default: '_site',
    of: ['start', 'build', 'daily', 'dev'],
    help: 'the output folder of the site',
  },
  'base-url': {
    value: 'URL',
    of: ['build'],
    help: 'the URL of the published site, including its path',
  },
  target: {
    value: 'FILE',
    default: 'README.md',
    of: ['start', 'readme', 'daily', 'init'],
    help: 'the README with the markers',
  },
  check: { of: ['readme'], help: 'write nothing; exit with 1 if the file would change' },
  'as-of': {
    value: 'DATE',
    of: ['start', 'build', 'readme', 'dev'],
    help: 'use this date as today (YYYY-MM-DD)',
  },
  result: {
    value: 'DIR',
    default: '.cache/result',
    of: ['daily'],
    help: 'the output folder of the report and the files to commit',
  },
  repo: {
    value: 'OWNER/NAME',
    isRepeatable: true,
    of: ['refresh', 'daily'],
    help: 'refresh only this repository (repeatable)',
  },
  full: { of: ['refresh', 'daily'], help: 'refetch everything, even unchanged repositories' },
  'dry-run': { of: ['refresh', 'daily'], help: 'report without writing files' },
  strict: {
    of: ['refresh', 'audit', 'daily'],
    help: 'exit with 3 if anything is stale or the audit finds a problem',
  },
  'accept-regressions': { of: ['refresh', 'daily'], help: 'accept large drops immediately' },
  data: { value: 'DIR', default: 'data', of: 'all', help: 'the data folder' },
  json: { of: 'all', help: 'print the result as JSON; progress goes to stderr' },
  help: { of: 'all', help: 'show this help (-h for short)' },
} as const satisfies Record<string, FlagForm>;

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

type ValueOf<Form> = Form extends { isRepeatable: true }
  ? string[]
  : Form extends { default: string }
    ? string
    : Form extends { value: string }
      ? string | undefined
      : boolean;

/** The flags of all commands, parsed: each has its default where it is not given. */
export type Flags = { [Name in FlagName]: ValueOf<(typeof FLAGS)[Name]> };

/** The names of all flags, in the order of the help. */
export const flagNames = Object.keys(FLAGS).filter((name): name is FlagName => Object.hasOwn(FLAGS, name));

/** How a flag is written. */
export function flagForm(name: FlagName): FlagForm {
  return FLAGS[name];
}

/** The flags that a command has besides those that all have. */
export function flagsOf(command: string): FlagName[] {
  return flagNames.filter((name) => {
    const { of } = flagForm(name);
    return of !== 'all' && of.includes(command);
  });
}

const EVERYWHERE = flagNames.filter((name) => flagForm(name).of === 'all');

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
  const { value, isRepeatable: multiple = false } = flagForm(name);
  const type = value === undefined ? ('boolean' as const) : ('string' as const);
  return { type, multiple, ...(name === 'help' && { short: 'h' }) };
}

/** The help text for the flags of a command, one line each. */
export function describeFlags(allowed: readonly FlagName[]): string {
  return [...allowed, ...EVERYWHERE]
    .map((name) => {
      const { value = '', help } = flagForm(name);
      return `  ${`--${name} ${value}`.padEnd(22)}${help}`;
    })
    .join('\n');
}
