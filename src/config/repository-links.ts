import { isSameName, repositoryName } from '../repository-name.ts';
import type { Resume } from './resume-schema.ts';

/** An address of a repository on GitHub, or of something in it. */
const ADDRESS = /https?:\/\/(?:www\.)?github\.com\/([a-z0-9-]+\/[a-z0-9._-]+)[^\s()<>\]"'`]*/gi;

/** The repositories to which a text links, as `owner/name`. */
export function repositoriesLinked(text: string): string[] {
  return [...text.matchAll(ADDRESS)]
    .map(([, written = '']) => written.replace(/[.]*$|\.git$/i, ''))
    .filter((name) => repositoryName.safeParse(name).success);
}

/** The repositories of this login to which the résumé links, each once. */
export function ownRepositoriesLinked(resume: Resume, login: string): string[] {
  const all = repositoriesLinked(JSON.stringify(resume));
  const own = all.filter((name) => isSameName(name.split('/')[0] ?? '', login));
  return own.filter((name, index) => own.findIndex((other) => isSameName(other, name)) === index);
}

/** The résumé with its links to these repositories as plain text. */
export function withoutLinksTo(resume: Resume, deadLinks: readonly string[]): Resume {
  if (deadLinks.length === 0) return resume;
  const isDead = (name: string) => deadLinks.some((dead) => isSameName(dead, name));
  const leadsNowhere = (address: string) => repositoriesLinked(address).some(isDead);
  return JSON.parse(JSON.stringify(resume), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'url') return leadsNowhere(value) ? undefined : value;
    return value
      .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (whole, text: string, address: string) =>
        leadsNowhere(address) ? text : whole,
      )
      .replace(/<(https?:[^>]*)>/g, (whole, address: string) => (leadsNowhere(address) ? address : whole));
  });
}
