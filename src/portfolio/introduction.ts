import type { Resume } from '../config/resume-schema.ts';
import { markdownBlocks } from '../text/markdown-blocks.ts';
import { plainText } from './inline.ts';

/** Abbreviations and initials, after which a full stop does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:St|Dr|Mrs?|Ms|Prof|Sr|Jr|Inc|Ltd|Corp|Co|Nr|vs|etc|approx|e\.g|i\.e|\p{Lu}|\p{Lu}\.\p{Lu})\.\s*$/u;

/**
 * The first sentence of the résumé's summary, in Markdown. The sentence is found in the text that people read, and it only ends
 * outside of links and formatting, so that none of them is cut in two.
 */
export function introductionOf({ basics: { summary } }: Resume): string {
  const [block] = markdownBlocks(summary);
  const markdown = (block?.kind === 'list' ? block.items[0] : block?.text) ?? summary;
  const whole = plainText(markdown);
  const ends = sentenceEnds(whole);
  for (const { index } of markdown.matchAll(/(?=\s|$)|(?<=[。！？])/g)) {
    const start = markdown.slice(0, index);
    const text = plainText(start);
    if (ends.has(text.length) && whole.startsWith(text)) return start.trim();
  }
  return markdown.trim();
}

/** How long the text is at the end of each of its sentences, without the space after it. */
function sentenceEnds(text: string): Set<number> {
  const ends = new Set<number>();
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    if (!ABBREVIATION.test(segment)) ends.add(index + segment.trimEnd().length);
  }
  return ends;
}
