import { isSameName } from '../repository-name.ts';
import type { Repository } from '../snapshot/schema.ts';

/** Names under /projects/ that are not projects: the list of all other repositories, and the page itself. */
export const RESERVED_SLUGS: readonly string[] = ['all', 'index.html'];

/** Windows reserves these names for devices, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

type NamedRepository = Pick<Repository, 'id' | 'name'>;

/** The slug of each repository, which is the last part of its page's path, by the repository's name in lower case. */
export type Slugs = ReadonlyMap<string, string>;

/**
 * Gives every repository a unique slug. If two names produce the same one, the older repository gets it, so that adding a
 * repository changes no existing path. GitHub's ids grow over time, so the lower id is the older repository.
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

/** The path of the page of a repository, and its paths under former names. */
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
 * The preferred slug: the name in lower case, prefixed with the owner if that is somebody else or if the name is unsafe as a
 * folder. Names that begin with a dot are unsafe because actions/upload-pages-artifact skips hidden files.
 */
function slugOf(name: string, login: string): string {
  const [owner = '', own = ''] = name.toLowerCase().split('/');
  return isSameName(owner, login) && isSafe(own) ? own : qualifiedSlug(name);
}

function qualifiedSlug(name: string): string {
  // Windows drops trailing dots from folder names.
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

/** Oldest first. Repositories that no refresh has found yet have no id and come last, by name. */
function byAge(a: NamedRepository, b: NamedRepository): number {
  const [idOfA, idOfB] = [a.id ?? Number.POSITIVE_INFINITY, b.id ?? Number.POSITIVE_INFINITY];
  if (idOfA !== idOfB) return idOfA < idOfB ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
