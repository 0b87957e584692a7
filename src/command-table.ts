import type { Context, Outcome } from './context/command.ts';
import { type FlagName, flagsOf } from './context/flag-table.ts';
import type { Flags } from './context/flags.ts';
import type { Notice } from './errors.ts';

/** A command of the program. */
export interface Command {
  does: string;
  flags: readonly FlagName[];
  /** Whether it sends requests. Other commands ignore the network variables. */
  usesNetwork?: true;
  /** Starts what takes longest, before anything else is loaded. */
  prepare?: () => Promise<unknown>;
  /** Loads its code on demand, which saves the other commands time and memory. */
  load: () => Promise<CommandModule>;
}

/** The code of a command. */
export interface CommandModule {
  run: (context: Context) => Promise<Outcome>;
  /** Adds the errors that ended the command to its report. The program itself prints them. */
  reportFailure?: (
    flags: Flags,
    notices: readonly Notice[],
    summaryFile: string | undefined,
  ) => Promise<void>;
}

/** All commands by their names. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    does: 'refresh (if online), update the README, build, and serve locally',
    flags: flagsOf('start'),
    usesNetwork: true,
    load: () => import('./commands/start.ts'),
  },
  refresh: {
    does: 'fetch from GitHub and update data/snapshot.json',
    flags: flagsOf('refresh'),
    usesNetwork: true,
    load: () => import('./commands/refresh.ts'),
  },
  build: {
    does: 'build the site from the data',
    flags: flagsOf('build'),
    prepare: preloadMedia,
    load: () => import('./commands/build.ts'),
  },
  readme: {
    does: 'update the generated block in the README',
    flags: flagsOf('readme'),
    load: () => import('./commands/readme.ts'),
  },
  audit: {
    does: 'check the résumé and configuration against the data from GitHub',
    flags: flagsOf('audit'),
    load: () => import('./commands/audit.ts'),
  },
  daily: {
    does: 'do everything the workflow does: refresh, READMEs, build, audit, report',
    flags: flagsOf('daily'),
    usesNetwork: true,
    load: () => import('./commands/daily.ts'),
  },
  init: {
    does: 'set up data/ and the README for a new owner',
    flags: flagsOf('init'),
    usesNetwork: true,
    load: () => import('./commands/init.ts'),
  },
  dev: {
    does: 'build, serve, and rebuild on every change',
    flags: flagsOf('dev'),
    prepare: preloadMedia,
    load: () => import('./commands/dev.ts'),
  },
};

/** Starts the thread that makes fonts, PDF and images. */
async function preloadMedia(): Promise<void> {
  const media = await import('./site-build/media-thread.ts');
  media.startMediaThread();
}
