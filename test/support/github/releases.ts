import { nodeId } from './identity.ts';
import { simpleUser } from './users.ts';
import type { Release, Repository, Tag } from './world.ts';

/** The releases that a caller may see; drafts require push access. */
export function visibleReleases({ releases }: Repository, mayPush: boolean): Release[] {
  return releases.filter(({ draft }) => !draft || mayPush);
}

/** GitHub's latest release: the published one, not a prerelease, with the newest commit. */
export function latestRelease({ releases }: Repository): Release | undefined {
  return releases
    .filter(({ draft, prerelease }) => !draft && !prerelease)
    .sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt))[0];
}

/** A release as GitHub returns it. */
export function releaseAnswer(api: string, { name, defaultBranch }: Repository, release: Release) {
  const url = `${api}/repos/${name}/releases/${release.id}`;
  const page = `https://github.com/${name}/releases`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${name}/releases/${release.id}/assets{?name,label}`,
    html_url: `${page}/tag/${release.draft ? `untagged-${release.id}` : encodeURIComponent(release.tag)}`,
    id: release.id,
    author: simpleUser(api, name.split('/')[0] ?? name),
    node_id: nodeId('RE', release.id),
    tag_name: release.tag,
    target_commitish: defaultBranch,
    name: release.name,
    draft: release.draft,
    immutable: false,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.createdAt,
    published_at: release.publishedAt,
    assets: [],
    tarball_url: `${api}/repos/${name}/tarball/${encodeURIComponent(release.tag)}`,
    zipball_url: `${api}/repos/${name}/zipball/${encodeURIComponent(release.tag)}`,
    body: null,
  };
}

/** The tags in GitHub's order: by name, descending, so that v0.9.0 comes before v0.10.0. */
export function orderedTags({ tags }: Repository): Tag[] {
  return [...tags].sort((one, other) => (one.name < other.name ? 1 : -1));
}

/** A tag as lists return it, without a date. */
export function tagAnswer(api: string, { name }: Repository, tag: Tag) {
  return {
    name: tag.name,
    zipball_url: `${api}/repos/${name}/zipball/refs/tags/${encodeURIComponent(tag.name)}`,
    tarball_url: `${api}/repos/${name}/tarball/refs/tags/${encodeURIComponent(tag.name)}`,
    commit: { sha: tag.sha, url: `${api}/repos/${name}/commits/${tag.sha}` },
    node_id: nodeId('REF', `${name} ${tag.name}`),
  };
}
