import { z } from './zod.ts';

/** `owner/name` as GitHub allows it: letters, digits and hyphens; then letters, digits, `.`, `_` and `-`. */
export const repositoryName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
    'write a repository as owner/name',
  )
  .describe('A repository as owner/name.');

/** Whether two names mean the same repository: GitHub ignores case in names. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `owner/name` of a github.com repository address, or null for any other address. */
export function repositoryOfUrl(url: string): string | null {
  const name = /^https:\/\/(?:www\.)?github\.com\/([^/?#]+\/[^/?#]+?)(?:\.git)?\/?$/i.exec(url)?.[1];
  return name && repositoryName.safeParse(name).success ? name : null;
}

/** Finds an item by its current name, or else by a former name. */
export function findByName<T extends { name: string; formerNames: readonly string[] }>(
  items: readonly T[],
  name: string,
): T | undefined {
  return (
    items.find((item) => isSameName(item.name, name)) ??
    items.find((item) => item.formerNames.some((former) => isSameName(former, name)))
  );
}
