import { markdownText } from './fields.ts';
import { fieldNamed, sectionNamed } from './former-names.ts';
import { importEntry, type SourceEntry } from './import-entry.ts';
import { type ImportedFields, isEmpty } from './import-fields.ts';
import { addNote, type ImportLog } from './import-notes.ts';
import { FORMS, type Form } from './json-resume-forms.ts';
import { splitNames } from './list-fields.ts';
import { objectOf } from './resume-format.ts';
import type { SourcePath } from './resume-source.ts';

/** Sections whose entries are often only names. */
const NAMES_ONLY = ['skills', 'languages', 'interests'];

/** Imports the sections of a résumé, except `basics`. */
export function importSections(source: ImportedFields, at: SourcePath, log: ImportLog): ImportedFields {
  const sections: Record<string, ImportedFields[]> = {};
  for (const [key, value] of Object.entries(source)) {
    const path = [...at, key];
    const name = sectionNamed(key);
    const form = name === undefined ? undefined : FORMS[name];
    if (name === undefined || !form) {
      noteUnknownSection(key, value, path, log);
      continue;
    }
    const imported = importSection(value, { name, form, path }, log);
    if (imported !== null) sections[name] = [...(sections[name] ?? []), ...imported];
  }
  const { skills } = sections;
  return skills ? { ...sections, skills: grouped(skills) } : sections;
}

function noteUnknownSection(key: string, value: unknown, path: SourcePath, log: ImportLog): void {
  if (isEmpty(value) || key.startsWith('x-')) return;
  addNote(log, path, { reason: 'a résumé has no such section', fix: SECTIONS });
}

const SECTIONS = `write it in one of these sections: basics, ${Object.keys(FORMS).join(', ')}`;

/** A section of the file. */
interface Section {
  name: string;
  form: Form;
  path: SourcePath;
}

/** The imported entries; null if there is no list. */
function importSection(value: unknown, section: Section, log: ImportLog): ImportedFields[] | null {
  if (isEmpty(value)) return Array.isArray(value) ? [] : null;
  const entries = entriesOf(value, section);
  if (!entries) {
    addNote(log, section.path, { reason: 'this is not a list of entries', fix: 'write a list' });
    return null;
  }
  return entries
    .map((entry) => importEntry(entry, section.name, section.form, log))
    .filter((entry) => entry !== null);
}

/** The entries of a section: a list, a single entry, names in a text, or groups by name; null if it is none of them. */
function entriesOf(value: unknown, { name, form, path }: Section): SourceEntry[] | null {
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, path: [...path, index] }));
  if (typeof value === 'string') {
    const texts = NAMES_ONLY.includes(name) ? splitNames(value) : [value];
    return texts.map((text) => ({ value: text, path }));
  }
  const object = objectOf(value);
  if (!object) return null;
  const isEntry = Object.keys(object).some((key) =>
    Object.hasOwn(form.fields, fieldNamed(key, name, form.fields)),
  );
  if (isEntry) return [{ value: object, path }];
  const [nameField, detailField] = GROUPED[name] ?? [];
  if (nameField === undefined || detailField === undefined) return null;
  return Object.entries(object).map(([key, item]) => ({
    value: { [nameField]: key, [detailField]: item },
    path: [...path, key],
  }));
}

/** Sections that may be an object, and the fields that its keys and values are. */
const GROUPED: Record<string, [name: string, detail: string]> = {
  skills: ['name', 'keywords'],
  interests: ['name', 'keywords'],
  languages: ['language', 'fluency'],
};

/** Collects skills without keywords in one group, as its keywords. */
function grouped(skills: ImportedFields[]): ImportedFields[] {
  const single = skills.filter(({ keywords }) => keywords === undefined);
  const groups = skills.filter(({ keywords }) => keywords !== undefined);
  const keywords = single.map(
    ({ name, level }) => markdownText(level === undefined ? name : `${name} (${level})`).value,
  );
  if (keywords.length === 0) return groups;
  return [...groups, { name: groups.length > 0 ? 'Also' : 'Skills', keywords }];
}
