import { join } from 'node:path';
import { annotationLine, announceAddress, groupLines, refreshAnnotations } from './commands/actions.ts';
import type { Context, Outcome } from './commands/command.ts';
import { readEnvironment } from './commands/environment.ts';
import { describeFlags, type FlagName, parseFlags } from './commands/flags.ts';
import { health, healthSummary } from './commands/health.ts';
import { loadPortfolio } from './commands/inputs.ts';
import { refresh } from './commands/refresh.ts';
import { reportText } from './commands/refresh-report.ts';
import { refreshSummary } from './commands/refresh-summary.ts';
import type { SiteServer } from './commands/serve.ts';
import { UsageError, UserError } from './errors.ts';
import { appendText } from './files.ts';

interface Command {
  does: string;
  flags: readonly FlagName[];
  run: (context: Context) => Promise<Outcome>;
}

/** What the other commands do not need is loaded by the one that does: it takes time and memory. */
const COMMANDS: Record<string, Command> = {
  start: {
    does: 'refresh if GitHub answers, build, write the README block, serve until stopped',
    flags: ['out', 'target', 'as-of'],
    run: async (context) => {
      const { start } = await import('./commands/start.ts');
      return untilStopped(await start(context));
    },
  },
  refresh: {
    does: 'ask GitHub and bring data/snapshot.json up to date',
    flags: ['repo', 'full', 'dry-run', 'strict', 'accept-regressions'],
    run: runRefresh,
  },
  build: {
    does: 'build the site from the data',
    flags: ['out', 'base-url', 'as-of'],
    run: async (context) => {
      const { flags } = context;
      const { buildSite } = await import('./commands/build.ts');
      const { noPdfWarning } = await import('./commands/resume-pdf.ts');
      const portfolio = await loadPortfolio(flags.data, flags['as-of']);
      const baseUrl = flags['base-url'] ?? portfolio.site;
      const { missingGlyphs } = await buildSite(portfolio, {
        out: flags.out,
        baseUrl,
        run: context.environment.run,
      });
      if (missingGlyphs.length > 0) context.say(noPdfWarning(missingGlyphs));
      await announceAddress(context, portfolio.site, baseUrl);
      return done(`${flags.out} holds the site for ${baseUrl}`, { out: flags.out, baseUrl });
    },
  },
  readme: {
    does: 'write the profile block into the README',
    flags: ['target', 'check', 'as-of'],
    run: async ({ flags }) => {
      const { updateReadme } = await import('./commands/readme.ts');
      const result = await updateReadme(
        await loadPortfolio(flags.data, flags['as-of']),
        flags.target,
        flags.check,
      );
      if (!result.isChanged) return done(`${flags.target} is up to date`, result);
      const text = flags.check
        ? `${flags.target} is out of date\n  → run "npm run readme"`
        : `${flags.target} holds the new profile block`;
      return { exitCode: flags.check ? 1 : 0, text, json: result };
    },
  },
  check: {
    does: 'compare résumé, configuration, links and claims with the snapshot',
    flags: ['strict'],
    run: async ({ flags, environment: { summaryFile } }) => {
      const { check, findingsSummary, findingsText } = await import('./commands/check.ts');
      const findings = await check(flags);
      if (summaryFile) await appendText(summaryFile, findingsSummary(findings));
      const isGrave = findings.some(({ severity }) => severity !== 'note');
      return { exitCode: flags.strict && isGrave ? 3 : 0, text: findingsText(findings), json: findings };
    },
  },
  init: {
    does: 'make data/ and the README for a new owner',
    flags: ['login', 'resume', 'force', 'target'],
    run: async (context) => {
      const { init, initText } = await import('./commands/init.ts');
      const result = await init(context);
      return done(initText(result, context.flags), result);
    },
  },
  health: {
    does: 'open, update or close the one issue that tells what needs attention (in a workflow)',
    flags: [],
    run: async (context) => {
      const result = await health(context);
      const { summaryFile } = context.environment;
      if (summaryFile) await appendText(summaryFile, healthSummary(result));
      return done(`Health issue: ${result.issue}`, result);
    },
  },
  dev: {
    does: 'build and serve; npm run dev starts it again on every change',
    flags: ['out', 'as-of'],
    run: async (context) => {
      const { dev } = await import('./commands/start.ts');
      return untilStopped(await dev(context));
    },
  },
};

function done(text: string, json: unknown): Outcome {
  return { exitCode: 0, text, json };
}

async function runRefresh(context: Context): Promise<Outcome> {
  const { flags, environment } = context;
  const report = await refresh(context);
  if (environment.isActions) {
    const annotations = refreshAnnotations(report, join(flags.data, 'portfolio.yaml'));
    for (const annotation of annotations) context.say(annotationLine(annotation));
    if (environment.summaryFile)
      await appendText(environment.summaryFile, refreshSummary(report, environment.manual));
  } else if (report.isTokenRejected) {
    context.say('GitHub rejected the token in GITHUB_TOKEN; the refresh went on without it.');
  }
  const text = environment.isActions ? groupLines('Refresh', reportText(report)) : reportText(report);
  return { exitCode: flags.strict && report.stale.length > 0 ? 3 : 0, text, json: report };
}

/** Shows the address and lasts until the process is told to stop. */
async function untilStopped({ url, close }: SiteServer): Promise<Outcome> {
  process.stdout.write(`${url}  (stop with Ctrl+C)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  close();
  return done('', { url });
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  npm run ${name.padEnd(9)}${does}`);
  return ['Commands (flags go after --):', ...lines, 'Each knows --help.'].join('\n');
}

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError({ what: `${JSON.stringify(name)} is not a command`, fix: usage() });
  const flags = parseFlags(args, command.flags);
  if (flags.help) {
    process.stdout.write(`npm run ${name} -- [flags]: ${command.does}\n${describeFlags(command.flags)}\n`);
    return 0;
  }
  const environment = readEnvironment(process.env);
  // A line of progress overwrites the one before where a person watches, and would only fill a log.
  const isWatched = process.stderr.isTTY && !environment.isActions;
  const say = (line: string) => void (flags.json ? process.stderr : process.stdout).write(`${line}\n`);
  const progress = (line: string) => void (isWatched && process.stderr.write(`\r${line}\u001b[K`));
  const context: Context = { flags, environment, now: new Date(), say, progress };
  const { exitCode, text, json } = await command.run(context);
  progress('');
  if (flags.json) process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  else if (text !== '') process.stdout.write(`${text}\n`);
  return exitCode;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (process.env.GITHUB_ACTIONS === 'true') {
    for (const { what, where, fix } of error.problems) {
      process.stdout.write(
        `${annotationLine({ level: 'error', title: where ?? 'Wrong input', message: `${what}. ${fix}` })}\n`,
      );
    }
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
