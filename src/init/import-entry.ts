import { endsBeforeStart } from '../dates.ts';
import { blocksToMarkdown, markdownBlocks } from '../text/markdown-blocks.ts';
import { textOf } from './fields.ts';
import { fieldNamed } from './former-names.ts';
import { hasHtml } from './html.ts';
import { type FieldsResult, type ImportedFields, importFields, isEmpty } from './import-fields.ts';
import { addNote, type ImportLog, type Issue, replaceNote } from './import-notes.ts';
import type { Form } from './json-resume-forms.ts';
import { objectOf } from './resume-format.ts';
import type { SourcePath } from './resume-source.ts';

/** An entry of a section in the file. */
export interface SourceEntry {
  value: unknown;
  path: SourcePath;
}

/** Imports an entry and makes sure it has a name; null if nothing in it can be imported. */
export function importEntry(
  { value, path }: SourceEntry,
  section: string,
  form: Form,
  log: ImportLog,
): ImportedFields | null {
  if (isEmpty(value)) return null;
  const object = entryObject(value, form);
  if (!object) {
    addNote(log, path, { reason: 'this is not an entry with fields', fix: `write its ${form.names[0]}` });
    return null;
  }
  const { fields, isOngoing } = withoutOngoing(withProse(object, form), form);
  const result = importFields({ value: fields, section, fields: form.fields, path }, log);
  const startKey = Object.keys(fields).find((key) => fieldNamed(key, section, form.fields) === 'startDate');
  const checked = withTruePeriod(result, isOngoing, (issue) => {
    replaceNote(log, [...path, startKey ?? 'startDate'], issue);
  });
  const entry = withHighlights(checked, form);
  return Object.keys(entry).length === 0 ? null : named(entry, form);
}

/** The entry as an object. An entry that is only text is its name. */
function entryObject(value: unknown, { names, textField }: Form): ImportedFields | null {
  const object = objectOf(value);
  if (object) return object;
  const text = textOf(value, ', ');
  const [name = ''] = names;
  return text === null ? null : { [textField ?? name]: text };
}

/** JSON Resume describes the company in `work.description`. If it is longer text, it describes the job. */
function withProse(entry: ImportedFields, { fields, prose }: Form): ImportedFields {
  const { description, ...rest } = entry;
  if (prose !== 'summary' || !('description' in fields) || !isEmpty(entry.summary)) return entry;
  const isProse = Array.isArray(description) || (typeof description === 'string' && isLong(description));
  return isProse ? { ...rest, summary: description } : entry;
}

function isLong(text: string): boolean {
  return hasHtml(text) || text.trim().includes('\n');
}

const ONGOING_KEY = /^(?:is)?(?:current|present|ongoing)(?:ly)?(?:role|job|position|working(?:here)?)?$/i;

/** Takes out keys such as `current: true`. */
function withoutOngoing(
  entry: ImportedFields,
  { fields }: Form,
): { fields: ImportedFields; isOngoing: boolean | null } {
  const key = Object.keys(entry).find(
    (name) => ONGOING_KEY.test(name) && /^(?:true|false)$/i.test(String(entry[name])),
  );
  if (key === undefined || !('endDate' in fields)) return { fields: entry, isOngoing: null };
  const { [key]: flag, ...rest } = entry;
  return { fields: rest, isOngoing: /true/i.test(String(flag)) };
}

/**
 * Without an end, a period is shown as "Present". So if the end is given but not known, the start is left out, too. If the end
 * is before the start, at least one of them is wrong.
 */
function withTruePeriod(
  { imported, failed }: FieldsResult,
  isOngoing: boolean | null,
  noteStart: (issue: Issue) => void,
): ImportedFields {
  const { startDate, endDate, ...rest } = imported;
  const hasUnknownEnd = failed.has('endDate') || (isOngoing === false && endDate === undefined);
  if (hasUnknownEnd) {
    if (startDate !== undefined) noteStart(UNKNOWN_END);
    return rest;
  }
  if (typeof startDate !== 'string' || typeof endDate !== 'string') return imported;
  if (!endsBeforeStart(startDate, endDate)) return imported;
  const reason = `this is after the end, ${endDate}, so both dates were left out`;
  noteStart({ reason, fix: 'add the correct startDate and endDate' });
  return rest;
}

const UNKNOWN_END: Issue = {
  reason: 'left out, because the end is not known, and a start alone would be shown as "Present"',
  fix: 'add both startDate and endDate: YYYY, YYYY-MM or YYYY-MM-DD',
};

/** Moves lists at the end of the prose to the highlights. */
function withHighlights(entry: ImportedFields, { prose, fields }: Form): ImportedFields {
  if (prose === undefined) return entry;
  const { [prose]: text, highlights, ...rest } = entry;
  if (typeof text !== 'string') return entry;
  const blocks = markdownBlocks(text);
  const end = blocks.findLastIndex(({ kind }) => kind === 'paragraph') + 1;
  const items = blocks.slice(end).flatMap((block) => (block.kind === 'list' ? block.items : []));
  if (items.length === 0) return entry;
  const before = blocksToMarkdown(blocks.slice(0, end));
  const all = {
    ...rest,
    [prose]: before || undefined,
    highlights: [...items, ...(Array.isArray(highlights) ? highlights : [])],
  };
  return inOrder(all, Object.keys(fields));
}

function inOrder(entry: ImportedFields, fields: readonly string[]): ImportedFields {
  const present = fields.filter((field) => entry[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, entry[field]]));
}

function named(entry: ImportedFields, { names, fallbackName }: Form): ImportedFields {
  const [right = '', ...others] = names;
  if (right in entry) return entry;
  const other = others.find((name) => name in entry);
  const { [other ?? '']: name = fallbackName, ...rest } = entry;
  return { [right]: name, ...rest };
}
