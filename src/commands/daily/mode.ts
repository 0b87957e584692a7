import { loadOwnerFiles } from '../../config/load.ts';
import type { Context } from '../../context/command.ts';
import { pathsOf } from '../../context/paths.ts';
import { chooseMode, modeOfCopy, type RunMode, type StoredOrigin } from '../../context/run-mode.ts';
import { UserError } from '../../errors.ts';
import { createClient } from '../../github/client.ts';
import { fetchRepositoryOrigin, type RepositoryOrigin } from '../../github/repository-origin.ts';
import { GitHubRequestError } from '../../github/request-error.ts';
import type { RetryPolicy } from '../../github/retry-policy.ts';
import { hasResumeToImport } from '../../init/uploaded-resume.ts';
import type { StageOutcome } from '../../report/stages.ts';
import { readSnapshotIfAny } from '../../snapshot/file.ts';
import { latestChange } from '../../snapshot/latest-change.ts';

/** Decides what this run does. Throws a UserError if the owner's files are invalid, or the input `setup` is. */
export async function configurationStage(
  context: Context,
  policy: RetryPolicy,
): Promise<StageOutcome<RunMode>> {
  const { flags, environment } = context;
  const { repository, portfolioLogin, inputs } = environment;
  const setUpFor = flags.setup ?? inputs.setUpFor;
  const login = await configuredLogin(flags.data, setUpFor !== undefined);
  const hasNewResume = await hasResumeToImport(flags.data, flags.target);
  const facts = { repository, portfolioLogin, setUpFor, login, hasNewResume };
  const mode =
    chooseMode(facts) ?? modeOfCopy(facts, await originOf(context, policy), await storedOrigin(flags.data));
  if (mode.kind === 'error') throw new UserError(mode.problem);
  return {
    value: mode,
    result: mode.kind === 'set up' ? `set up for ${mode.login}` : `portfolio of ${login}`,
    notices: mode.kind === 'nothing' ? [mode.notice] : [],
  };
}

/** Null if the files are invalid, but are going to be replaced. */
async function configuredLogin(data: string, mayBeInvalid: boolean): Promise<string | null> {
  try {
    return (await loadOwnerFiles(data)).config.login;
  } catch (error) {
    if (error instanceof UserError && mayBeInvalid) return null;
    throw error;
  }
}

async function originOf(
  { environment }: Context,
  retryPolicy: RetryPolicy,
): Promise<RepositoryOrigin | null> {
  const client = createClient({ ...environment, retryPolicy });
  try {
    return await fetchRepositoryOrigin(client, environment.repository ?? '');
  } catch (error) {
    if (error instanceof GitHubRequestError) return null;
    throw error;
  }
}

async function storedOrigin(data: string): Promise<StoredOrigin> {
  const snapshot = await readSnapshotIfAny(pathsOf(data).snapshot);
  return {
    accountId: snapshot?.profile?.value.id ?? null,
    latestChange: snapshot && latestChange(snapshot),
  };
}
