import { isSameName, repositoryName } from '../repository-name.ts';
import type { Resume } from './resume-schema.ts';

/** A URL of a GitHub repository, or of a page in it. */
const REPOSITORY_URL = /https?:\/\/(?:www\.)?github\.com\/([a-z0-9-]+\/[a-z0-9._-]+)[^\s()<>\]"'`]*/gi;

/** The repositories that a text links to, as `owner/name`. */
export function repositoriesLinked(text: string): string[] {
  return [...text.matchAll(REPOSITORY_URL)]
    .map(([, written = '']) => written.replace(/[.]*$|\.git$/i, ''))
    .filter((name) => repositoryName.safeParse(name).success);
}

/** The repositories of this login that the résumé links to, without duplicates. */
export function ownRepositoriesLinked(resume: Resume, login: string): string[] {
  const all = repositoriesLinked(JSON.stringify(resume));
  const own = all.filter((name) => isSameName(name.split('/')[0] ?? '', login));
  return own.filter((name, index) => own.findIndex((other) => isSameName(other, name)) === index);
}

/** The owner's texts, at any depth, with links to these repositories turned into plain text. */
export function withoutLinksTo<T>(texts: T, deadLinks: readonly string[]): T {
  if (deadLinks.length === 0) return texts;
  const isDead = (name: string) => deadLinks.some((dead) => isSameName(dead, name));
  const isDeadLink = (address: string) => repositoriesLinked(address).some(isDead);
  return JSON.parse(JSON.stringify(texts), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'url') return isDeadLink(value) ? undefined : value;
    return value
      .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (whole, text: string, address: string) =>
        isDeadLink(address) ? text : whole,
      )
      .replace(/<(https?:[^>]*)>/g, (whole, address: string) => (isDeadLink(address) ? address : whole));
  });
}
