import { loadOwnerFiles, type OwnerFiles } from '../config/load.ts';
import { configuredRepositories, type PortfolioConfig } from '../config/portfolio-schema.ts';
import { ownRepositoriesLinked } from '../config/repository-links.ts';
import type { Context, Outcome } from '../context/command.ts';
import type { Environment } from '../context/environment.ts';
import { type Paths, pathsOf } from '../context/paths.ts';
import { healStored, readStored, type Stored } from '../context/stored.ts';
import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import { UsageError, UserError } from '../errors.ts';
import { prepareFiles } from '../files.ts';
import { type Client, createClient } from '../github/client.ts';
import { collect } from '../github/collect.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import type { Usage } from '../github/transport.ts';
import { stableJson } from '../json.ts';
import { createRedactor } from '../redact.ts';
import { refreshNotices } from '../report/refresh-notices.ts';
import { type RefreshReport, staleIn } from '../report/refresh-report.ts';
import { refreshText } from '../report/terminal.ts';
import { findByName, repositoryName } from '../repository-name.ts';
import { changesBetween } from '../snapshot/diff.ts';
import { type Event, eventsBetween } from '../snapshot/events.ts';
import type { FetchedState } from '../snapshot/fetched-state.ts';
import { serializeSnapshot } from '../snapshot/file.ts';
import { continueHistory, serializeHistory } from '../snapshot/history.ts';
import { type MergeResult, merge } from '../snapshot/merge.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** Printed if there is no token. GraphQL requires one. */
const WITHOUT_TOKEN =
  'Fetching the profile and the list of repositories from GitHub; for everything else set a token: GITHUB_TOKEN=$(gh auth token) npm run refresh';

/** Refreshes, and prints what changed and what could not be updated. */
export async function run(context: Context): Promise<Outcome> {
  const { flags, environment, say } = context;
  say(environment.token ? 'Fetching from GitHub …' : WITHOUT_TOKEN);
  const report = await refresh(context);
  return {
    exitCode: flags.strict && report.stale.length > 0 ? 3 : 0,
    text: refreshText(report),
    notices: refreshNotices(report),
    json: report,
  };
}

/** What a refresh did, and the settings of GitHub Pages, which are not stored. */
export interface RefreshResult {
  report: RefreshReport;
  pages: FetchedState['pages'];
}

/** Like {@link refreshWithPages}, for callers that publish nothing. */
export async function refresh(context: Context, policy?: RetryPolicy): Promise<RefreshReport> {
  const { report } = await refreshWithPages(context, policy);
  return report;
}

/**
 * Fetches from GitHub, merges the result with the stored data, and writes the snapshot, the history and the fetch log, once, at
 * the end. Throws a UserError if the input is invalid, or if there is no snapshot and nothing could be fetched.
 */
export async function refreshWithPages(
  context: Context,
  policy: RetryPolicy = unattended,
): Promise<RefreshResult> {
  const { flags, environment } = context;
  const paths = pathsOf(flags.data);
  const { config, resume } = await loadOwnerFiles(flags.data);
  const stored = await readStored(paths);
  const inputs = resolveInputs(context);
  const deadlineMs = environment.deadlineMs ?? policy.deadlineMs;
  const client = createClient({ ...environment, retryPolicy: { ...policy, deadlineMs } });
  const fetched = await fetchState(context, client, { config, resume, stored, inputs });
  if (!stored.snapshot && fetched.repositories.length === 0 && !fetched.isComplete) {
    throw noDataError(fetched, environment);
  }
  const hasGitHubTime = client.usage.dates.length > 0;
  const known = hasGitHubTime ? healStored(stored, fetched.at) : stored;
  const merged = merge(known.snapshot, known.fetchLog, fetched, inputs.acceptsRegressions);
  const date = fetched.at.slice(0, 10);
  const events = eventsBetween(known.snapshot, merged.snapshot, date);
  const history = continueHistory(known.history, known.snapshot, merged.snapshot, events, date);
  const redact = createRedactor(environment.secrets);
  const files: Files = {
    snapshot: serializeSnapshot(merged.snapshot),
    history: serializeHistory(history),
    fetchLog: redact(stableJson(merged.fetchLog)),
  };
  const written = flags['dry-run'] ? [] : await write(paths, files);
  const results = { previous: stored.snapshot, merged, fetched, config, inputs, usage: client.usage, events };
  const bytes = { snapshot: Buffer.byteLength(files.snapshot), history: Buffer.byteLength(files.history) };
  const report = { ...reportOf(results), written, bytes };
  return { report, pages: fetched.pages };
}

interface FetchInputs extends Pick<OwnerFiles, 'config' | 'resume'> {
  stored: Stored;
  inputs: WorkflowInputs;
}

async function fetchState(
  { environment, now, progress }: Context,
  client: Client,
  { config, resume, stored: { snapshot, fetchLog }, inputs }: FetchInputs,
): Promise<FetchedState> {
  return collect(client, {
    config,
    fetchLog,
    repository: environment.repository,
    profile: snapshot?.profile?.value,
    previous: snapshot?.repositories ?? [],
    neverCollected: [...environment.ownRepositories, `${config.login}/${config.login}`],
    only: inputs.repositories,
    linked: ownRepositoriesLinked(resume, config.login),
    isFull: inputs.isFull,
    local: `${now.toISOString().slice(0, 19)}Z`,
    asOf: snapshot?.asOf,
    onProgress: (what) => progress(`GitHub: ${what}`),
  });
}

/** Combines the flags with the workflow inputs. */
function resolveInputs({ flags, environment: { inputs } }: Context): WorkflowInputs {
  return {
    ...inputs,
    repositories: [...flags.repo.map(requireRepositoryName), ...inputs.repositories],
    isFull: flags.full || inputs.isFull,
    acceptsRegressions: flags['accept-regressions'] || inputs.acceptsRegressions,
  };
}

function requireRepositoryName(name: string): string {
  if (repositoryName.safeParse(name).success) return name;
  throw new UsageError({
    what: `--repo ${JSON.stringify(name)} is not a repository`,
    fix: 'write it as OWNER/NAME',
  });
}

function noDataError({ profile }: FetchedState, { apiUrl }: Environment): UserError {
  const why = profile?.kind === 'error' ? profile.detail : 'no answer';
  return new UserError({
    what: `GitHub returned no data, and there is no earlier snapshot to fall back on (${why})`,
    where: apiUrl,
    fix: 'run the command again when GitHub is reachable; nothing was written',
  });
}

type Files = Record<'history' | 'snapshot' | 'fetchLog', string>;

/** Returns the paths of the files that changed. An empty history is not written. */
async function write(paths: Paths, files: Files): Promise<string[]> {
  const contents: Record<string, string> = {};
  for (const name of ['history', 'snapshot', 'fetchLog'] as const) {
    if (name !== 'history' || files.history !== '') contents[paths[name]] = files[name];
  }
  const prepared = await prepareFiles(contents);
  return prepared.commit();
}

interface Results {
  previous: Snapshot | null;
  merged: MergeResult;
  fetched: FetchedState;
  config: PortfolioConfig;
  inputs: WorkflowInputs;
  usage: Usage;
  events: Event[];
}

/** The report, except for the written files. */
function reportOf({ previous, merged, fetched, config, inputs, usage, events }: Results) {
  const { snapshot, fetchLog } = merged;
  const configured = configuredRepositories(config).map(({ name }) => name);
  const isUnknown = (name: string) => findByName(snapshot.repositories, name) === undefined;
  return {
    inputs,
    at: fetched.at,
    asOf: snapshot.asOf,
    isComplete: merged.isComplete,
    repositories: snapshot.repositories.length,
    changes: changesBetween(previous, snapshot),
    events,
    stale: staleIn(snapshot, fetchLog),
    notShown: [...new Set([...inputs.repositories, ...configured])].filter(isUnknown),
    requests: { used: usage.requests, remaining: usage.remaining, limit: usage.limit },
    isTokenRejected: usage.tokenRejected,
  };
}
