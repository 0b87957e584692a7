import { isDeepStrictEqual } from 'node:util';
import type { Converted } from './fields.ts';
import { fieldNamed } from './former-names.ts';
import { addNote, type ImportLog } from './import-notes.ts';
import type { Fields } from './json-resume-forms.ts';
import type { SourcePath } from './resume-source.ts';

/** Imported fields, in the format of data/resume.yaml. */
export type ImportedFields = Record<string, unknown>;

/** An object of the file, and how to import it. */
export interface SourceObject {
  value: ImportedFields;
  /** The section that tells the names of its fields. */
  section: string;
  fields: Fields;
  path: SourcePath;
}

/** The imported fields, and those whose value could not be imported. */
export interface FieldsResult {
  imported: ImportedFields;
  failed: Set<string>;
}

/** A value given for a field, and the key it was given under. */
interface Given {
  key: string;
  value: unknown;
}

/** Imports the fields of an object under their current names. Notes everything that is left out or changed. */
export function importFields(object: SourceObject, log: ImportLog): FieldsResult {
  const given = givenFields(object, log);
  const result: FieldsResult = { imported: {}, failed: new Set() };
  const imported: [string, unknown][] = [];
  for (const [field, convert] of Object.entries(object.fields)) {
    const [used, ...others] = given.get(field) ?? [];
    if (!used) continue;
    const converted = convert(used.value);
    noteIssues(converted, [...object.path, used.key], log);
    if (converted.value !== undefined) imported.push([field, converted.value]);
    else if (converted.issues?.length) result.failed.add(field);
    for (const other of others) noteSecond(used, other, object, log);
  }
  return { ...result, imported: Object.fromEntries(imported) };
}

/** Whether there is nothing to import. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value !== 'object' || value === null) return value === undefined || value === null;
  return Object.values(value).every(isEmpty);
}

/** The values by field; a value under the current name comes first. Notes unknown keys. */
function givenFields({ value, section, fields, path }: SourceObject, log: ImportLog): Map<string, Given[]> {
  const given = new Map<string, Given[]>();
  for (const [key, item] of Object.entries(value)) {
    if (isEmpty(item) || key.startsWith('$') || key.startsWith('x-')) continue;
    const field = fieldNamed(key, section, fields);
    if (!Object.hasOwn(fields, field)) {
      addNote(log, [...path, key], unknownKey(key, Object.keys(fields)));
      continue;
    }
    const all = given.get(field) ?? [];
    given.set(field, key === field ? [{ key, value: item }, ...all] : [...all, { key, value: item }]);
  }
  return given;
}

function unknownKey(key: string, known: readonly string[]) {
  if (['address', 'postalCode'].includes(key)) {
    return { reason: 'the exact address is left out, because the résumé is public', fix: 'nothing to do' };
  }
  return {
    reason: 'there is no such field here',
    fix: `write it in one of these fields: ${known.join(', ')}`,
  };
}

/** A second value for the same field is noted, unless it is the same. */
function noteSecond(used: Given, other: Given, { path }: SourceObject, log: ImportLog): void {
  if (isDeepStrictEqual(used.value, other.value)) return;
  const reason = `"${used.key}" is given, too, and was imported instead`;
  addNote(log, [...path, other.key], { reason, fix: `correct the other, if this is the right one` });
}

function noteIssues({ issues = [] }: Converted, path: SourcePath, log: ImportLog): void {
  for (const issue of issues) addNote(log, path, issue);
}
