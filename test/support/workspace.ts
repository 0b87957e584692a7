import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Context } from '../../src/context/command.ts';
import { type Environment, readEnvironment } from '../../src/context/environment.ts';
import type { Flags } from '../../src/context/flags.ts';
import { parseFlags } from '../../src/context/flags.ts';
import { interactive } from '../../src/github/retry-policy.ts';
import { jobToken } from './github/callers.ts';
import { type FakeGitHub, type Options, startFakeGitHub } from './github/server.ts';
import type { World } from './github/world.ts';
import { OWNER } from './owner.ts';

const README = '# Mine\n\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n\nWords of my own.\n';

/** An owner's folder: data/ with the two YAML files, and a README with markers. Removed when the test is done. */
export interface Workspace {
  folder: string;
  data: string;
  readme: string;
  site: string;
  read: (...path: string[]) => Promise<string>;
  write: (text: string, ...path: string[]) => Promise<void>;
  /** The text of every file by its path, to check whether anything changed. */
  files: (under: string) => Promise<Record<string, string>>;
}

const SHORT_RESUME = 'basics: { name: Ada, label: Engineer, summary: Works. }\n';

const CONFIG = `login: sku0x20
site: https://www.sku20.dev
key: [sku0x20/assertG, sku0x20/relay, sku0x20/stopgap]
collections:
  - title: K8s & Terraform configs
    repositories: [sku0x20/terraform-configs, sku0x20/k8s-config]
`;

/** Creates a workspace with the owner's résumé or a short one, which is read faster, and with `snapshot` the owner's first snapshot. */
export async function aWorkspace({ snapshot = false, shortResume = false } = {}): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'portfolio-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  await mkdir(data);
  if (shortResume) await writeFile(join(data, 'resume.yaml'), SHORT_RESUME);
  else await cp(join(OWNER, 'resume.yaml'), join(data, 'resume.yaml'));
  if (snapshot) await cp(join(OWNER, 'snapshot.json'), join(data, 'snapshot.json'));
  await writeFile(join(data, 'portfolio.yaml'), CONFIG);
  const readme = join(folder, 'README.md');
  await writeFile(readme, README);
  return {
    folder,
    data,
    readme,
    site: join(folder, '_site'),
    read: (...path) => readFile(join(folder, ...path), 'utf8'),
    write: (text, ...path) => writeFile(join(folder, ...path), text),
    files: (under) => filesIn(join(folder, under)),
  };
}

/** The flags that keep `daily` inside the workspace. */
export function everyFolder({ folder, data, readme, site }: Workspace): string[] {
  return ['--data', data, '--out', site, '--target', readme, '--result', join(folder, 'result')];
}

/** The text of every file of a folder by its path, one character per byte. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const));
  return Object.fromEntries(texts);
}

/** Waiting is simulated: a second lasts a millisecond. Valid responses have enough time even on a busy machine. */
export const quick = {
  ...interactive,
  answerMs: 100_000,
  spareMs: 1_000_000,
  waitMs: 300_000,
  retries: 3,
  failuresInARow: 5,
  secondMs: 1,
};

/** The context of a command: the fake's clock and URL, a job token, and these flags. */
export function aContext(
  workspace: Pick<Workspace, 'data' | 'readme' | 'site'>,
  github: Pick<FakeGitHub, 'url' | 'world'>,
  flags: Partial<Flags> = {},
  environment: Partial<Environment> = {},
): Context {
  return {
    flags: {
      ...parseFlags([], []),
      data: workspace.data,
      out: workspace.site,
      target: workspace.readme,
      result: join(workspace.data, '..', 'result'),
      ...flags,
    },
    environment: {
      ...readEnvironment({ GITHUB_API_URL: github.url, GITHUB_TOKEN: jobToken() }),
      ...environment,
    },
    now: new Date(github.world.now),
    say: () => {},
    progress: () => {},
  };
}

/** A fake GitHub that ends with the test. The test fails if a response or a query breaks GitHub's contract. */
export async function aGitHub(world: World, options: Options = {}): Promise<FakeGitHub> {
  const github = await startFakeGitHub(world, options);
  onTestFinished(async () => {
    await github.close();
    expect(github.contractViolations).toEqual([]);
  });
  return github;
}
