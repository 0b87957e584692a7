import { dirname, join } from 'node:path';
import type { Context } from '../context/command.ts';
import { done, type Outcome } from '../context/command.ts';
import { pathsOf } from '../context/paths.ts';
import { sundayOf } from '../dates.ts';
import { UsageError, UserError } from '../errors.ts';
import { prepareFiles, readBytes, removeFolder, writeIfChanged } from '../files.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { checklist } from '../init/checklist.ts';
import { rejectEnclosingFolder, rejectExistingPortfolio, replaceData } from '../init/data-folder.ts';
import { fetchNewOwner } from '../init/new-owner.ts';
import { type NewOwner, ownerFiles, suggestionNotes } from '../init/owner-files.ts';
import { mayMention, previousOwnerIdentifiers } from '../init/previous-owner.ts';
import { type ResumeSearch, readNamedResume, readResumeIn } from '../init/resume-search.ts';
import type { SetUp } from '../init/set-up.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import { blankPictures } from '../render/readme/pictures.ts';
import { renderReadmeBlocks } from '../render/readme/readme.ts';
import { setUpText } from '../report/set-up.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { emptyFetchLog } from '../snapshot/fetch-log.ts';
import { emptySnapshot } from '../snapshot/schema.ts';
import { fillBlocks, readmeFiles } from './readme.ts';

/** Sets up the data for a new owner, and prints what to do next. */
export async function run(context: Context): Promise<Outcome> {
  const result = await init(context);
  return done(setUpText(result, context.flags), result);
}

/**
 * Creates the data folder and the README for a new owner from the public profile and the résumé: the given file, else a file in
 * the README's folder, else a public gist. Throws a UserError, and changes nothing, if there is data and no --force, if the
 * résumé cannot be read, or if GitHub does not know the login or cannot be reached.
 */
export async function init(context: Context, retryPolicy: RetryPolicy = unattended): Promise<SetUp> {
  const { flags } = context;
  const login = flags.login ?? context.environment.repository?.split('/')[0];
  if (login === undefined) {
    throw new UsageError({ what: '--login is required', fix: 'npm run init -- --login NAME' });
  }
  await removeLeftovers(context);
  await rejectEnclosingFolder(flags.data, flags.target);
  if (!flags.force) await rejectExistingPortfolio(flags.data);
  const { resume, target } = flags;
  const search = resume === undefined ? await readResumeIn(dirname(target)) : await readNamedResume(resume);
  return setUpOwner(context, { login, search }, retryPolicy);
}

/** Whose portfolio to set up, and the résumé that was found, if any. */
export interface SetUpRequest {
  login: string;
  search: ResumeSearch;
}

/** Replaces the data folder and the README. Prepares everything before it writes anything; see {@link init}. */
export async function setUpOwner(
  context: Context,
  { login, search: found }: SetUpRequest,
  retryPolicy: RetryPolicy,
): Promise<SetUp> {
  const { flags, environment, progress } = context;
  const paths = pathsOf(flags.data);
  const identifiers = await previousOwnerIdentifiers(flags.data, paths.snapshot);
  progress(`GitHub: the public profile of ${login}`);
  const request = { login, search: found, ownRepositories: environment.ownRepositories };
  const { newOwner, search } = await fetchNewOwner({ ...environment, retryPolicy }, request);
  const { texts, config, resume } = ownerFiles(newOwner);
  const snapshot = emptySnapshot(sundayOf(context.now.toISOString()));
  const facts = { snapshot, fetchLog: emptyFetchLog, history: [] };
  const portfolio = buildPortfolio({ config, resume, ...facts, repository: environment.repository });
  const blocks = Object.keys(renderReadmeBlocks(portfolio));
  const readme = readmeForNewOwner(identifiers, await readBytes(flags.target), flags.target, blocks);
  // Before the data changes: if one of these files cannot be written, nothing has happened yet.
  const prepared = await prepareFiles({
    ...blankPictureFiles(flags.target),
    ...readmeFiles(portfolio, Buffer.from(readme), flags.target),
  });
  try {
    await replaceData(flags.data, texts);
  } catch (error) {
    await prepared.discard();
    throw error;
  }
  await prepared.commit();
  await removeFolder(paths.fetchLog);
  return describe(newOwner, search, flags.data);
}

/**
 * Imports the résumé of the present owner again, and changes nothing else. Throws a UserError if there is none, or if GitHub
 * cannot be reached.
 */
export async function importAgain(
  { flags, environment }: Context,
  { login, search: found }: SetUpRequest,
  retryPolicy: RetryPolicy,
): Promise<SetUp> {
  const request = { login, search: found, ownRepositories: environment.ownRepositories };
  const { newOwner, search } = await fetchNewOwner({ ...environment, retryPolicy }, request);
  if (search.resume === null) throw new UserError(...search.problems, NO_RESUME);
  const { texts } = ownerFiles(newOwner);
  await writeIfChanged(join(flags.data, 'resume.yaml'), texts['resume.yaml']);
  return { ...describe(newOwner, search, flags.data), choices: [] };
}

const NO_RESUME = {
  what: 'there is no résumé to import',
  fix: 'upload it to this repository as resume.json or resume.yaml, or to a public gist as resume.json; nothing was changed',
};

function describe(newOwner: NewOwner, { resume, problems }: ResumeSearch, data: string): SetUp {
  return {
    login: newOwner.owner.login,
    resumeFrom: resume?.source ?? null,
    choices: newOwner.choices,
    leftOut: resume?.leftOut ?? [],
    notes: resume ? [...resume.notes, ...suggestionNotes(newOwner, join(data, 'resume.yaml'))] : [],
    problems,
    todo: checklist(newOwner),
  };
}

/**
 * Blank versions of the README's pictures. They are not removed: if a file is deleted here and changed upstream, merging
 * upstream causes a conflict that `git checkout` cannot resolve.
 */
function blankPictureFiles(target: string): Record<string, string> {
  const pictures = Object.entries(blankPictures());
  return Object.fromEntries(pictures.map(([path, picture]) => [join(dirname(target), path), picture]));
}

const EMPTY_README = '<!-- portfolio:start -->\n<!-- portfolio:end -->\n';

/** The README with empty blocks, or a new one if it is missing, has wrong markers, or mentions the previous owner. */
function readmeForNewOwner(
  previousOwner: readonly string[] | null,
  readme: Buffer | null,
  file: string,
  blocks: readonly string[],
): string | Buffer {
  try {
    const empty = Object.fromEntries(blocks.map((name) => [name, '']));
    const emptied = fillBlocks(readme ?? Buffer.alloc(0), file, empty);
    return mayMention(previousOwner, emptied.toString('utf8')) ? EMPTY_README : emptied;
  } catch (error) {
    if (error instanceof UserError) return EMPTY_README;
    throw error;
  }
}
