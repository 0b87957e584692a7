import { dirname, join } from 'node:path';
import type { Context } from '../../context/command.ts';
import type { Flags } from '../../context/flags.ts';
import { pathsOf } from '../../context/paths.ts';
import type { RunMode } from '../../context/run-mode.ts';
import type { Notice } from '../../errors.ts';
import { prepareFiles, readBytes, removeFolder } from '../../files.ts';
import { copyFolder, namesIn, replaceFolder } from '../../folders.ts';
import type { RetryPolicy } from '../../github/retry-policy.ts';
import { readResumeIn } from '../../init/resume-search.ts';
import type { SetUp } from '../../init/set-up.ts';
import { problemNotice } from '../../report/notice.ts';
import type { RepositoryFiles } from '../../report/result-folder.ts';
import type { StageOutcome, StageRunner } from '../../report/stages.ts';
import { importAgain, setUpOwner } from '../init.ts';
import { type Relocate, relocateFrom, relocatingRunner } from './relocate.ts';
import { nothingToPublish, ownersFiles, type RunResult, refreshResult } from './result.ts';
import { runStages, type StageValues } from './stages.ts';

type SetUpMode = Extract<RunMode, { kind: 'set up' }>;

/**
 * Sets up the repository for an owner, and does everything that a refresh does, in a folder of its own. Only if all of it
 * succeeded does it replace data and README, and hand them over to be committed.
 */
export async function setUpRun(
  context: Context,
  mode: SetUpMode,
  outerRunner: StageRunner,
  policy: RetryPolicy,
): Promise<RunResult> {
  const { flags } = context;
  const folder = join(dirname(pathsOf(flags.data).fetchLog), 'set-up');
  const relocate = relocateFrom(folder, dirname(flags.target));
  const runner = relocatingRunner(outerRunner, relocate);
  try {
    const inside = await openFolder(context, folder);
    const setUp = await runner.run('set-up', () => setUpStage(context, inside, mode, policy));
    const values = setUp ? await runInside(inside, runner, policy, flags) : {};
    const failed = { ...nothingToPublish, setUp: { login: mode.login, result: null } };
    if (!setUp || !isComplete(values)) return failed;
    const own = await runner.run('hand-over', () => handOver(flags, inside.flags));
    if (!own) return failed;
    const result = await refreshResult(inside.flags, values);
    const message = mode.isRepeated ? 'Import the resume' : `Set up the portfolio of ${mode.login}`;
    const isNews = !flags['dry-run'];
    return {
      ...result,
      refresh: result.refresh && { ...result.refresh, written: result.refresh.written.map(relocate) },
      setUp: { login: mode.login, result: relocated(setUp, relocate) },
      outputs: { ...result.outputs, news: isNews, setup: mode.isRepeated ? 'resume' : 'all' },
      message,
      own,
    };
  } finally {
    await removeFolder(folder);
  }
}

function runInside(inside: Context, runner: StageRunner, policy: RetryPolicy, { data }: Flags) {
  const { profileRepository } = pathsOf(data);
  return runStages(inside, runner, { policy, profileRepository, mustBeComplete: true });
}

/** The same with the paths of the originals. */
function relocated(setUp: SetUp, relocate: Relocate): SetUp {
  return { ...setUp, notes: setUp.notes.map((note) => ({ ...note, where: relocate(note.where) })) };
}

/** Whether everything is there that will be published. */
function isComplete({ readme, isDeployable }: StageValues): boolean {
  return Boolean(readme) && typeof isDeployable === 'boolean';
}

/** Copies data and README, if they exist, into an empty folder, and gives the context in which commands change the copies. */
async function openFolder(context: Context, folder: string): Promise<Context> {
  const { flags, environment } = context;
  await removeFolder(folder);
  const copies = { data: join(folder, 'data'), target: join(folder, 'README.md') };
  if ((await namesIn(flags.data)) !== null) await copyFolder(flags.data, copies.data);
  const files: Record<string, Uint8Array> = {};
  const readme = await readBytes(flags.target);
  if (readme) files[copies.target] = readme;
  const fetchLog = await readBytes(pathsOf(flags.data).fetchLog);
  if (fetchLog) files[pathsOf(copies.data).fetchLog] = fetchLog;
  await (await prepareFiles(files)).commit();
  return {
    ...context,
    flags: { ...flags, ...copies, repo: [], 'dry-run': false },
    environment: { ...environment, inputs: { ...environment.inputs, repositories: [] } },
  };
}

async function setUpStage(
  context: Context,
  inside: Context,
  { login, isRepeated }: SetUpMode,
  policy: RetryPolicy,
): Promise<StageOutcome<SetUp>> {
  const search = await readResumeIn(dirname(context.flags.target));
  const setUp = await (isRepeated ? importAgain : setUpOwner)(inside, { login, search }, policy);
  const notices = setUp.problems.map(
    (problem): Notice => problemNotice('warning', 'Résumé not used', problem),
  );
  return { value: setUp, result: setUp.resumeFrom === null ? 'without a résumé' : 'with a résumé', notices };
}

/** Replaces data and README by those that were prepared, and returns the files to commit. */
async function handOver(flags: Flags, inside: Flags): Promise<StageOutcome<RepositoryFiles>> {
  const own = await ownersFiles(inside);
  const result = `${Object.keys(own).length} files`;
  if (flags['dry-run']) return { value: own, result };
  const root = dirname(flags.target);
  const contents: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(own)) {
    if (name === 'README.md') contents[flags.target] = bytes;
    else if (!name.startsWith('data/')) contents[join(root, name)] = bytes;
  }
  const fetchLog = await readBytes(pathsOf(inside.data).fetchLog);
  if (fetchLog) contents[pathsOf(flags.data).fetchLog] = fetchLog;
  const prepared = await prepareFiles(contents);
  try {
    await replaceFolder(flags.data, { from: 'nothing' }, (fresh) => copyFolder(inside.data, fresh));
  } catch (error) {
    await prepared.discard();
    throw error;
  }
  await prepared.commit();
  return { value: own, result };
}
