import { parseYaml } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { z } from '../zod.ts';
import { cleaned } from './clean.ts';
import { address, type FieldConverter, markdownText, plainText } from './fields.ts';
import { BASICS, FORMS, type Form, LOCATION, OLD_FIELD_NAMES } from './json-resume-forms.ts';

/** Imported fields, in the format of data/resume.yaml. */
export type ImportedFields = Record<string, unknown>;

/** A JSON Resume file in the format of data/resume.yaml. Required fields of `basics` may be missing. */
export interface ImportedResume {
  sections: ImportedFields & { basics: ImportedFields };
  /** Paths that were not imported; with code points if only these characters were removed. */
  leftOut: string[];
}

/** Reads a JSON Resume file in JSON or YAML. Throws a UserError if it is neither, or not an object. */
export function readJsonResume(text: string, file: string): ImportedResume {
  const leftOut: string[] = [];
  const source = keys.parse(cleaned(parse(text, file), leftOut));
  const { basics = {}, meta: _meta, $schema: _schema, ...rest } = source;
  const sections = importSections(rest, leftOut);
  return { sections: { basics: importBasics(basics, leftOut), ...sections }, leftOut };
}

function importSections(source: ImportedFields, leftOut: string[]): ImportedFields {
  const sections: [string, ImportedFields[]][] = [];
  for (const [name, entries] of Object.entries(source)) {
    const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (!form || !Array.isArray(entries)) {
      leftOut.push(name);
      continue;
    }
    const imported = importEntries(entries, form, name, leftOut);
    sections.push([name, name === 'skills' ? grouped(imported) : imported]);
  }
  return Object.fromEntries(sections);
}

function importEntries(
  entries: readonly unknown[],
  form: Form,
  name: string,
  leftOut: string[],
): ImportedFields[] {
  const imported: ImportedFields[] = [];
  for (const [index, raw] of entries.entries()) {
    const entry = importEntry(raw, form, `${name}.${index}`, leftOut);
    if (entry !== null) imported.push(entry);
  }
  return imported;
}

const keys = z.record(z.string(), z.unknown());

function parse(text: string, file: string): ImportedFields {
  const json = parseJson(text);
  const asText = json.ok ? parseJson(scalarsAsText(text)) : json;
  const known = asText.ok ? keys.safeParse(asText.value) : undefined;
  if (known?.success) return known.data;
  const parsed = parseYaml(text, file, keys, { mayBeUnsafe: true, asText: true });
  if (parsed.ok) return parsed.value;
  throw new UserError(...parsed.problems);
}

/** Quotes numbers and booleans in JSON text, since a parser would turn 3.10 into 3.1. All fields are text. */
function scalarsAsText(json: string): string {
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false/g;
  return json.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`));
}

/** Imports the known fields of an object, and adds the others to `leftOut`. */
function importFields(
  raw: ImportedFields,
  fields: Record<string, FieldConverter>,
  at: string,
  leftOut: string[],
): ImportedFields {
  const named = withCurrentNames(raw, fields);
  for (const key of Object.keys(named)) if (!Object.hasOwn(fields, key)) leftOut.push(`${at}.${key}`);
  const imported: [string, unknown][] = [];
  for (const [key, take] of Object.entries(fields)) {
    const given = Object.hasOwn(named, key) ? named[key] : undefined;
    const value = take(given);
    if (value !== undefined) imported.push([key, value]);
    else if (!isEmpty(given)) leftOut.push(`${at}.${key}`);
  }
  return Object.fromEntries(imported);
}

/** Renames fields with old names, unless the object has both names. */
function withCurrentNames(raw: ImportedFields, fields: Record<string, FieldConverter>): ImportedFields {
  const named = Object.entries(raw).map(([key, value]) => {
    const current = OLD_FIELD_NAMES[key];
    const isRenamed = current !== undefined && !(current in raw) && current in fields;
    return [isRenamed ? current : key, value];
  });
  return Object.fromEntries(named);
}

/** Imports an entry and makes sure it has a name; null if nothing in it can be imported. */
function importEntry(
  raw: unknown,
  { fields, names, fallbackName }: Form,
  at: string,
  leftOut: string[],
): ImportedFields | null {
  const known = keys.safeParse(raw);
  if (!known.success) leftOut.push(at);
  const entry = importFields(known.data ?? {}, fields, at, leftOut);
  if (Object.keys(entry).length === 0) return null;
  const [right = '', ...others] = names;
  if (right in entry) return entry;
  const other = others.find((name) => name in entry);
  const { [other ?? '']: name = fallbackName, ...rest } = entry;
  return { [right]: name, ...rest };
}

/** Collects skills without keywords in one group, as its keywords. */
function grouped(skills: ImportedFields[]): ImportedFields[] {
  const single = skills.filter(({ keywords }) => keywords === undefined);
  const groups = skills.filter(({ keywords }) => keywords !== undefined);
  const keywords = single.map(({ name, level }) =>
    markdownText(level === undefined ? name : `${name} (${level})`),
  );
  if (keywords.length === 0) return groups;
  return [...groups, { name: groups.length > 0 ? 'Also' : 'Skills', keywords }];
}

function importBasics(raw: unknown, leftOut: string[]): ImportedFields {
  const { location, profiles, ...rest } = keys.safeParse(raw).data ?? {};
  const basics = importFields(rest, BASICS, 'basics', leftOut);
  const home = importFields(keys.safeParse(location).data ?? {}, LOCATION, 'basics.location', leftOut);
  if (Object.keys(home).length > 0) basics.location = home;
  return { ...basics, profiles: importProfiles(Array.isArray(profiles) ? profiles : [], leftOut) };
}

function importProfiles(profiles: readonly unknown[], leftOut: string[]): ImportedFields[] {
  const imported: ImportedFields[] = [];
  for (const [index, raw] of profiles.entries()) {
    const profile = importProfile(keys.safeParse(raw).data ?? {});
    if (profile === null) leftOut.push(`basics.profiles.${index}`);
    else imported.push(profile);
  }
  return imported;
}

const NETWORKS: Record<string, string> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  linkedin: 'https://www.linkedin.com/in/',
  twitter: 'https://x.com/',
  x: 'https://x.com/',
};

/** Imports a profile. For well-known networks, the user name is enough to build the URL; null without a URL. */
function importProfile({ network, username, url }: ImportedFields): ImportedFields | null {
  const site = plainText(network);
  const name = plainText(username);
  const home = NETWORKS[String(site).toLowerCase()];
  const found = address(url) ?? (home && name ? address(home + encodeURIComponent(String(name))) : undefined);
  if (typeof found !== 'string') return null;
  const { host, pathname } = new URL(found);
  const lastPart = pathname.split('/').filter(Boolean).at(-1);
  return { network: site ?? host.replace(/^www\./, ''), username: name ?? lastPart ?? host, url: found };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
