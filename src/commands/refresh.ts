import { loadOwnerFiles } from '../config/load.ts';
import { configuredRepositories, type PortfolioConfig } from '../config/portfolio-schema.ts';
import { ownRepositoriesLinked } from '../config/repository-links.ts';
import { findByName, repositoryName } from '../config/repository-name.ts';
import { UsageError, UserError } from '../errors.ts';
import { readText, writeIfChanged } from '../files.ts';
import { createClient } from '../github/client.ts';
import { collect } from '../github/collect.ts';
import { askGoneLinks } from '../github/gone-links.ts';
import { type Patience, patient } from '../github/patience.ts';
import { ANONYMOUS_LIMIT, type Usage } from '../github/transport.ts';
import { changesBetween } from '../snapshot/diff.ts';
import { type Event, eventsBetween } from '../snapshot/events.ts';
import { readChecks, readSnapshotIfAny, serialiseSnapshot } from '../snapshot/file.ts';
import { continueHistory, type DayLine, parseHistory, serialiseHistory } from '../snapshot/history.ts';
import { stableJson } from '../snapshot/json.ts';
import { type Merged, merge } from '../snapshot/merge.ts';
import type { Observations } from '../snapshot/observation.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import type { Context } from './command.ts';
import { commitMessage } from './commit-message.ts';
import type { Environment } from './environment.ts';
import { type Paths, pathsOf } from './inputs.ts';
import { type RefreshReport, staleIn } from './refresh-report.ts';

/**
 * Asks GitHub, merges the answers with what was known, and writes the snapshot and the memory of checks, once, at the end.
 * Throws UserError where the input is wrong, or where nothing is known and nothing was learnt.
 */
export async function refresh(context: Context, patience: Patience = patient): Promise<RefreshReport> {
  const { flags, environment, now, progress } = context;
  const paths = pathsOf(flags.data);
  const { config, resume } = await loadOwnerFiles(flags.data);
  const previous = await readSnapshotIfAny(paths.snapshot);
  const checks = await readChecks(paths.checks);
  const before = parseHistory(await readText(paths.history), paths.history);
  const client = createClient({ ...environment, maxRequests: requestBudget(config, environment), patience });
  const observed = await collect(client, {
    config,
    checks,
    previous: previous?.repositories ?? [],
    neverCollected: [...environment.ownRepositories, `${config.login}/${config.login}`],
    only: [...flags.repo, ...environment.manual.repositories].map(wantedRepository),
    isFull: flags.full || environment.manual.isFull,
    at: `${now.toISOString().slice(0, 19)}Z`,
    onProgress: (done, of) => progress(`GitHub: ${done} of ${of} sections`),
  });
  const links = ownRepositoriesLinked(resume, config.login);
  const seen = { ...observed, goneLinks: await askGoneLinks(client, links, observed) };
  if (!previous && seen.repositories.length === 0 && !seen.isComplete) throw nothingKnown(seen, environment);
  const accepts = flags['accept-regressions'] || environment.manual.acceptsRegressions;
  const merged = merge(previous, checks, seen, accepts);
  const date = seen.at.slice(0, 10);
  const events = eventsBetween(previous, merged.snapshot, date);
  const history = continueHistory(before, previous, merged.snapshot, events, date);
  const written = flags['dry-run'] ? [] : await write(paths, merged, history);
  const report = reportOf({ previous, merged, seen, config, usage: client.usage, events, written });
  await writeIfChanged(paths.report, stableJson(report));
  await writeIfChanged(paths.commitMessage, `${commitMessage(report)}\n`);
  return report;
}

function requestBudget({ maxRequests }: PortfolioConfig, { token }: Environment): number {
  return token ? maxRequests : Math.min(maxRequests, ANONYMOUS_LIMIT);
}

function wantedRepository(name: string): string {
  if (repositoryName.safeParse(name).success) return name;
  throw new UsageError({
    what: `--repo ${JSON.stringify(name)} is not a repository`,
    fix: 'write it as OWNER/NAME',
  });
}

function nothingKnown({ profile }: Observations, { apiUrl }: Environment): UserError {
  const why = profile?.kind === 'failure' ? profile.detail : 'no answer';
  return new UserError({
    what: `GitHub gave nothing, and there is no earlier snapshot to fall back on (${why})`,
    where: apiUrl,
    fix: 'run the command again once GitHub answers; nothing was written',
  });
}

async function write(paths: Paths, { snapshot, checks }: Merged, history: DayLine[]): Promise<string[]> {
  const files = [
    ...(history.length > 0 ? [[paths.history, serialiseHistory(history)] as const] : []),
    [paths.snapshot, serialiseSnapshot(snapshot)] as const,
    [paths.checks, stableJson(checks)] as const,
  ];
  const written: string[] = [];
  for (const [path, text] of files) {
    if (await writeIfChanged(path, text)) written.push(path);
  }
  return written;
}

interface Results {
  previous: Snapshot | null;
  merged: Merged;
  seen: Observations;
  config: PortfolioConfig;
  usage: Usage;
  events: Event[];
  written: string[];
}

function reportOf({ previous, merged, seen, config, usage, events, written }: Results): RefreshReport {
  const { snapshot, checks } = merged;
  const configured = configuredRepositories(config).map(({ name }) => name);
  return {
    at: seen.at,
    asOf: snapshot.asOf,
    isComplete: seen.isComplete,
    repositories: snapshot.repositories.length,
    changes: changesBetween(previous, snapshot),
    events,
    stale: staleIn(snapshot, checks),
    unseen: configured.filter((name) => findByName(snapshot.repositories, name) === undefined),
    requests: { used: usage.requests, remaining: usage.remaining, limit: usage.limit },
    isTokenRejected: usage.tokenRejected,
    written,
  };
}
