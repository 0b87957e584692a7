import { parseYaml } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { z } from '../zod.ts';
import { cleaned } from './clean.ts';
import { address, prose, type Take, words } from './fields.ts';
import { BASICS, FORMER_NAMES, FORMS, type Form, LOCATION } from './json-resume-forms.ts';

/** An entry or a section in the form of data/resume.yaml. */
export type Taken = Record<string, unknown>;

/** What a JSON Resume file says, in the form of data/resume.yaml; `basics` may lack what is required there. */
export interface ImportedResume {
  sections: Taken & { basics: Taken };
  /** Paths of what has no field there or is not valid; with code points where only those were removed. */
  leftOut: string[];
}

/** Reads a JSON Resume file, as JSON or YAML. Throws UserError where it is neither or holds no keys. */
export function readJsonResume(text: string, file: string): ImportedResume {
  const leftOut: string[] = [];
  const source = keys.parse(cleaned(parse(text, file), leftOut));
  const { basics = {}, meta: _meta, $schema: _schema, ...rest } = source;
  const sections = takeSections(rest, leftOut);
  return { sections: { basics: takeBasics(basics, leftOut), ...sections }, leftOut };
}

function takeSections(source: Taken, leftOut: string[]): Taken {
  const sections: [string, Taken[]][] = [];
  for (const [name, entries] of Object.entries(source)) {
    const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (!form || !Array.isArray(entries)) {
      leftOut.push(name);
      continue;
    }
    const taken = takeEntries(entries, form, name, leftOut);
    sections.push([name, name === 'skills' ? grouped(taken) : taken]);
  }
  return Object.fromEntries(sections);
}

function takeEntries(entries: readonly unknown[], form: Form, name: string, leftOut: string[]): Taken[] {
  const taken: Taken[] = [];
  for (const [index, raw] of entries.entries()) {
    const entry = takeEntry(raw, form, `${name}.${index}`, leftOut);
    if (entry !== null) taken.push(entry);
  }
  return taken;
}

const keys = z.record(z.string(), z.unknown());

function parse(text: string, file: string): Taken {
  const json = parseJson(text);
  const asText = json.ok ? parseJson(scalarsAsText(text)) : json;
  const known = asText.ok ? keys.safeParse(asText.value) : undefined;
  if (known?.success) return known.data;
  const parsed = parseYaml(text, file, keys, { mayBeUnsafe: true, asText: true });
  if (parsed.ok) return parsed.value;
  throw new UserError(...parsed.problems);
}

/** JSON text with its numbers and booleans in quotes: a parser would turn 3.10 into 3.1. No field is to hold one. */
function scalarsAsText(json: string): string {
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false/g;
  return json.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`));
}

/** The known fields of an object; what cannot be taken is noted. */
function takeFields(raw: Taken, fields: Record<string, Take>, at: string, leftOut: string[]): Taken {
  const named = withPresentNames(raw, fields);
  for (const key of Object.keys(named)) if (!Object.hasOwn(fields, key)) leftOut.push(`${at}.${key}`);
  const taken: [string, unknown][] = [];
  for (const [key, take] of Object.entries(fields)) {
    const given = Object.hasOwn(named, key) ? named[key] : undefined;
    const value = take(given);
    if (value !== undefined) taken.push([key, value]);
    else if (!isEmpty(given)) leftOut.push(`${at}.${key}`);
  }
  return Object.fromEntries(taken);
}

/** The object with the present names of fields that are known here, unless it has both names. */
function withPresentNames(raw: Taken, fields: Record<string, Take>): Taken {
  const named = Object.entries(raw).map(([key, value]) => {
    const present = FORMER_NAMES[key];
    const isRenamed = present !== undefined && !(present in raw) && present in fields;
    return [isRenamed ? present : key, value];
  });
  return Object.fromEntries(named);
}

/** An entry with its required name; null where nothing in it can be taken. */
function takeEntry(
  raw: unknown,
  { fields, names, nameless }: Form,
  at: string,
  leftOut: string[],
): Taken | null {
  const known = keys.safeParse(raw);
  if (!known.success) leftOut.push(at);
  const entry = takeFields(known.data ?? {}, fields, at, leftOut);
  if (Object.keys(entry).length === 0) return null;
  const [right = '', ...others] = names;
  if (right in entry) return entry;
  const other = others.find((name) => name in entry);
  const { [other ?? '']: name = nameless, ...rest } = entry;
  return { [right]: name, ...rest };
}

/** Skills that are single words become the keywords of one group. */
function grouped(skills: Taken[]): Taken[] {
  const single = skills.filter(({ keywords }) => keywords === undefined);
  const groups = skills.filter(({ keywords }) => keywords !== undefined);
  const keywords = single.map(({ name, level }) => prose(level === undefined ? name : `${name} (${level})`));
  if (keywords.length === 0) return groups;
  return [...groups, { name: groups.length > 0 ? 'Also' : 'Skills', keywords }];
}

function takeBasics(raw: unknown, leftOut: string[]): Taken {
  const { location, profiles, ...rest } = keys.safeParse(raw).data ?? {};
  const basics = takeFields(rest, BASICS, 'basics', leftOut);
  const home = takeFields(keys.safeParse(location).data ?? {}, LOCATION, 'basics.location', leftOut);
  if (Object.keys(home).length > 0) basics.location = home;
  return { ...basics, profiles: takeProfiles(Array.isArray(profiles) ? profiles : [], leftOut) };
}

function takeProfiles(profiles: readonly unknown[], leftOut: string[]): Taken[] {
  const taken: Taken[] = [];
  for (const [index, raw] of profiles.entries()) {
    const profile = takeProfile(keys.safeParse(raw).data ?? {});
    if (profile === null) leftOut.push(`basics.profiles.${index}`);
    else taken.push(profile);
  }
  return taken;
}

const NETWORKS: Record<string, string> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  linkedin: 'https://www.linkedin.com/in/',
  twitter: 'https://x.com/',
  x: 'https://x.com/',
};

/** A profile with its address, which well-known networks give for the name; null where there is none. */
function takeProfile({ network, username, url }: Taken): Taken | null {
  const site = words(network);
  const name = words(username);
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
