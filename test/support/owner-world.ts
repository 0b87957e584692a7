import { aPullRequest, aRelease, aRepository, aWorld } from './github/builders.ts';
import { shaOf } from './github/identity.ts';
import type { World } from './github/world.ts';

/** A made-up GitHub with the owner's configured repositories, a few others, and some that are never shown. */
export function theOwnersWorld(): World {
  const stopgapHead = shaOf('sku0x20/stopgap 1');
  return aWorld({
    repositories: [
      aRepository({
        name: 'sku0x20/assertG',
        description: 'Fluent assertions',
        topics: ['testing', 'go'],
        license: 'MIT',
        stars: 12,
        forks: 3,
        openIssues: 2,
        openPullRequests: 1,
        commits: [{ date: '2024-04-05T06:01:19Z' }, { date: '2025-04-05T18:23:44Z' }],
        files: ['README.md', 'LICENSE', 'assert_test.go', '.github/workflows/ci.yml'],
        releases: [aRelease({ tag: 'v0.1.0', publishedAt: '2025-04-05T19:00:00Z' })],
      }),
      aRepository({ name: 'sku0x20/relay', languages: { Zig: 9_000 }, stars: 1 }),
      aRepository({
        name: 'sku0x20/stopgap',
        languages: { Kotlin: 20_000, Dockerfile: 300 },
        commits: [{ date: '2025-10-03T08:00:00Z' }, { date: '2025-10-02T08:00:00Z' }],
        tags: [
          { name: 'v2.0.0', sha: stopgapHead },
          { name: 'v10.0.0-rc.1', sha: stopgapHead },
        ],
      }),
      aRepository({ name: 'sku0x20/terraform-configs', languages: { HCL: 5_000 } }),
      aRepository({ name: 'sku0x20/website', languages: { HTML: 7_000 } }),
      aRepository({ name: 'sku0x20/empty', commits: [] }),
      aRepository({ name: 'sku0x20/forked', fork: true }),
      aRepository({ name: 'sku0x20/sku0x20.github.io' }),
      aRepository({ name: 'sku0x20/sku0x20' }),
    ],
    pullRequests: [aPullRequest()],
  });
}
