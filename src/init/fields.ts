import { date, webAddress } from '../config/resume-fields.ts';
import { hasUserinfo, withoutUserinfo } from '../redact.ts';
import { blocksToMarkdown, markdownBlocks } from '../text/markdown-blocks.ts';
import { z } from '../zod.ts';
import { hasHtml, htmlToMarkdown, htmlToText } from './html.ts';
import type { Issue } from './import-notes.ts';
import { objectOf } from './resume-format.ts';
import { readDate } from './written-dates.ts';

/** A value that data/resume.yaml accepts, or undefined if there is none, and what was wrong with the given one. */
export interface Converted {
  value?: unknown;
  issues?: Issue[];
}

/** Converts an untrusted value to one that data/resume.yaml accepts. */
export type FieldConverter = (value: unknown) => Converted;

/** The issue of a value that is a group of keys, or a list of them. */
export const NOT_TEXT: Issue = { reason: 'this is not text', fix: 'write it as text' };
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i;

/** Plain text on one line. A list of texts is joined. */
export const plainText: FieldConverter = (value) => {
  const text = textOf(value, ', ');
  return text === null ? withIssue(NOT_TEXT) : { value: singleLine(text) };
};

/** Text as a single line without HTML and credentials; undefined if nothing is left. */
export function singleLine(text: string): string | undefined {
  const plain = hasHtml(text) || ENTITY.test(text) ? htmlToText(text) : text;
  return withoutUserinfo(plain).replace(/\s+/g, ' ').trim() || undefined;
}

/** Text that may contain Markdown, in paragraphs and lists. HTML becomes Markdown. */
export const markdownText: FieldConverter = (value) => {
  const text = textOf(value, '\n\n');
  return text === null ? withIssue(NOT_TEXT) : { value: markdownOf(text) };
};

/** Text as Markdown for the résumé; undefined if nothing is left. */
export function markdownOf(text: string): string | undefined {
  const markdown = withoutUserinfo(hasHtml(text) ? htmlToMarkdown(text) : text).trim();
  const blocks = markdownBlocks(markdown);
  const hasStructure = blocks.length > 1 || blocks[0]?.kind === 'list';
  return escapeBraces(hasStructure ? blocksToMarkdown(blocks) : markdown) || undefined;
}

/** Escapes braces, which start placeholders in the résumé. */
function escapeBraces(markdown: string): string {
  return markdown.replace(/(`[^`]*`|\\\{)|\{/g, (_, kept: string | undefined) => kept ?? '\\{');
}

/** Endings of file names, which are not top-level domains. */
const FILE_NAME =
  /^[^/]*\.(?:avif|bmp|docx?|gif|html?|jpe?g|json|odt|pdf|png|rtf|svg|txt|webp|ya?ml)(?:[/?#]|$)/i;

/** A URL in ASCII. Adds a missing scheme; rejects file names, and URLs with credentials. */
export const address: FieldConverter = (value) => {
  const text = textOf(value, ' ')?.trim();
  if (text === undefined || text === '') return text === '' ? {} : withIssue(NOT_TEXT);
  const url = urlOf(text);
  if (url !== null) return { value: url };
  const reason = hasUserinfo(text)
    ? 'this URL contains a user name or password'
    : 'this is not a web address';
  return withIssue({ reason, fix: 'write a full URL, starting with https://' });
};

/** The URL that a text stands for, or null. */
export function urlOf(text: string): string | null {
  const isBare = /^[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?$/.test(text) && !FILE_NAME.test(text);
  const { data } = webAddress.safeParse(isBare ? `https://${text}` : text.replace(/^\/\//, 'https://'));
  if (data === undefined || hasUserinfo(data)) return null;
  return /^[\w\-.~:/?#@!$&'()*+,;=%[\]]*$/.test(data) ? data : new URL(data).href;
}

/** The URL of a photo. Pages do not show it, so anything else is left out without a note. */
export const photo: FieldConverter = (value) => {
  const { value: url } = address(value);
  return url === undefined ? {} : { value: url };
};

const WRITE_DATE = 'write YYYY, YYYY-MM or YYYY-MM-DD';

/** A date as precise as it can be read. "Present" means that there is none. */
export const partialDate: FieldConverter = (value) => {
  const text = dateText(value);
  if (text === '') return {};
  const read = text === null ? null : readDate(text);
  if (read?.kind === 'ongoing') return {};
  if (read?.kind !== 'date' || !date.safeParse(read.date).success) {
    return withIssue({ reason: 'this date cannot be read', fix: WRITE_DATE });
  }
  if (read.lost === null) return { value: read.date };
  return { value: read.date, issues: [{ reason: read.lost, fix: WRITE_DATE, isChanged: true }] };
};

/** A date that must be one: a period cannot start at "Present". */
export const pastDate: FieldConverter = (value) => {
  const converted = partialDate(value);
  const isWord = converted.value === undefined && !converted.issues && dateText(value) !== '';
  return isWord ? withIssue({ reason: 'this is not a date', fix: WRITE_DATE }) : converted;
};

/** The text of a date, which may be given as `{ year, month, day }`; null if there is no text. */
function dateText(value: unknown): string | null {
  const parts = objectOf(value);
  if (!parts) return textOf(value, ' ')?.trim() ?? null;
  const given = ['year', 'month', 'day'].map((key) => textOf(parts[key], ' ') ?? '');
  const [year, month, day] = given;
  if (!year || (month && !/^\d+$/.test(month))) return year && month && !day ? `${month} ${year}` : null;
  return given.filter((part) => part !== '').join('-');
}

/** An e-mail address. */
export const mail: FieldConverter = (value) => {
  const text = singleLine(textOf(value, ', ') ?? '')?.replace(/^mailto:/i, '');
  if (text === undefined) return {};
  const { data } = z.email().safeParse(text);
  if (data !== undefined) return { value: data };
  return withIssue({ reason: 'this is not an e-mail address', fix: 'write one as name@example.org' });
};

/** A place on one line: text, or the parts of an address without the street. */
export const place: FieldConverter = (value) => {
  const parts = objectOf(value);
  if (!parts) return plainText(value);
  const known = [parts.city, parts.region, parts.countryCode ?? parts.country];
  const texts = known
    .map((part) => singleLine(textOf(part, ', ') ?? ''))
    .filter((text) => text !== undefined);
  return texts.length > 0 ? { value: texts.join(', ') } : withIssue(NOT_TEXT);
};

/** The text of a scalar or of a list of scalars; null if it is something else. */
export function textOf(value: unknown, separator: string): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const texts = value.map((item) => textOf(item, separator));
  return texts.some((text) => text === null) ? null : texts.filter(Boolean).join(separator);
}

function withIssue(issue: Issue): Converted {
  return { issues: [issue] };
}
