import type { SemVer } from 'semver';
// Imported one by one, because the package's index also loads about forty files for ranges.
import coerce from 'semver/functions/coerce.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';

/** A tag that ends with a version: `v1.2`, `1.2.3-rc.1`, `release-1.2`, `@scope/package@1.2.3`, `2026.01.15`. */
const VERSION = /(?:^|[^\d.])v?(\d+(?:\.\d+)+(?:-[\w.-]+)?(?:\+[\w.-]+)?)$|^v?(\d{1,4})$/i;

/** The version in a tag, parsed leniently; null if there is none. */
export function parseVersion(tag: string): SemVer | null {
  const match = VERSION.exec(tag);
  const text = match?.[1] ?? match?.[2];
  if (text === undefined) return null;
  const withoutZeros = text.replace(/(^|[.-])0+(?=\d)/g, '$1');
  return parse(withoutZeros) ?? coerce(withoutZeros, { includePrerelease: true });
}

/** The item whose tag has the highest version, ignoring pre-releases. Undefined if no tag is a version. */
export function highestVersion<T>(items: readonly T[], tagOf: (item: T) => string): T | undefined {
  const versions: { item: T; version: SemVer }[] = [];
  for (const item of items) {
    const version = parseVersion(tagOf(item));
    if (version && version.prerelease.length === 0) versions.push({ item, version });
  }
  return versions.sort((a, b) => compare(b.version, a.version))[0]?.item;
}
