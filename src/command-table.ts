import type { Context, Outcome } from './context/command.ts';
import type { FlagName } from './context/flag-table.ts';

/** A command of the program. */
export interface Command {
  does: string;
  flags: readonly FlagName[];
  /** Whether it sends requests; the others do not look at the variables that are for those. */
  usesNetwork?: true;
  /** Loads its code, of which the other commands need nothing: it takes time and memory. */
  load: () => Promise<{ run: (context: Context) => Promise<Outcome> }>;
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
  report: {
    does: 'tell what the commands of a workflow run did, in its summary',
    flags: [],
    load: () => import('./commands/report.ts'),
  },
  init: {
    does: 'make data/ and the README for a new owner',
    flags: ['login', 'resume', 'force', 'target'],
    usesNetwork: true,
    load: () => import('./commands/init.ts'),
  },
  health: {
    does: 'open, update or close the one issue that tells what needs attention (in a workflow)',
    flags: [],
    usesNetwork: true,
    load: () => import('./commands/health.ts'),
  },
  dev: {
    does: 'build and serve; npm run dev starts it again on every change',
    flags: ['out', 'as-of'],
    load: () => import('./commands/dev.ts'),
  },
};
