import { dirname, join } from 'node:path';
import { loadOwnerFiles } from '../config/load.ts';
import type { Context, Outcome } from '../context/command.ts';
import type { Flags } from '../context/flags.ts';
import { type Inputs, loadInputs } from '../context/inputs.ts';
import { pathsOf } from '../context/paths.ts';
import type { Notice } from '../errors.ts';
import { UserError } from '../errors.ts';
import { appendText } from '../files.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { createRedactor } from '../redact.ts';
import { formatBytes, pluralize } from '../render/format.ts';
import { commitMessage } from '../report/commit-message.ts';
import { jobSummary } from '../report/job-summary.ts';
import { countNotices, findingNotice, problemNotice } from '../report/notice.ts';
import { addressMismatchNotice, notOwnerNotice, pagesNotice, publicationOf } from '../report/publishing.ts';
import { refreshNotices } from '../report/refresh-notices.ts';
import { type RepositoryFiles, readFiles, writeResults } from '../report/result-folder.ts';
import type { RunReport } from '../report/run-report.ts';
import { createStageRunner, type StageOutcome, type StageRunner } from '../report/stages.ts';
import { dailyText } from '../report/terminal.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { audit } from './audit.ts';
import { build, formatSize } from './build.ts';
import { type FilledReadme, fillReadme, type ReadmeResult, updateReadme } from './readme.ts';
import { type RefreshResult, refreshWithPages } from './refresh.ts';

/** What to publish: the site, if Pages accepts it, and changed files of this repository and of the profile repository. */
export type Outputs = Record<'site' | 'news' | 'profile-news', boolean>;

/** The result of a daily run. */
export interface DailyResult {
  report: RunReport;
  outputs: Outputs;
}

/** Values from the stages; null or absent if a stage failed or did not run. */
interface StageValues {
  refreshed?: RefreshResult | null;
  readme?: ReadmeResult | null;
  profile?: FilledReadme | null;
  isDeployable?: boolean | null;
}

/** Runs every stage of the workflow, and reports the results. */
export async function run(context: Context): Promise<Outcome> {
  const { report, outputs } = await daily(context);
  const notices = report.stages.flatMap((stage) => stage.notices);
  const isFailed = report.stages.some(({ result }) => result === null);
  const hasProblems = notices.some(({ level }) => level !== 'notice');
  const strictCode = context.flags.strict && hasProblems ? 3 : 0;
  const json = { ...report, outputs };
  return { exitCode: isFailed ? 1 : strictCode, text: dailyText(report), notices, json };
}

/**
 * Refreshes, updates both READMEs, builds and audits. Whatever fails, it writes the report and the files to commit. Throws a
 * UserError only if these cannot be written.
 */
export async function daily(context: Context, policy: RetryPolicy = unattended): Promise<DailyResult> {
  const { flags, environment } = context;
  await removeLeftovers(context);
  const runner = createStageRunner(() => performance.now());
  const { refreshed, readme, profile, isDeployable } = await runStages(context, runner, policy);
  const report = { refresh: refreshed?.report ?? null, stages: runner.stages };
  const { snapshot, history } = pathsOf(flags.data);
  const isDataNew = report.refresh?.written.some((path) => path === snapshot || path === history) ?? false;
  const outputs = {
    site: isDeployable ?? false,
    news: isDataNew || (readme?.isChanged ?? false),
    'profile-news': profile?.isChanged ?? false,
  };
  const message = report.refresh && isDataNew ? commitMessage(report.refresh) : README_MESSAGE;
  const own = await ownFiles(flags, readme?.pictures);
  const redact = createRedactor(environment.secrets);
  await writeResults(flags.result, { report, message, own, profile: profile?.files ?? {} }, redact);
  if (environment.outputFile) await appendText(environment.outputFile, outputLines(outputs));
  if (environment.summaryFile) await appendText(environment.summaryFile, redact(jobSummary(report)));
  return { report, outputs };
}

/** The commit subject if only a README or its pictures changed. */
const README_MESSAGE = 'Update the profile README';

/** Writes the same files if the command could not start, or ended with a bug. */
export async function reportFailure(
  flags: Flags,
  notices: readonly Notice[],
  summaryFile: string | undefined,
): Promise<void> {
  // Since the process started.
  const seconds = performance.now() / 1000;
  const report = { refresh: null, stages: [{ name: 'start', seconds, result: null, notices }] };
  const results = { report, message: README_MESSAGE, own: await ownFiles(flags), profile: {} };
  await writeResults(flags.result, results, (text) => text);
  if (summaryFile) await appendText(summaryFile, jobSummary(report));
}

/** Reads the files of this repository that a run may change, keyed by their names in it. */
function ownFiles({ data, target }: Flags, pictures: readonly string[] = []): Promise<RepositoryFiles> {
  const { snapshot, history } = pathsOf(data);
  const pictureFiles = pictures.map((picture) => [picture, join(dirname(target), picture)]);
  return readFiles({
    'README.md': target,
    'data/snapshot.json': snapshot,
    'data/history.ndjson': history,
    ...Object.fromEntries(pictureFiles),
  });
}

function outputLines(outputs: Outputs): string {
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Runs the stages. A stage is skipped if one that it depends on failed. */
async function runStages(context: Context, { run }: StageRunner, policy: RetryPolicy): Promise<StageValues> {
  const { flags, environment } = context;
  const isOwn = await run('configuration', () => checkOwner(context));
  if (!isOwn) return {};
  const refreshed = await run('refresh', () => refreshStage(context, policy));
  if (!refreshed) return {};
  const inputs = await run('model', () => modelStage(context));
  if (!inputs) return { refreshed };
  const readme = await run('README', () => readmeStage(flags, inputs));
  const profile = hasOtherProfile(environment)
    ? await run('profile README', () => profileStage(flags, inputs))
    : null;
  const isDeployable = await run('build', () => buildStage(context, inputs, refreshed.pages));
  await run('audit', () => auditStage(flags, inputs));
  return { refreshed, readme, profile, isDeployable };
}

/** Checks that this repository may publish the configured portfolio. */
async function checkOwner({ flags, environment }: Context): Promise<StageOutcome<boolean>> {
  const { login } = (await loadOwnerFiles(flags.data)).config;
  const notice = notOwnerNotice(login, environment.repository, environment.portfolioLogin);
  return { value: !notice, result: `portfolio of ${login}`, notices: notice ? [notice] : [] };
}

async function refreshStage(context: Context, policy: RetryPolicy): Promise<StageOutcome<RefreshResult>> {
  const refreshed = await refreshWithPages(context, policy);
  const { requests, bytes } = refreshed.report;
  const sizes = `snapshot ${formatBytes(bytes.snapshot)}, history ${formatBytes(bytes.history)}`;
  const result = `${pluralize(requests.used, 'request')}; ${sizes}`;
  return { value: refreshed, result, notices: refreshNotices(refreshed.report) };
}

async function modelStage({ flags, environment }: Context): Promise<StageOutcome<Inputs>> {
  const inputs = await loadInputs(flags.data, undefined, environment.repository);
  const { repositories } = inputs.portfolio;
  return { value: inputs, result: pluralize(repositories.length, 'repository', 'repositories') };
}

async function readmeStage(flags: Flags, { portfolio }: Inputs): Promise<StageOutcome<ReadmeResult>> {
  const readme = await updateReadme(portfolio, flags.target, flags['dry-run']);
  const state = readme.isChanged ? 'changed' : 'unchanged';
  const isWritten = readme.isChanged && !flags['dry-run'];
  return { value: { ...readme, isChanged: isWritten }, result: `${state}, ${formatBytes(readme.bytes)}` };
}

/** Whether there is a separate profile repository. If this repository is `login/login`, its own README is the profile. */
function hasOtherProfile({ profileRepository, repository }: Context['environment']): boolean {
  return profileRepository !== undefined && profileRepository.toLowerCase() !== repository?.toLowerCase();
}

/** Problems in the profile repository are only warnings, because nothing else depends on it. */
async function profileStage(
  { data }: Flags,
  { portfolio }: Inputs,
): Promise<StageOutcome<FilledReadme | null>> {
  try {
    const profile = await fillReadme(portfolio, pathsOf(data).profileRepository);
    return { value: profile, result: profile.isChanged ? 'changed' : 'unchanged' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const notices = error.problems.map((problem) =>
      problemNotice('warning', 'Profile README not updated', problem),
    );
    return { value: null, result: 'not updated', notices };
  }
}

async function buildStage(
  context: Context,
  { portfolio, snapshot, config }: Inputs,
  pages: RefreshResult['pages'],
): Promise<StageOutcome<boolean>> {
  const { flags, environment } = context;
  const { address, isDeployable } = publicationOf(pages, snapshot.site?.value.url);
  const { size, notices } = await build(context, portfolio, { baseUrl: address ?? portfolio.site });
  const file = join(flags.data, 'portfolio.yaml');
  const mismatch = config.site && address ? addressMismatchNotice(config.site, address, file) : null;
  const notDeployed = environment.isActions && !isDeployable ? pagesNotice(pages) : null;
  const all = [...notices, mismatch, notDeployed].filter((notice) => notice !== null);
  return { value: isDeployable, result: formatSize(size), notices: all };
}

async function auditStage(flags: Flags, inputs: Inputs): Promise<StageOutcome<true>> {
  const notices = (await audit(flags.data, inputs)).map(findingNotice);
  return { value: true, result: countNotices(notices), notices };
}
