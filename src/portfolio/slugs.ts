import { isSameName } from '../repository-name.ts';
import type { Repository } from '../snapshot/schema.ts';

/** What is under /projects/ besides the projects' own folders: the list of all others, and the page itself. */
export const RESERVED_SLUGS: readonly string[] = ['all', 'index.html'];

/** Windows opens a device under these names, whatever extension they have (learn.microsoft.com, Naming Files). */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

type NamedRepository = Pick<Repository, 'id' | 'name'>;

/** The slug of each repository by its name in lower case: the last part of its page's address. */
export type Slugs = ReadonlyMap<string, string>;

/**
 * Gives every repository a slug of its own. Where two names lead to the same one, the older repository keeps it, so that
 * no address changes because a repository is added; GitHub's ids grow with time.
 */
export function assignSlugs(repositories: readonly NamedRepository[], login: string): Slugs {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name } of repositories.toSorted(byAge)) {
    const slug = firstFree(slugOf(name, login), qualifiedSlug(name), taken);
    taken.add(slug);
    slugs.set(name.toLowerCase(), slug);
  }
  return slugs;
}

/** Where the page of a repository is, and where it was under earlier names. */
export function pagesOf(
  { name, formerNames }: Omit<Repository, 'id' | 'sections'>,
  slugs: Slugs,
  login: string,
) {
  const slug = slugs.get(name.toLowerCase()) ?? slugOf(name, login);
  const formerSlugs = formerNames.map((former) => slugOf(former, login));
  return { path: pathOf(slug), formerPaths: formerSlugs.map(pathOf) };
}

function pathOf(slug: string): string {
  return `/projects/${slug}/`;
}

/**
 * The slug that a name leads to by itself: the lower-case name, with the owner before it where that is not the login, or where
 * the name alone is no good as a folder. A name that begins with a dot is one: actions/upload-pages-artifact leaves it out.
 */
function slugOf(name: string, login: string): string {
  const [owner = '', own = ''] = name.toLowerCase().split('/');
  return isSameName(owner, login) && isSafe(own) ? own : qualifiedSlug(name);
}

function qualifiedSlug(name: string): string {
  // Windows drops dots at the end of a folder's name.
  return name.toLowerCase().replace('/', '--').replace(/\.+$/, '');
}

function isSafe(slug: string): boolean {
  return !/^\.|\.$/.test(slug) && !RESERVED_SLUGS.includes(slug) && !WINDOWS_DEVICE.test(slug);
}

function firstFree(wanted: string, qualified: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let slug = qualified;
  for (let count = 2; taken.has(slug); count += 1) slug = `${qualified}-${count}`;
  return slug;
}

/** Oldest first. A repository that no refresh has met yet has no id and comes last, by name. */
function byAge(a: NamedRepository, b: NamedRepository): number {
  const [idOfA, idOfB] = [a.id ?? Number.POSITIVE_INFINITY, b.id ?? Number.POSITIVE_INFINITY];
  if (idOfA !== idOfB) return idOfA < idOfB ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
