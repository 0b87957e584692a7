import { join } from 'node:path';
import type { Context, Outcome } from './context/command.ts';
import type { FlagName } from './context/flags.ts';
import { loadPortfolio, pathsOf } from './context/inputs.ts';
import { appendText, writeIfChanged } from './files.ts';
import { createRedactor } from './redact.ts';
import { formatBytes, pluralize } from './render/format.ts';
import {
  annotationLines,
  findingAnnotations,
  otherAddress,
  refreshAnnotations,
} from './report/annotations.ts';
import { ownersFiles, removeLeftovers } from './site-build/leftovers.ts';
import type { SiteServer } from './site-build/serve.ts';

/** A command of the program. */
export interface Command {
  does: string;
  flags: readonly FlagName[];
  run: (context: Context) => Promise<Outcome>;
}

/** All commands by their names. What the others do not need is loaded by the one that does: it takes time and memory. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    does: 'refresh if GitHub answers, build, write the README block, serve until stopped',
    flags: ['out', 'target', 'as-of'],
    run: async (context) => serving(await (await import('./commands/start.ts')).start(context)),
  },
  refresh: {
    does: 'ask GitHub and bring data/snapshot.json up to date',
    flags: ['repo', 'full', 'dry-run', 'strict', 'accept-regressions'],
    run: runRefresh,
  },
  build: {
    does: 'build the site from the data',
    flags: ['out', 'base-url', 'as-of'],
    run: runBuild,
  },
  readme: {
    does: 'write the profile block into the README',
    flags: ['target', 'check', 'as-of'],
    run: runReadme,
  },
  check: {
    does: 'compare résumé, configuration, links and claims with the snapshot',
    flags: ['strict'],
    run: runCheck,
  },
  report: {
    does: 'tell what the commands of a workflow run did, in its summary',
    flags: [],
    run: async (context) => {
      const { report } = await import('./commands/report.ts');
      const { runSummary } = await import('./report/job-summary.ts');
      const gathered = await report(context);
      const { summaryFile, secrets } = context.environment;
      if (summaryFile) await appendText(summaryFile, createRedactor(secrets)(runSummary(gathered)));
      return done(summaryFile ? 'The summary of the run is written' : runSummary(gathered), gathered);
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
      const { health, healthSummary } = await import('./commands/health.ts');
      const result = await health(context);
      const { summaryFile, secrets } = context.environment;
      if (summaryFile) await appendText(summaryFile, createRedactor(secrets)(healthSummary(result)));
      return done(`Health issue: ${result.issue}`, result);
    },
  },
  dev: {
    does: 'build and serve; npm run dev starts it again on every change',
    flags: ['out', 'as-of'],
    run: async (context) => serving(await (await import('./commands/start.ts')).dev(context)),
  },
};

async function runRefresh(context: Context): Promise<Outcome> {
  const { refresh } = await import('./commands/refresh.ts');
  const { reportText } = await import('./report/refresh-report.ts');
  const { flags, environment, say } = context;
  const report = await refresh(context);
  if (environment.isActions) {
    for (const line of annotationLines(refreshAnnotations(report))) say(line);
  } else if (report.isTokenRejected) {
    say('GitHub rejected the token; the refresh went on without it.');
  }
  const { requests, bytes } = report;
  return {
    exitCode: flags.strict && report.stale.length > 0 ? 3 : 0,
    text: reportText(report),
    result: `${pluralize(requests.used, 'request')}; snapshot ${formatBytes(bytes.snapshot)}, history ${formatBytes(bytes.history)}`,
    json: report,
  };
}

async function runBuild(context: Context): Promise<Outcome> {
  const { flags, environment } = context;
  const { buildSite } = await import('./site-build/build.ts');
  const { noPdf } = await import('./site-build/resume-pdf.ts');
  const { data, out } = flags;
  await removeLeftovers(context);
  const portfolio = await loadPortfolio(data, flags['as-of']);
  const baseUrl = flags['base-url'] ?? portfolio.site;
  const keep = ownersFiles(flags);
  const { missingGlyphs, size } = await buildSite(portfolio, { out, baseUrl, run: environment.run, keep });
  const sizes = `${pluralize(size.files, 'file')}, ${formatBytes(size.bytes)}`;
  const other = environment.isActions
    ? otherAddress(portfolio.site, baseUrl, join(data, 'portfolio.yaml'))
    : null;
  return {
    ...done(`${out} holds the site for ${baseUrl}: ${sizes}`, { out, baseUrl, ...size }),
    problems: [...(missingGlyphs.length > 0 ? [noPdf(missingGlyphs)] : []), ...(other ? [other] : [])],
  };
}

async function runReadme({ flags }: Context): Promise<Outcome> {
  const { updateReadme } = await import('./commands/readme.ts');
  const { target, check: isCheck } = flags;
  const result = await updateReadme(await loadPortfolio(flags.data, flags['as-of']), target, isCheck);
  const size = formatBytes(result.bytes);
  if (!result.isChanged) return done(`${target} is up to date: ${size}`, result);
  if (!isCheck) return done(`${target} holds the new block: ${size}`, result);
  return { ...done(`${target} is out of date\n  → run "npm run readme"`, result), exitCode: 1 };
}

async function runCheck({ flags, environment, say }: Context): Promise<Outcome> {
  const { audit, findingsCount, findingsText } = await import('./commands/audit.ts');
  const findings = await audit(flags);
  if (environment.isActions) {
    for (const line of annotationLines(findingAnnotations(findings))) say(line);
    const text = createRedactor(environment.secrets)(JSON.stringify(findings, null, 2));
    await writeIfChanged(pathsOf(flags.data).findings, `${text}\n`);
  }
  const isGrave = findings.some(({ severity }) => severity !== 'note');
  return {
    exitCode: flags.strict && isGrave ? 3 : 0,
    text: findingsText(findings),
    result: findingsCount(findings),
    json: findings,
  };
}

function serving(server: SiteServer): Outcome {
  return { ...done(`${server.url}  (stop with Ctrl+C)`, { url: server.url }), server };
}

function done(text: string, json: unknown): Outcome {
  return { exitCode: 0, text, result: text, json };
}
