import { join } from 'node:path';
import type { Context } from '../../context/command.ts';
import type { Flags } from '../../context/flags.ts';
import { type Inputs, loadInputs } from '../../context/inputs.ts';
import { UserError } from '../../errors.ts';
import type { RetryPolicy } from '../../github/retry-policy.ts';
import { formatBytes, pluralize } from '../../render/format.ts';
import { countNotices, findingNotice, problemNotice } from '../../report/notice.ts';
import { addressMismatchNotice, pagesNotice, publicationOf } from '../../report/publishing.ts';
import { refreshNotices } from '../../report/refresh-notices.ts';
import type { RefreshReport } from '../../report/refresh-report.ts';
import type { StageOutcome, StageRunner } from '../../report/stages.ts';
import { audit } from '../audit.ts';
import { build, formatSize } from '../build.ts';
import { type FilledReadme, fillReadme, type ReadmeResult, updateReadme } from '../readme.ts';
import { type RefreshResult, refreshWithPages } from '../refresh.ts';

/** Values from the stages; null or absent if a stage failed or did not run. */
export interface StageValues {
  refreshed?: RefreshResult | null;
  readme?: ReadmeResult | null;
  profile?: FilledReadme | null;
  isDeployable?: boolean | null;
}

/** How to run the stages. */
export interface StageOptions {
  policy: RetryPolicy;
  /** The folder where the profile repository is checked out. */
  profileRepository: string;
  /** Whether GitHub must return the complete list of repositories. */
  mustBeComplete: boolean;
}

/** Refreshes, updates both READMEs, builds and audits. A stage is skipped if one that it depends on failed. */
export async function runStages(
  context: Context,
  { run }: StageRunner,
  options: StageOptions,
): Promise<StageValues> {
  const { flags, environment } = context;
  const refreshed = await run('refresh', () => refreshStage(context, options));
  if (!refreshed) return {};
  const inputs = await run('model', () => modelStage(context));
  if (!inputs) return { refreshed };
  const readme = await run('README', () => readmeStage(flags, inputs));
  const profile = hasOtherProfile(environment)
    ? await run('profile README', () => profileStage(options.profileRepository, inputs))
    : null;
  const isDeployable = await run('build', () => buildStage(context, inputs, refreshed.pages));
  await run('audit', () => auditStage(flags, inputs));
  return { refreshed, readme, profile, isDeployable };
}

async function refreshStage(
  context: Context,
  { policy, mustBeComplete }: StageOptions,
): Promise<StageOutcome<RefreshResult>> {
  const refreshed = await refreshWithPages(context, policy);
  if (mustBeComplete && !refreshed.report.isComplete) throw incompleteError(refreshed.report, context);
  const { requests, bytes } = refreshed.report;
  const sizes = `snapshot ${formatBytes(bytes.snapshot)}, history ${formatBytes(bytes.history)}`;
  const result = `${pluralize(requests.used, 'request')}; ${sizes}`;
  return { value: refreshed, result, notices: refreshNotices(refreshed.report) };
}

function incompleteError({ stale }: RefreshReport, { environment }: Context): UserError {
  const why = stale.find(({ fact }) => fact === 'profile')?.detail ?? 'no answer';
  return new UserError({
    what: `GitHub did not return the complete list of repositories (${why})`,
    where: environment.apiUrl,
    fix: 'do nothing: the next run tries again',
  });
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
  folder: string,
  { portfolio }: Inputs,
): Promise<StageOutcome<FilledReadme | null>> {
  try {
    const profile = await fillReadme(portfolio, folder);
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
