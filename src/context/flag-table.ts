import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';

/** How a flag is written on the command line, and what it does. */
interface FlagForm {
  /** What stands for its value in the help; nothing for one that is only given or not. */
  value?: string;
  isRepeatable?: boolean;
  help: string;
}

// Apart from what parses the values: help needs no schemas, which take half of its time to load.
const FLAGS = {
  data: { value: 'DIR', help: 'the folder with the data' },
  json: { help: 'print the result as JSON; progress goes to stderr' },
  help: { help: 'show this' },
  repo: { value: 'OWNER/NAME', isRepeatable: true, help: 'this repository alone (repeatable)' },
  full: { help: 'ask again even where nothing was pushed' },
  'dry-run': { help: 'write nothing but the report' },
  'accept-regressions': { help: 'believe numbers that fell, at once' },
  strict: { help: 'exit with 3 where anything is stale, or found' },
  out: { value: 'DIR', help: 'where the site goes' },
  'base-url': { value: 'URL', help: 'address of the published site; its path is the prefix' },
  'as-of': { value: 'DATE', help: 'today, as YYYY-MM-DD, instead of the snapshot’s' },
  target: { value: 'FILE', help: 'the README with the markers' },
  check: { help: 'change nothing; exit with 1 if it would change' },
  login: { value: 'NAME', help: 'the new owner’s GitHub login' },
  resume: { value: 'FILE', help: 'the résumé as JSON Resume, in JSON or YAML' },
  result: { value: 'DIR', help: 'where the report and the files to commit go' },
  force: { help: 'replace the data that are there' },
} as const satisfies Record<string, FlagForm>;

/** A flag of some command. */
export type FlagName = keyof typeof FLAGS;

const EVERYWHERE: readonly FlagName[] = ['data', 'json', 'help'];

/** The values as they are written. Throws UsageError for a flag that the command does not have. */
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
  return { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple };
}

/** The flags of a command, a line each. */
export function describeFlags(allowed: readonly FlagName[]): string {
  return [...allowed, ...EVERYWHERE]
    .map((name) => {
      const { value = '', help }: FlagForm = FLAGS[name];
      return `  ${`--${name} ${value}`.padEnd(22)}${help}`;
    })
    .join('\n');
}
