import { z } from '../zod.ts';
import { sectionNamed } from './former-names.ts';
import type { SourcePath } from './resume-source.ts';

type Keys = Record<string, unknown>;

const keys = z.record(z.string(), z.unknown());

/** The value as an object, or null if it is none. */
export function objectOf(value: unknown): Keys | null {
  return keys.safeParse(value).data ?? null;
}

/** A résumé in a file: the file itself, or a value inside. */
export interface FoundResume {
  resume: Keys;
  at: SourcePath;
}

/** Finds the JSON Resume in a file: at the top, or as its only value with sections, as in `{"resume": {…}}`. */
export function findResume(file: Keys): FoundResume | null {
  if (hasSections(file)) return { resume: file, at: [] };
  const inside: FoundResume[] = [];
  for (const [key, value] of Object.entries(file)) {
    const resume = objectOf(value);
    if (resume && hasSections(resume)) inside.push({ resume, at: [key] });
  }
  const [found = null, ...others] = inside;
  return others.length === 0 ? found : null;
}

function hasSections(value: Keys): boolean {
  return Object.entries(value).some(
    ([key, section]) => typeof section === 'object' && section !== null && isSection(key),
  );
}

function isSection(key: string): boolean {
  return key === 'basics' || sectionNamed(key) !== undefined;
}

/** Another format, and how to tell it. */
interface Format {
  name: string;
  isMatch: (file: Keys) => boolean;
}

const FORMATS: Format[] = [
  { name: 'a RenderCV file', isMatch: ({ cv }) => objectOf(cv) !== null && findInside(cv) === null },
  { name: 'a FRESH résumé', isMatch: isFresh },
  { name: 'a LinkedIn export', isMatch: isLinkedIn },
  { name: 'a Reactive Resume file', isMatch: isReactiveResume },
  { name: 'a Europass CV', isMatch: (file) => hasAny(file, ['SkillsPassport', 'Europass', 'europass']) },
  { name: 'a Manfred MAC résumé', isMatch: ({ aboutMe }) => objectOf(aboutMe) !== null },
  { name: 'a schema.org description', isMatch: (file) => hasAny(file, ['@context', '@graph', '@type']) },
  { name: 'a JSON Schema', isMatch: ({ properties }) => objectOf(properties) !== null },
  { name: 'a package.json file', isMatch: (file) => hasAny(file, ['dependencies', 'devDependencies']) },
];

/** Recognizes files that are résumés in another format, or not résumés at all; null if nothing is known about them. */
export function otherFormat(file: Keys): string | null {
  return FORMATS.find(({ isMatch }) => isMatch(file))?.name ?? null;
}

function findInside(value: unknown): FoundResume | null {
  const inside = objectOf(value);
  return inside && 'basics' in inside ? findResume(inside) : null;
}

/** FRESH (github.com/fresh-standard/fresh-resume-schema) names its format, and keeps jobs in `employment.history`. */
function isFresh({ meta, employment, info, disposition }: Keys): boolean {
  const format = objectOf(meta)?.format;
  if (typeof format === 'string' && /^FRE?SH/i.test(format)) return true;
  return 'history' in (objectOf(employment) ?? {}) || (objectOf(info) !== null && disposition !== undefined);
}

/** The keys of LinkedIn's API, of its data export as JSON, and of tools that read its pages. */
function isLinkedIn(file: Keys): boolean {
  const own = ['localizedFirstName', 'localizedHeadline', 'public_identifier', 'publicIdentifier'];
  if (hasAny(file, [...own, 'vanityName', 'linkedinUrl', 'positionView', 'Positions'])) return true;
  const isPerson = hasAny(file, ['firstName', 'first_name', 'full_name', 'fullName']);
  return (
    isPerson && !('basics' in file) && hasAny(file, ['positions', 'experiences', 'headline', 'educations'])
  );
}

/** Reactive Resume (rxresu.me) keeps everything but the name in `sections`. */
function isReactiveResume({ sections, metadata, basics, profile, work }: Keys): boolean {
  const hasLayout = objectOf(metadata) !== null;
  if (objectOf(sections) !== null && (hasLayout || objectOf(basics) !== null)) return true;
  return hasLayout && objectOf(profile) !== null && 'items' in (objectOf(work) ?? {});
}

function hasAny(file: Keys, names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(file, name));
}
