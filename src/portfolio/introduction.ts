import type { Resume } from '../config/resume-schema.ts';
import { markdownBlocks } from '../text/markdown-blocks.ts';
import { escapeMarkdown, plainText } from './inline.ts';

/** Abbreviations and initials, after which a full stop does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:St|Dr|Mrs?|Ms|Prof|Sr|Jr|Inc|Ltd|Corp|Co|Nr|vs|etc|approx|e\.g|i\.e|\p{Lu}|\p{Lu}\.\p{Lu})\.\s*$/u;

/**
 * Introduces the owner in a sentence, in Markdown: the first one about the current job, with the employer, else the first one of
 * the résumé's summary.
 */
export function introductionOf({ basics, work: [job] }: Resume): string {
  if (job?.summary === undefined || job.endDate !== undefined) return firstSentence(basics.summary);
  const sentence = firstSentence(job.summary);
  if (job.name === undefined || plainText(sentence).includes(job.name)) return sentence;
  return `At ${escapeMarkdown(job.name)}: ${sentence}`;
}

/** The first sentence of the owner's text, in Markdown. */
export function firstSentence(prose: string): string {
  return sentencesOf(prose)[0] ?? '';
}

/**
 * The sentences of the first paragraph, or list item, of the owner's text, in Markdown. They are found in the text that people
 * read, and only end outside of links and formatting, so that none of them is cut in two.
 */
export function sentencesOf(prose: string): string[] {
  const [block] = markdownBlocks(prose);
  const markdown = (block?.kind === 'list' ? block.items[0] : block?.text) ?? prose;
  const whole = plainText(markdown);
  const ends = sentenceEnds(whole);
  const sentences: string[] = [];
  let from = 0;
  for (const { index } of markdown.matchAll(/(?=\s|$)|(?<=[。！？])/g)) {
    const text = plainText(markdown.slice(0, index));
    if (!ends.has(text.length) || !whole.startsWith(text)) continue;
    ends.delete(text.length);
    sentences.push(markdown.slice(from, index).trim());
    from = index;
  }
  const rest = markdown.slice(from).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

/** How long the text is at the end of each of its sentences, without the space after it. */
function sentenceEnds(text: string): Set<number> {
  const ends = new Set<number>();
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    if (!ABBREVIATION.test(segment)) ends.add(index + segment.trimEnd().length);
  }
  return ends;
}
