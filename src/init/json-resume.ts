import { UserError } from '../errors.ts';
import { readBytes } from '../files.ts';
import { cleaned, type RemovedCharacters } from './clean.ts';
import { singleLine, textOf } from './fields.ts';
import { proseFormat, resumeText, wrongFormat } from './file-format.ts';
import { fieldNamed } from './former-names.ts';
import { type ImportedFields, importFields, isEmpty } from './import-fields.ts';
import { addNote, type ImportLog, type ImportNote } from './import-notes.ts';
import { importSections } from './import-sections.ts';
import { BASICS, LOCATION } from './json-resume-forms.ts';
import { importProfiles } from './profiles.ts';
import { type FoundResume, findResume, objectOf, otherFormat } from './resume-format.ts';
import { parseSource, type ResumeSource, type SourcePath } from './resume-source.ts';

/** A JSON Resume file in the format of data/resume.yaml. Required fields of `basics` may be missing. */
export interface ImportedResume {
  sections: ImportedFields & { basics: ImportedFields };
  /** Paths that were not imported; with code points if only these characters were removed. */
  leftOut: string[];
  /** Everything that was not imported as it was written, in the order of the file. */
  notes: ImportNote[];
}

/** Imports a résumé file. Throws a UserError if it is missing or no JSON Resume, or if there is nothing in it. */
export async function importResume(file: string): Promise<ImportedResume> {
  const bytes = await readBytes(file);
  if (bytes !== null) return parseResume(bytes, file);
  throw new UserError({ what: 'this file is missing', where: file, fix: 'name a JSON Resume file' });
}

/** Imports the content of a résumé file; see {@link importResume}. `file` names it in messages. */
export function parseResume(bytes: Buffer, file: string): ImportedResume {
  const decoded = resumeText(bytes, file);
  if (!decoded.ok) throw new UserError(decoded.problem);
  const imported = readJsonResume(decoded.text, file);
  const { basics, ...sections } = imported.sections;
  if (isEmpty(basics) && isEmpty(sections)) {
    const fix = 'name the file with your résumé; nothing was changed';
    throw new UserError({ what: 'this résumé is empty', where: file, fix });
  }
  return imported;
}

/** Reads a JSON Resume in JSON or YAML. Throws a UserError if it is something else. */
export function readJsonResume(text: string, file: string): ImportedResume {
  const source = sourceOf(text, file);
  const log: ImportLog = { source, notes: [] };
  const removed: RemovedCharacters[] = [];
  const { resume, at } = resumeIn(cleaned(source.value, removed), file, source);
  const leftOut = removed.map(({ path, codePoints }) => `${path.join('.')}: ${codePoints}`);
  for (const { path, codePoints } of removed) noteCharacters(path, codePoints, log);
  const { basics, path, rest } = splitBasics(resume, at);
  const sections = importSections(rest, at, log);
  const imported = { basics: importBasics(basics, path, log), ...sections };
  const paths = log.notes.filter(({ kind }) => kind === 'left out').map(({ path }) => path);
  return { sections: imported, leftOut: [...leftOut, ...paths], notes: log.notes.toSorted(inFileOrder) };
}

function sourceOf(text: string, file: string): ResumeSource {
  try {
    const source = parseSource(text, file);
    if (typeof source.value === 'object' && source.value !== null) return source;
    throw notAResume(text, file, source.written([]));
  } catch (error) {
    const format = error instanceof UserError ? proseFormat(text) : null;
    throw format === null ? error : new UserError(wrongFormat(format, `${file}:1:1`));
  }
}

function notAResume(text: string, file: string, written: string | null): UserError {
  const isEmptyFile = text.trim() === '';
  const what = isEmptyFile ? 'this file is empty' : `this file is ${written ?? 'empty'}, not a JSON Resume`;
  const fix = 'name a file with a JSON Resume (jsonresume.org/schema); nothing was changed';
  return new UserError({ what, where: `${file}:1:1`, fix });
}

function resumeIn(value: unknown, file: string, source: ResumeSource): FoundResume {
  const top = objectOf(value);
  const where = source.locate([]);
  if (!top) throw new UserError({ ...wrongFormat('a list', where), where });
  const format = otherFormat(top);
  if (format !== null) throw new UserError(wrongFormat(format, where));
  const found = findResume(top);
  if (found) return found;
  const names = Object.keys(top);
  if (names.length === 0) throw notAResume('', file, null);
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const more = names.length > shown.length ? ', …' : '';
  throw new UserError({
    what: `this is not a JSON Resume: it has no sections such as basics or work, only ${shown.join(', ')}${more}`,
    where,
    fix: 'convert it to JSON Resume (jsonresume.org/schema), and name that file; nothing was changed',
  });
}

function noteCharacters(path: SourcePath, codePoints: string, { source, notes }: ImportLog): void {
  notes.push({
    kind: 'changed',
    path: path.join('.'),
    where: source.locate(path),
    value: null,
    reason: `${codePoints} removed, because these characters are not allowed`,
    fix: 'nothing to do, unless the text needs them',
  });
}

/** Separates `basics` from the sections. Without such a key, its fields may be at the top of the file. */
function splitBasics(resume: ImportedFields, at: SourcePath) {
  const { meta: _meta, $schema: _schema, basics, ...rest } = resume;
  if (basics !== undefined) return { basics, path: [...at, 'basics'], rest };
  const isBasic = (key: string) =>
    ['location', 'profiles'].includes(key) || Object.hasOwn(BASICS, fieldNamed(key, 'basics', BASICS));
  const entries = Object.entries(rest);
  return {
    basics: Object.fromEntries(entries.filter(([key]) => isBasic(key))),
    path: at,
    rest: Object.fromEntries(entries.filter(([key]) => !isBasic(key))),
  };
}

function importBasics(raw: unknown, path: SourcePath, log: ImportLog): ImportedFields {
  const object = objectOf(raw);
  if (!object) addNote(log, path, { reason: 'this is not a group of fields', fix: 'write name, label, …' });
  const { location, profiles, ...value } = object ?? {};
  const { imported } = importFields({ value, section: 'basics', fields: BASICS, path }, log);
  const home = importLocation(location, [...path, 'location'], log);
  if (Object.keys(home).length > 0) imported.location = home;
  return { ...imported, profiles: importProfiles(profiles, [...path, 'profiles'], log) };
}

/** The place in `basics`: an object, or text, which may be a city or more. */
function importLocation(raw: unknown, path: SourcePath, log: ImportLog): ImportedFields {
  const value = objectOf(raw);
  if (value) return importFields({ value, section: 'location', fields: LOCATION, path }, log).imported;
  const city = singleLine(textOf(raw, ', ') ?? '');
  return city === undefined ? {} : { city };
}

function inFileOrder(one: ImportNote, other: ImportNote): number {
  const position = ({ where }: ImportNote) => where.split(':').slice(-2).map(Number);
  const [line = 0, column = 0] = position(one);
  const [otherLine = 0, otherColumn = 0] = position(other);
  return line - otherLine || column - otherColumn;
}
