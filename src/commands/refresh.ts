import { loadOwnerFiles } from '../config/load.ts';
import { configuredRepositories, type PortfolioConfig } from '../config/portfolio-schema.ts';
import { ownRepositoriesLinked } from '../config/repository-links.ts';
import type { Context, Outcome } from '../context/command.ts';
import type { Environment } from '../context/environment.ts';
import { type Paths, pathsOf } from '../context/inputs.ts';
import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import { UsageError, UserError } from '../errors.ts';
import { readText, writeIfChanged } from '../files.ts';
import { createClient } from '../github/client.ts';
import { collect } from '../github/collect.ts';
import { fetchDeadLinks } from '../github/gone-links.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { ANONYMOUS_LIMIT, type Usage } from '../github/transport.ts';
import { stableJson } from '../json.ts';
import { createRedactor } from '../redact.ts';
import { formatBytes, pluralize } from '../render/format.ts';
import { annotationLines, refreshAnnotations } from '../report/annotations.ts';
import { commitMessage } from '../report/commit-message.ts';
import { type RefreshReport, reportText, staleIn } from '../report/refresh-report.ts';
import { findByName, repositoryName } from '../repository-name.ts';
import { healFutureDates, healFutureLog } from '../snapshot/clock.ts';
import { changesBetween } from '../snapshot/diff.ts';
import { type Event, eventsBetween } from '../snapshot/events.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import type { FetchedState } from '../snapshot/fetched-state.ts';
import { readFetchLog, readSnapshotIfAny, serializeSnapshot } from '../snapshot/file.ts';
import {
  continueHistory,
  type DayEntry,
  healFutureEntries,
  parseHistory,
  serializeHistory,
} from '../snapshot/history.ts';
import { type MergeResult, merge } from '../snapshot/merge.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** Refreshes, and prints what changed and what could not be confirmed. */
export async function run(context: Context): Promise<Outcome> {
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

/**
 * Asks GitHub, merges the answers with what was known, and writes the snapshot and the memory of checks, once, at the end.
 * Throws UserError where the input is wrong, or where nothing is known and nothing was learnt.
 */
export async function refresh(context: Context, patience: RetryPolicy = unattended): Promise<RefreshReport> {
  const { flags, environment, now, progress } = context;
  const paths = pathsOf(flags.data);
  const { config, resume } = await loadOwnerFiles(flags.data);
  const previous = await readSnapshotIfAny(paths.snapshot);
  const checks = await readFetchLog(paths.fetchLog);
  const before = parseHistory(await readText(paths.history), paths.history);
  const manual = askedFor(context);
  const client = createClient({ ...environment, maxRequests: requestBudget(config, environment), patience });
  const observed = await collect(client, {
    config,
    fetchLog: checks,
    previous: previous?.repositories ?? [],
    neverCollected: [...environment.ownRepositories, `${config.login}/${config.login}`],
    only: manual.repositories,
    isFull: manual.isFull,
    local: `${now.toISOString().slice(0, 19)}Z`,
    asOf: previous?.asOf,
    onProgress: (done, of) => progress(`GitHub: ${done} of ${of} sections`),
  });
  const links = ownRepositoriesLinked(resume, config.login);
  const deadLinks = await fetchDeadLinks(client, links, observed);
  const seen: FetchedState = { ...observed, deadLinks };
  if (!previous && seen.repositories.length === 0 && !seen.isComplete) throw nothingKnown(seen, environment);
  const known =
    client.usage.dates.length > 0
      ? healed({ previous, checks, before }, seen.at)
      : { previous, checks, before };
  const merged = merge(known.previous, known.checks, seen, manual.acceptsRegressions);
  const date = seen.at.slice(0, 10);
  const events = eventsBetween(known.previous, merged.snapshot, date);
  const history = continueHistory(known.before, known.previous, merged.snapshot, events, date);
  const files = { snapshot: serializeSnapshot(merged.snapshot), history: serializeHistory(history) };
  const redact = createRedactor(environment.secrets);
  const memory = redact(stableJson(merged.fetchLog));
  const written = flags['dry-run'] ? [] : await write(paths, { ...files, checks: memory });
  const report = {
    ...reportOf({ previous, merged, seen, config, manual, usage: client.usage, events }),
    written,
    bytes: { snapshot: Buffer.byteLength(files.snapshot), history: Buffer.byteLength(files.history) },
  };
  await writeIfChanged(paths.report, redact(stableJson(report)));
  await writeIfChanged(paths.commitMessage, `${redact(commitMessage(report))}\n`);
  return report;
}

/** What is known from before. */
interface Known {
  previous: Snapshot | null;
  checks: FetchLog;
  before: DayEntry[];
}

/** What is known from before, without dates that GitHub's clock shows to be wrong. */
function healed({ previous, checks, before }: Known, now: string): Known {
  return {
    previous: previous && healFutureDates(previous, now),
    checks: healFutureLog(checks, now),
    before: healFutureEntries(before, now),
  };
}

function requestBudget({ maxRequests }: PortfolioConfig, { token }: Environment): number {
  return token ? maxRequests : Math.min(maxRequests, ANONYMOUS_LIMIT);
}

/** What flags and workflow inputs ask for together. */
function askedFor({ flags, environment: { inputs: manual } }: Context): WorkflowInputs {
  return {
    ...manual,
    repositories: [...flags.repo.map(wantedRepository), ...manual.repositories],
    isFull: flags.full || manual.isFull,
    acceptsRegressions: flags['accept-regressions'] || manual.acceptsRegressions,
  };
}

function wantedRepository(name: string): string {
  if (repositoryName.safeParse(name).success) return name;
  throw new UsageError({
    what: `--repo ${JSON.stringify(name)} is not a repository`,
    fix: 'write it as OWNER/NAME',
  });
}

function nothingKnown({ profile }: FetchedState, { apiUrl }: Environment): UserError {
  const why = profile?.kind === 'failure' ? profile.detail : 'no answer';
  return new UserError({
    what: `GitHub gave nothing, and there is no earlier snapshot to fall back on (${why})`,
    where: apiUrl,
    fix: 'run the command again once GitHub answers; nothing was written',
  });
}

type Files = Record<'history' | 'snapshot' | 'checks', string>;

/** Gives the paths of the files that changed. A history in which nothing has happened yet is no file. */
async function write(paths: Paths, { history, snapshot, checks }: Files): Promise<string[]> {
  const files = [
    ...(history === '' ? [] : [[paths.history, history] as const]),
    [paths.snapshot, snapshot] as const,
    [paths.fetchLog, checks] as const,
  ];
  const written: string[] = [];
  for (const [path, text] of files) {
    if (await writeIfChanged(path, text)) written.push(path);
  }
  return written;
}

interface Results {
  previous: Snapshot | null;
  merged: MergeResult;
  seen: FetchedState;
  config: PortfolioConfig;
  manual: WorkflowInputs;
  usage: Usage;
  events: Event[];
}

/** What a refresh learnt, without what it wrote. */
function reportOf({ previous, merged, seen, config, manual, usage, events }: Results) {
  const { snapshot, fetchLog: checks } = merged;
  const configured = configuredRepositories(config).map(({ name }) => name);
  const isUnknown = (name: string) => findByName(snapshot.repositories, name) === undefined;
  return {
    manual,
    at: seen.at,
    asOf: snapshot.asOf,
    isComplete: merged.isComplete,
    repositories: snapshot.repositories.length,
    changes: changesBetween(previous, snapshot),
    events,
    stale: staleIn(snapshot, checks),
    notShown: [...new Set([...manual.repositories, ...configured])].filter(isUnknown),
    requests: { used: usage.requests, remaining: usage.remaining, limit: usage.limit },
    isTokenRejected: usage.tokenRejected,
  };
}
