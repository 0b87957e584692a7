import { compare, parse } from 'semver';
import { z } from 'zod';
import type { FactValue } from '../facts/index.ts';
import { ask, type Client, GitHubRequestError } from './client.ts';
import { address, instant, line, name, pastDate, writtenDate } from './fields.ts';
import { ownerAndName } from './repositories.ts';

type Release = FactValue<'release'>;

const releases = z.array(
  z.object({
    draft: z.boolean(),
    prerelease: z.boolean(),
    tag_name: name,
    name: line,
    published_at: instant.nullable(),
    html_url: address,
  }),
);
const tags = z.array(z.object({ name, commit: z.object({ sha: z.string() }) }));
const commit = z.object({
  commit: z.object({
    committer: z.object({ date: writtenDate }),
    author: z.object({ date: writtenDate }).nullish(),
  }),
});

/**
 * The newest published release, else the highest semantic version among the newest 100 tags with its commit's date;
 * null where there is neither. `now` tells which dates are possible. Throws GitHubRequestError.
 */
export async function fetchNewestRelease(client: Client, fullName: string, now: string): Promise<Release> {
  const parameters = ownerAndName(fullName);
  const listed = await ask(
    client,
    'GET /repos/{owner}/{repo}/releases',
    { ...parameters, per_page: 100 },
    releases,
  );
  const published = listed.value.flatMap(({ draft, prerelease, published_at, ...release }) =>
    draft || prerelease || published_at === null ? [] : [{ ...release, published_at }],
  );
  const [newest] = published.sort((a, b) => (a.published_at > b.published_at ? -1 : 1));
  if (!newest) return highestTag(client, fullName, now);
  return {
    kind: 'release',
    tag: newest.tag_name,
    name: newest.name,
    publishedAt: newest.published_at,
    url: newest.html_url,
  };
}

async function highestTag(client: Client, fullName: string, now: string): Promise<Release> {
  const parameters = ownerAndName(fullName);
  const listed = await ask(client, 'GET /repos/{owner}/{repo}/tags', { ...parameters, per_page: 100 }, tags);
  const highest = highestVersion(listed.value);
  if (!highest) return null;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const tagged = await ask(client, route, { ...parameters, ref: highest.commit.sha }, commit);
  const { committer, author } = tagged.value.commit;
  const date = pastDate(committer.date, now) ?? pastDate(author?.date ?? null, now);
  if (date === null) {
    const what = `the commit of the tag ${highest.name} has an impossible date`;
    throw new GitHubRequestError(
      'unexpected answer',
      `GET /repos/${fullName}/commits/${highest.commit.sha}: ${what}`,
    );
  }
  return {
    kind: 'tag',
    tag: highest.name,
    name: null,
    publishedAt: date,
    url: `https://github.com/${fullName}/releases/tag/${encodeURIComponent(highest.name)}`,
  };
}

/** The item with the highest semantic version as its name (with or without `v`); pre-releases do not count. */
export function highestVersion<T extends { name: string }>(items: readonly T[]): T | undefined {
  const versions = items.flatMap((item) => {
    const version = parse(item.name);
    return version && version.prerelease.length === 0 ? [{ item, version }] : [];
  });
  return versions.sort((a, b) => compare(b.version, a.version))[0]?.item;
}
