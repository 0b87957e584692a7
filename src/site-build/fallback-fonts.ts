import subsetFont from 'subset-font';
import { UserError } from '../errors.ts';
import { readBytes } from '../files.ts';
import { glyphsOf } from '../render/resume/pdf/glyphs.ts';
import { FALLBACKS, readPackagedFont } from './font-files.ts';

/** Fonts for characters that the brand's font lacks. */
export interface FallbackFonts {
  /** Each has only the characters it is used for. */
  fonts: readonly Uint8Array[];
  /** Characters that no font has. */
  missing: readonly string[];
}

/** Cuts a font to these characters, at each of the weights. Characters that it lacks are left out. */
type Cut = (characters: readonly string[], weights: readonly number[]) => Promise<Uint8Array[]>;

/**
 * Finds a font for each character: first among the packaged ones, then among the owner's, which are files at the paths `own`.
 * Throws UserError if one of the latter is not a font.
 */
export async function findFallbackFonts(
  characters: readonly string[],
  weights: readonly number[],
  own: readonly string[],
): Promise<FallbackFonts> {
  const fonts: Uint8Array[] = [];
  let missing = characters;
  for (const cut of [...FALLBACKS.map(cutPackaged), ...own.map(cutOwn)]) {
    if (missing.length === 0) break;
    const cuts = await cut(missing, weights);
    const glyphs = await glyphsOf(cuts[0] ?? new Uint8Array());
    const stillMissing = missing.filter((character) => !glyphs.has(character.codePointAt(0) ?? -1));
    if (stillMissing.length < missing.length) fonts.push(...cuts);
    missing = stillMissing;
  }
  return { fonts, missing };
}

function cutPackaged(font: (typeof FALLBACKS)[number]): Cut {
  return async (missing, weights) => {
    const source = await readPackagedFont(font);
    const characters = missing.filter((character) => font.only?.test(character) ?? true);
    if (!font.isVariable) return [await subset(source, characters)];
    return Promise.all(weights.map((wght) => subset(source, characters, { wght })));
  };
}

function cutOwn(path: string): Cut {
  return async (characters) => {
    const source = (await readBytes(path)) ?? new Uint8Array();
    const cut = await subset(source, characters).catch(() => {
      const fix = 'put a TTF or OTF file there, or remove this one';
      throw new UserError({ what: 'this is not a font', where: path, fix });
    });
    return [cut];
  };
}

function subset(
  source: Uint8Array,
  characters: readonly string[],
  variationAxes: Record<string, number> = {},
): Promise<Uint8Array> {
  return subsetFont(source, characters.join(''), { targetFormat: 'sfnt', variationAxes });
}
