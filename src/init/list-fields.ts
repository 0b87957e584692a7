import { markdownBlocks } from '../text/markdown-blocks.ts';
import { type Converted, type FieldConverter, markdownOf, NOT_TEXT, singleLine, textOf } from './fields.ts';
import { objectOf } from './resume-format.ts';

/** The keys that hold the text of an item, if it is an object. */
const TEXT_KEYS = ['text', 'name', 'title', 'description', 'summary', 'content', 'value', 'label', 'keyword'];

/** The sentences of a list, or of a text with one bullet or paragraph each. */
export const highlights: FieldConverter = listOf((text) => linesOf(markdownOf(text) ?? ''));

/** Names in a list, or in a text with separators. */
export const names: FieldConverter = (value) => {
  const isText = typeof value === 'string';
  return nameList(isText ? splitNames(value) : value);
};

const nameList = listOf((text) => [markdownOf(singleLine(text) ?? '')].filter((name) => name !== undefined));

/** Plain names in a list; a text is a list of one. */
export const labels: FieldConverter = listOf((text) =>
  [singleLine(text)].filter((label) => label !== undefined),
);

/** Splits at commas, semicolons, bars and line breaks, but not inside parentheses. */
export function splitNames(text: string): string[] {
  return text
    .split(/\s*[,;•|\n]\s*(?![^()]*\))/)
    .map((name) => name.replace(/^[-*•·]\s+/, '').trim())
    .filter((name) => name !== '');
}

function linesOf(markdown: string): string[] {
  return markdownBlocks(markdown).flatMap((block) => (block.kind === 'list' ? block.items : [block.text]));
}

/** Converts each item, which may become several. A single value is a list of one. */
function listOf(take: (text: string) => string[]): FieldConverter {
  return (value): Converted => {
    const items = Array.isArray(value) ? value.map(itemText) : [itemText(value)];
    const texts = items.filter((text) => text !== null).flatMap(take);
    const unreadable = items.flatMap((text, index) => (text === null ? [index] : []));
    const issues = unreadable.map((index) => ({ ...NOT_TEXT, below: Array.isArray(value) ? [index] : [] }));
    return { value: texts.length > 0 ? texts : undefined, issues };
  };
}

function itemText(item: unknown): string | null {
  const keys = objectOf(item);
  if (!keys) return textOf(item, ', ');
  const key = TEXT_KEYS.find((name) => typeof keys[name] === 'string');
  return key === undefined ? null : textOf(keys[key], ', ');
}
