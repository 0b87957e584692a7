import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personalToken } from '../test/support/github/callers.ts';
import { seededRandom } from '../test/support/github/random.ts';
import { aRandomWorld } from '../test/support/github/random-world.ts';
import { type FakeGitHub, startFakeGitHub } from '../test/support/github/server.ts';
import { OWNER } from '../test/support/owner.ts';

/** A fake GitHub, and an owner's folder to refresh from it. */
export type BenchWorld = {
  github: FakeGitHub;
  folder: string;
  data: string;
  environment: Record<string, string>;
  /** Clears the request log and advances to an unchanged day. */
  nextDay: () => void;
  close: () => Promise<void>;
};

/** `far`: each request takes 120 ms plus GitHub's own work, with GitHub's limit of ten seconds. */
export type Distance = 'near' | 'far';

/** The numbers of key projects and collection entries in `data/`. */
const KEY = 3;
const COLLECTED = 2;

/** The repositories that the résumé links to. They exist, so that no lookup is needed. */
const LINKED = ['assertG', 'relay', 'stopgap', 'recruitment'].map((name) => `sku0x20/${name}`);

/** Half of the repositories have a second page of commits, so the average is a page and a half. */
const MAX_COMMITS = 200;

/** Starts a fake GitHub with this many repositories. */
export async function aBenchWorld(repositories: number, distance: Distance): Promise<BenchWorld> {
  const world = aRandomWorld(repositories, seededRandom(repositories), MAX_COMMITS);
  for (const [index, name] of LINKED.entries()) Object.assign(world.repositories[index] ?? {}, { name });
  const far = { latency: 120, workload: true, msPerWorkMs: 1 };
  const github = await startFakeGitHub(world, { contract: false, ...(distance === 'far' && far) });
  github.quota.setLimit('person', 'core', 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'portfolio-bench-'));
  const data = join(folder, 'data');
  await cp(join(OWNER, 'resume.yaml'), join(data, 'resume.yaml'));
  const names = world.repositories.map(({ name }) => name);
  await writeFile(join(data, 'portfolio.yaml'), configOf(world.user.login, names));
  await writeFile(join(folder, 'README.md'), '<!-- portfolio:start -->\n<!-- portfolio:end -->\n');
  // The fake loads GitHub's schema on the first query.
  await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `token ${personalToken}`, 'user-agent': 'bench' },
    body: JSON.stringify({ query: '{ rateLimit { cost } }' }),
  });
  github.requests.length = 0;
  return {
    github,
    folder,
    data,
    get environment() {
      return { GITHUB_API_URL: github.url, GITHUB_TOKEN: personalToken, BENCH_NOW: world.now };
    },
    nextDay: () => {
      github.requests.length = 0;
      world.now = `${new Date(Date.parse(world.now) + 86_400_000).toISOString().slice(0, 19)}Z`;
    },
    close: async () => {
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(login: string, names: readonly string[]): string {
  return `login: ${login}
site: https://www.sku20.dev
key: [${names.slice(0, KEY).join(', ')}]
collections:
  - title: A collection
    repositories: [${names.slice(KEY, KEY + COLLECTED).join(', ')}]
`;
}
