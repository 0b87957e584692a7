import { dirname, join } from 'node:path';
import { editorSchemas } from '../config/editor-schemas.ts';
import { loadOwnerFiles } from '../config/load.ts';
import type { Context } from '../context/command.ts';
import { done, type Outcome } from '../context/command.ts';
import type { Flags } from '../context/flags.ts';
import { pathsOf } from '../context/paths.ts';
import { sundayOf } from '../dates.ts';
import { UsageError, UserError } from '../errors.ts';
import { prepareFiles, readBytes, readText, removeFolder, writeIfChanged } from '../files.ts';
import { pathsWithin, replaceFolder } from '../folders.ts';
import { createClient } from '../github/client.ts';
import { fetchOwner } from '../github/owner.ts';
import { listRepositories } from '../github/repositories.ts';
import { GitHubRequestError } from '../github/request-error.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { type Choice, chooseKeyProjects, mainLanguages } from '../init/choice.ts';
import { type ImportNote, importReport } from '../init/import-notes.ts';
import { importResume } from '../init/json-resume.ts';
import {
  linkedRepositories,
  type NewOwner,
  ownerFiles,
  rulesWithoutExceptions,
  suggestionNotes,
} from '../init/owner-files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import { blankPictures } from '../render/readme/pictures.ts';
import { renderReadmeBlocks } from '../render/readme/readme.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { emptyFetchLog } from '../snapshot/fetch-log.ts';
import { readSnapshotIfAny } from '../snapshot/file.ts';
import { emptySnapshot } from '../snapshot/schema.ts';
import { fillBlocks, readmeFiles } from './readme.ts';

/** Sets up the data for a new owner, and prints what to do next. */
export async function run(context: Context): Promise<Outcome> {
  const result = await init(context);
  return done(initText(result, context.flags), result);
}

/** What was set up for a new owner. */
export interface InitResult {
  login: string;
  choices: Choice[];
  /** Paths in the owner's résumé file that could not be imported. */
  leftOut: string[];
  /** What differs from that file, and what it lacks. */
  notes: ImportNote[];
}

/**
 * Creates the data folder and the README for a new owner from the public profile and the résumé, and removes the previous
 * owner's data. Prepares everything before it writes anything. Throws a UserError, and changes nothing, if there is data
 * and no --force, or if GitHub does not know the login or cannot be reached.
 */
export async function init(context: Context, retryPolicy: RetryPolicy = unattended): Promise<InitResult> {
  const { flags, now } = context;
  const paths = pathsOf(flags.data);
  const login = flags.login ?? context.environment.repository?.split('/')[0];
  if (login === undefined) {
    throw new UsageError({ what: '--login is required', fix: 'npm run init -- --login NAME' });
  }
  await removeLeftovers(context);
  await rejectEnclosingFolder(flags);
  if (!flags.force) await rejectExistingPortfolio(flags.data);
  const identifiers = await previousOwnerIdentifiers(flags.data);
  const imported = flags.resume === undefined ? null : await importResume(flags.resume);
  const newOwner = await fetchNewOwner(context, login, imported?.sections ?? null, retryPolicy);
  const { texts, config, resume } = ownerFiles(newOwner);
  const snapshot = emptySnapshot(sundayOf(now.toISOString()));
  const { repository } = context.environment;
  const facts = { snapshot, fetchLog: emptyFetchLog, history: [] };
  const portfolio = buildPortfolio({ config, resume, ...facts, repository });
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
  return {
    login: config.login,
    choices: [...newOwner.choices],
    leftOut: imported?.leftOut ?? [],
    notes: imported ? [...imported.notes, ...suggestionNotes(newOwner, join(flags.data, 'resume.yaml'))] : [],
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

/** Replaces the owner's files in the data folder and removes the data of earlier refreshes, in one step. */
async function replaceData(data: string, texts: Record<string, string>): Promise<void> {
  await replaceFolder(data, { from: 'copy' }, async (copy) => {
    for (const [name, text] of Object.entries(texts)) await writeIfChanged(join(copy, name), text);
    for (const [name, text] of Object.entries(editorSchemas())) {
      await writeIfChanged(join(copy, 'schema', name), text);
    }
    const rules = join(copy, 'evidence.yaml');
    const text = await readText(rules);
    if (text !== null) {
      await writeIfChanged(rules, rulesWithoutExceptions(text, join(data, 'evidence.yaml')));
    }
    const { snapshot, history } = pathsOf(copy);
    for (const file of [snapshot, history]) await removeFolder(file);
  });
}

/** The data folder is replaced as a whole, so it must not contain the project or the README. */
async function rejectEnclosingFolder({ data, target }: Flags): Promise<void> {
  const [inside] = await pathsWithin(data, ['.', target]);
  if (inside === undefined) return;
  throw new UserError({
    what: `this folder contains ${inside === '.' ? 'the working directory' : inside}, so it cannot be the data folder`,
    where: data,
    fix: 'pass a folder that is only for data with --data DIR; nothing was changed',
  });
}

async function rejectExistingPortfolio(data: string): Promise<void> {
  const files = ['portfolio.yaml', 'resume.yaml', 'snapshot.json', 'history.ndjson'];
  const contents = await Promise.all(files.map((name) => readBytes(join(data, name))));
  const present = files.filter((_, index) => contents[index] !== null);
  if (present.length === 0) return;
  throw new UserError({
    what: `this folder already contains a portfolio: ${present.join(', ')}`,
    where: data,
    fix: 'add --force to replace it, or name another folder with --data DIR; nothing was changed',
  });
}

/** The previous owner's names and addresses, in lower case; null if they cannot be read. */
async function previousOwnerIdentifiers(data: string): Promise<string[] | null> {
  try {
    const { config, resume } = await loadOwnerFiles(data);
    const { name, email, phone } = resume.basics;
    const snapshot = await readSnapshotIfAny(pathsOf(data).snapshot);
    const sites = [config.site, snapshot?.site?.value.url].filter((site) => site !== undefined);
    const hosts = sites.map((site) => new URL(site).host.replace(/^www\./, ''));
    const identifiers = [config.login, name, ...hosts, email, phone].filter((text) => text !== undefined);
    return identifiers.map((text) => text.toLowerCase());
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function fetchNewOwner(
  { environment, progress }: Context,
  login: string,
  sections: NewOwner['sections'],
  retryPolicy: RetryPolicy,
): Promise<NewOwner> {
  const client = createClient({ ...environment, retryPolicy });
  progress(`GitHub: the public profile of ${login}`);
  try {
    const owner = await fetchOwner(client, login);
    const repositories = await listRepositories(client, owner.login);
    const others = repositories.filter(
      ({ name }) => !environment.ownRepositories.some((own) => own.toLowerCase() === name.toLowerCase()),
    );
    return {
      owner,
      sections,
      choices: chooseKeyProjects(others, owner.login, linkedRepositories(sections)),
      languages: mainLanguages(others, owner.login),
    };
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    const isUnknown = error.status === 404;
    throw new UserError({
      what: isUnknown ? `GitHub has no account named ${login}` : `GitHub request failed: ${error.message}`,
      where: environment.apiUrl,
      fix: `${isUnknown ? 'correct --login' : 'run the command again when GitHub is reachable'}; nothing was changed`,
    });
  }
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
    const text = emptied.toString('utf8').toLowerCase();
    const mayNameOwner = previousOwner === null || previousOwner.some((name) => text.includes(name));
    return mayNameOwner ? EMPTY_README : emptied;
  } catch (error) {
    if (error instanceof UserError) return EMPTY_README;
    throw error;
  }
}

/** Describes the result and what to do next. */
export function initText({ login, choices, notes }: InitResult, { data, target }: Context['flags']): string {
  const lines = [`Set up ${data} and ${target} for ${login}.`];
  if (choices.length > 0) {
    lines.push(`Suggested key projects (edit ${join(data, 'portfolio.yaml')}):`);
    lines.push(...choices.map(({ name, why }) => `  ${name} (${why})`));
  }
  lines.push(...importReport(notes));
  lines.push(`Review the files in ${data}, then run: npm start`);
  return lines.join('\n');
}
