import type { Context, Outcome } from './context/command.ts';
import type { FlagName } from './context/flag-table.ts';
import type { Flags } from './context/flags.ts';
import type { Notice } from './errors.ts';

/** A command of the program. */
export interface Command {
  does: string;
  flags: readonly FlagName[];
  /** Whether it sends requests; the others do not look at the variables that are for those. */
  usesNetwork?: true;
  /** Loads its code, of which the other commands need nothing: it takes time and memory. */
  load: () => Promise<CommandModule>;
}

/** The code of a command. */
export interface CommandModule {
  run: (context: Context) => Promise<Outcome>;
  /** Reports, besides the output, that the command ended with these errors. */
  reportFailure?: (
    flags: Flags,
    notices: readonly Notice[],
    summaryFile: string | undefined,
  ) => Promise<void>;
}

/** All commands by their names. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    does: 'refresh if GitHub answers, build, write the README block, serve until stopped',
    flags: ['out', 'target', 'as-of'],
    usesNetwork: true,
    load: () => import('./commands/start.ts'),
  },
  refresh: {
    does: 'ask GitHub and bring data/snapshot.json up to date',
    flags: ['repo', 'full', 'dry-run', 'strict', 'accept-regressions'],
    usesNetwork: true,
    load: () => import('./commands/refresh.ts'),
  },
  build: {
    does: 'build the site from the data',
    flags: ['out', 'base-url', 'as-of'],
    load: () => import('./commands/build.ts'),
  },
  readme: {
    does: 'write the profile block into the README',
    flags: ['target', 'check', 'as-of'],
    load: () => import('./commands/readme.ts'),
  },
  audit: {
    does: 'compare résumé, configuration, links and claims with the snapshot',
    flags: ['strict'],
    load: () => import('./commands/audit.ts'),
  },
  daily: {
    does: 'refresh, write the READMEs, build, audit and report, as the workflow does',
    flags: ['out', 'target', 'result', 'repo', 'full', 'dry-run', 'strict', 'accept-regressions'],
    usesNetwork: true,
    load: () => import('./commands/daily.ts'),
  },
  init: {
    does: 'make data/ and the README for a new owner',
    flags: ['login', 'resume', 'force', 'target'],
    usesNetwork: true,
    load: () => import('./commands/init.ts'),
  },
  dev: {
    does: 'build and serve; npm run dev starts it again on every change',
    flags: ['out', 'as-of'],
    load: () => import('./commands/dev.ts'),
  },
};
