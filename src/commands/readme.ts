import { dirname, join } from 'node:path';
import { readRequired, readText, writeIfChanged } from '../files.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { replaceBlocks } from '../render/markers.ts';
import { renderReadmeBlocks } from '../render/readme.ts';
import { renderReadmePictures } from '../render/readme-pictures.ts';

/** Whether the README holds the present block, or would change. */
export interface ReadmeResult {
  target: string;
  isChanged: boolean;
}

const ADD_MARKERS =
  'make the file with the lines <!-- portfolio:start --> and <!-- portfolio:end --> where the profile is to stand';

/**
 * Puts the generated blocks between the markers of the README, and its pictures beside it; under `isCheck` only says whether they would change.
 * Throws UserError where the file or its markers are missing or wrong; the file is not touched then.
 */
export async function updateReadme(
  portfolio: Portfolio,
  target: string,
  isCheck = false,
): Promise<ReadmeResult> {
  const text = await readRequired(target, ADD_MARKERS);
  const files = { [target]: replaceBlocks(text, target, renderReadmeBlocks(portfolio)) };
  for (const [path, picture] of Object.entries(renderReadmePictures(portfolio))) {
    files[join(dirname(target), path)] = picture;
  }
  let isChanged = false;
  for (const [path, content] of Object.entries(files)) {
    const differs = isCheck ? (await readText(path)) !== content : await writeIfChanged(path, content);
    isChanged ||= differs;
  }
  return { target, isChanged };
}
