import { z } from 'zod';
import { parseYaml } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { cleaned } from './clean.ts';
import { address, prose, type Take, words } from './fields.ts';
import { BASICS, FORMER_NAMES, FORMS, type Form, PLACE } from './json-resume-forms.ts';

/** An entry or a section in the form of data/resume.yaml. */
export type Taken = Record<string, unknown>;

/** What a JSON Resume file says, in the form of data/resume.yaml; `basics` may lack what is required there. */
export interface ImportedResume {
  sections: Taken & { basics: Taken };
  /** Paths of what has no place there or cannot be what it says; with code points where only those were taken out. */
  leftOut: string[];
}

/** Reads a JSON Resume file, as JSON or YAML. Throws UserError where it is neither or holds no keys. */
export function readJsonResume(text: string, file: string): ImportedResume {
  const leftOut: string[] = [];
  const source = keys.parse(cleaned(parse(text, file), leftOut));
  const { basics = {}, meta: _meta, $schema: _schema, ...rest } = source;
  const sections = Object.entries(rest).flatMap(([name, entries]) => {
    const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (!form || !Array.isArray(entries)) {
      leftOut.push(name);
      return [];
    }
    const taken = entries.flatMap((entry, index) => takeEntry(entry, form, `${name}.${index}`, leftOut));
    return [[name, name === 'skills' ? grouped(taken) : taken] as const];
  });
  return { sections: { basics: takeBasics(basics, leftOut), ...Object.fromEntries(sections) }, leftOut };
}

const keys = z.record(z.string(), z.unknown());

function parse(text: string, file: string): Taken {
  const json = parseJson(text);
  const known = json.ok ? keys.safeParse(json.value) : undefined;
  if (known?.success) return known.data;
  const parsed = parseYaml(text, file, keys, { mayBeUnsafe: true });
  if (parsed.ok) return parsed.value;
  throw new UserError(...parsed.problems);
}

/** The known fields of an object; what cannot be taken is noted. */
function takeFields(raw: Taken, fields: Record<string, Take>, at: string, leftOut: string[]): Taken {
  const named = Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const present = FORMER_NAMES[key];
      return [present && !(present in raw) && present in fields ? present : key, value];
    }),
  );
  for (const key of Object.keys(named)) if (!Object.hasOwn(fields, key)) leftOut.push(`${at}.${key}`);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, take]) => {
      const value = Object.hasOwn(named, key) ? named[key] : undefined;
      const taken = take(value);
      if (taken === undefined && !isEmpty(value)) leftOut.push(`${at}.${key}`);
      return taken === undefined ? [] : [[key, taken]];
    }),
  );
}

function takeEntry(raw: unknown, { fields, names, nameless }: Form, at: string, leftOut: string[]): Taken[] {
  const known = keys.safeParse(raw);
  if (!known.success) leftOut.push(at);
  const entry = takeFields(known.data ?? {}, fields, at, leftOut);
  if (Object.keys(entry).length === 0) return [];
  const [right = '', ...others] = names;
  if (right in entry) return [entry];
  const other = others.find((name) => name in entry);
  const { [other ?? '']: name = nameless, ...rest } = entry;
  return [{ [right]: name, ...rest }];
}

/** Skills that are single words become the keywords of one group. */
function grouped(skills: Taken[]): Taken[] {
  const single = skills.filter(({ keywords }) => keywords === undefined);
  const groups = skills.filter(({ keywords }) => keywords !== undefined);
  const keywords = single.map(({ name, level }) => prose(level === undefined ? name : `${name} (${level})`));
  return keywords.length > 0
    ? [...groups, { name: groups.length > 0 ? 'Also' : 'Skills', keywords }]
    : groups;
}

function takeBasics(raw: unknown, leftOut: string[]): Taken {
  const { location, profiles, ...rest } = keys.safeParse(raw).data ?? {};
  const basics = takeFields(rest, BASICS, 'basics', leftOut);
  const where = takeFields(keys.safeParse(location).data ?? {}, PLACE, 'basics.location', leftOut);
  const found = (Array.isArray(profiles) ? profiles : []).flatMap((profile, index) => {
    const taken = takeProfile(keys.safeParse(profile).data ?? {});
    if (taken === null) leftOut.push(`basics.profiles.${index}`);
    return taken ?? [];
  });
  return { ...basics, ...(Object.keys(where).length > 0 && { location: where }), profiles: found };
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
  const [place, name] = [words(network), words(username)];
  const home = NETWORKS[String(place).toLowerCase()];
  const found = address(url) ?? (home && name ? address(home + encodeURIComponent(String(name))) : undefined);
  if (typeof found !== 'string') return null;
  const { host, pathname } = new URL(found);
  const lastPart = pathname.split('/').filter(Boolean).at(-1);
  return { network: place ?? host.replace(/^www\./, ''), username: name ?? lastPart ?? host, url: found };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
