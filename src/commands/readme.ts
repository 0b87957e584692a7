import { dirname, join, relative } from 'node:path';
import { type Context, done, type Outcome } from '../context/command.ts';
import { loadPortfolio } from '../context/inputs.ts';
import { UserError } from '../errors.ts';
import { prepareFiles, readBytes } from '../files.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { formatBytes } from '../render/format.ts';
import { type Blocks, replaceBlocks } from '../render/readme/markers.ts';
import { renderReadmePictures } from '../render/readme/pictures.ts';
import { renderReadmeBlocks } from '../render/readme/readme.ts';

/** Updates the generated blocks in the README. With `--check`, only reports whether they would change. */
export async function run({ flags, environment }: Context): Promise<Outcome> {
  const { target, check: isCheck } = flags;
  const portfolio = await loadPortfolio(flags.data, flags['as-of'], environment.repository);
  const result = await updateReadme(portfolio, target, isCheck);
  const size = formatBytes(result.bytes);
  if (!result.isChanged) return done(`${target} is up to date: ${size}`, result);
  if (!isCheck) return done(`Updated ${target} (${size})`, result);
  return { ...done(`${target} is out of date\n  → run "npm run readme"`, result), exitCode: 1 };
}

/** Whether the README changed, or with `--check` would change. */
export interface ReadmeResult {
  target: string;
  isChanged: boolean;
  /** The size of the updated file. */
  bytes: number;
  /** The paths of its pictures in the repository. */
  pictures: string[];
}

const ADD_MARKERS =
  'create it with the lines <!-- portfolio:start --> and <!-- portfolio:end --> where the profile should appear';

/**
 * Puts the generated blocks between the markers of the README, and writes its pictures. With `isCheck`, only reports whether
 * they would change. Throws a UserError, without writing anything, if the file is missing or its markers are missing or wrong.
 */
export async function updateReadme(
  portfolio: Portfolio,
  target: string,
  isCheck = false,
): Promise<ReadmeResult> {
  const readme = await readBytes(target);
  if (!readme) throw new UserError({ what: 'this file is missing', where: target, fix: ADD_MARKERS });
  const files = readmeFiles(portfolio, readme, target);
  const result = {
    target,
    bytes: files[target]?.length ?? readme.length,
    pictures: Object.keys(renderReadmePictures(portfolio)),
  };
  if (isCheck) return { ...result, isChanged: await wouldChange(files) };
  const prepared = await prepareFiles(files);
  return { ...result, isChanged: (await prepared.commit()).length > 0 };
}

/** The updated README of another repository and its pictures, by their paths in it. */
export interface FilledReadme {
  files: Record<string, Uint8Array>;
  isChanged: boolean;
}

/**
 * Renders the README of a repository that is checked out in `folder`, without writing it. Throws a UserError if the file is
 * missing or its markers are missing or wrong.
 */
export async function fillReadme(portfolio: Portfolio, folder: string): Promise<FilledReadme> {
  const target = join(folder, 'README.md');
  const readme = await readBytes(target);
  if (!readme) throw new UserError({ what: 'this file is missing', where: target, fix: NO_PROFILE });
  const files = readmeFiles(portfolio, readme, target);
  const relativeFiles = Object.entries(files).map(([path, bytes]) => [relative(folder, path), bytes]);
  return { files: Object.fromEntries(relativeFiles), isChanged: await wouldChange(files) };
}

const NO_PROFILE =
  'correct the variable PROFILE_REPOSITORY (owner/name), and put a README.md with the lines <!-- portfolio:start --> and <!-- portfolio:end --> into that repository';

/** The updated README and its pictures, by their paths. Throws a UserError if the markers are missing or wrong. */
export function readmeFiles(
  portfolio: Portfolio,
  readme: Buffer,
  target: string,
): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const [path, picture] of Object.entries(renderReadmePictures(portfolio))) {
    files[join(dirname(target), path)] = Buffer.from(picture);
  }
  files[target] = fillBlocks(readme, target, renderReadmeBlocks(portfolio));
  return files;
}

async function wouldChange(files: Record<string, Uint8Array>): Promise<boolean> {
  for (const [path, content] of Object.entries(files)) {
    if (!(await readBytes(path))?.equals(content)) return true;
  }
  return false;
}

/**
 * Replaces the blocks of a README like {@link replaceBlocks}. Treats each byte as a character, so text in any encoding stays
 * unchanged.
 */
export function fillBlocks(readme: Buffer, file: string, blocks: Blocks): Buffer {
  const asBytes = Object.entries(blocks).map(([name, block]) => [
    name,
    Buffer.from(block).toString('latin1'),
  ]);
  return Buffer.from(replaceBlocks(readme.toString('latin1'), file, Object.fromEntries(asBytes)), 'latin1');
}
