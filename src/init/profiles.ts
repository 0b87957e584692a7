import { singleLine, textOf, urlOf } from './fields.ts';
import type { ImportedFields } from './import-fields.ts';
import { addNote, type ImportLog } from './import-notes.ts';
import { objectOf } from './resume-format.ts';
import type { SourcePath } from './resume-source.ts';

/** Where the profiles of well-known networks are, by name in lower case. The user name replaces the `*`. */
const NETWORKS: Record<string, string> = {
  github: 'https://github.com/*',
  gitlab: 'https://gitlab.com/*',
  codeberg: 'https://codeberg.org/*',
  bitbucket: 'https://bitbucket.org/*',
  linkedin: 'https://www.linkedin.com/in/*',
  twitter: 'https://x.com/*',
  x: 'https://x.com/*',
  xtwitter: 'https://x.com/*',
  twitterx: 'https://x.com/*',
  bluesky: 'https://bsky.app/profile/*',
  medium: 'https://medium.com/@*',
  devto: 'https://dev.to/*',
  instagram: 'https://www.instagram.com/*',
  facebook: 'https://www.facebook.com/*',
  youtube: 'https://www.youtube.com/@*',
  telegram: 'https://t.me/*',
  reddit: 'https://www.reddit.com/user/*',
  npm: 'https://www.npmjs.com/~*',
  kaggle: 'https://www.kaggle.com/*',
  leetcode: 'https://leetcode.com/u/*',
  dribbble: 'https://dribbble.com/*',
  behance: 'https://www.behance.net/*',
};

/** Imports the profiles in `basics`: a list, a single one, or user names by network. */
export function importProfiles(value: unknown, path: SourcePath, log: ImportLog): ImportedFields[] {
  const imported: ImportedFields[] = [];
  for (const { value: raw, at } of entriesOf(value, path)) {
    const object = objectOf(raw) ?? { url: raw };
    if (Object.keys(object).length === 0) continue;
    const profile = importProfile(object);
    if (profile !== null) imported.push(profile);
    else addNote(log, at, { reason: 'the address of this profile is unknown', fix: 'add its url' });
  }
  return imported;
}

function entriesOf(value: unknown, path: SourcePath): { value: unknown; at: SourcePath }[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, at: [...path, index] }));
  const object = objectOf(value);
  if (!object) return [{ value, at: path }].filter((entry) => (textOf(entry.value, ' ') ?? 'x') !== '');
  if (['network', 'username', 'url'].some((key) => key in object)) return [{ value: object, at: path }];
  return Object.entries(object).map(([network, username]) => ({
    value: { network, username },
    at: [...path, network],
  }));
}

/** Imports a profile. For well-known networks, the user name is enough to build the URL; null without a URL. */
function importProfile({
  network,
  username,
  user,
  handle,
  url,
  link,
}: ImportedFields): ImportedFields | null {
  const site = textIn(network) ?? '';
  const name = textIn(username) ?? textIn(user) ?? textIn(handle) ?? '';
  const address = textIn(url) ?? textIn(link) ?? '';
  const found = urlOf(address) ?? urlInName(name) ?? urlOfUser(site, name || address);
  if (found === null) return null;
  const { host } = new URL(found);
  const isPlainName = name !== '' && urlInName(name) === null;
  return {
    network: site || host.replace(/^www\./, ''),
    username: isPlainName ? plainName(name) : lastPart(found),
    url: found,
  };
}

/** The URL in a field for the user name: `https://github.com/ada`, `github.com/ada`, or `@ada@mastodon.example`. */
function urlInName(name: string): string | null {
  const [, user, server] = /^@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$/.exec(name) ?? [];
  if (user !== undefined) return name.startsWith('@') ? urlOf(`https://${server}/@${user}`) : null;
  // A user name may contain a period, but no slash.
  return name.includes('/') ? urlOf(name) : null;
}

function urlOfUser(network: string, name: string): string | null {
  const simple = network.toLowerCase().replace(/\.com$|[^a-z]/g, '');
  const pattern = Object.hasOwn(NETWORKS, simple) ? NETWORKS[simple] : undefined;
  const user = plainName(name);
  if (pattern === undefined || user === '' || /[\s/]/.test(user)) return null;
  return urlOf(pattern.replace('*', () => encodeURIComponent(user)));
}

/** A user name without the signs of a handle or a path: `@ada`, `/ada`, `in/ada` and `u/ada`. */
function plainName(name: string): string {
  return name.replace(/^\/?(?:in|u|user|users)\//, '').replace(/^[@/~]+|\/+$/g, '');
}

function lastPart(url: string): string {
  const { host, pathname } = new URL(url);
  const last = pathname.split('/').filter(Boolean).at(-1)?.replace(/^[@~]/, '');
  return last || host;
}

function textIn(value: unknown): string | undefined {
  return singleLine(textOf(value, ' ') ?? '');
}
