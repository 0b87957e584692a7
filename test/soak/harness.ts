import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Context } from '../../src/context/command.ts';
import { readEnvironment } from '../../src/context/environment.ts';
import { parseFlags } from '../../src/context/flags.ts';
import { type Paths, pathsOf } from '../../src/context/paths.ts';
import { type RetryPolicy, unattended } from '../../src/github/retry-policy.ts';
import type { FetchLog } from '../../src/snapshot/fetch-log.ts';
import { parseSnapshot, readFetchLog } from '../../src/snapshot/file.ts';
import { type DayEntry, parseHistory } from '../../src/snapshot/history.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';
import { jobToken } from '../support/github/callers.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import type { DayConditions } from './fault-schedule.ts';

/** The files after a run. */
export type Files = {
  after: Snapshot;
  history: DayEntry[];
  fetchLog: FetchLog;
  /** The text of all files that would be committed. */
  text: string;
};

/** A data folder with everything that a run needs. */
export type Harness = {
  paths: Paths;
  key: string[];
  collected: string[];
  retryPolicy: RetryPolicy;
  context: (conditions: DayConditions) => Context;
  read: () => Promise<Files>;
  loseCache: () => Promise<void>;
  remove: () => Promise<void>;
};

/** Waiting is simulated: a second lasts a millisecond. One retry, because the throttling plugin spaces searches in real time. */
const retryPolicy = { ...unattended, answerMs: 100_000, secondMs: 1, retries: 1 };

/** Nothing listens there. */
const REFUSED = 'http://127.0.0.1:9';

/** Creates a temporary data folder. `own` is the portfolio's own repository. */
export async function aHarness({ url, world }: FakeGitHub, own: string): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'portfolio-soak-'));
  const paths = pathsOf(join(folder, 'data'));
  const { login } = world.user;
  const project = (number: number) => `${login}/project-${number}`;
  const [key, collected] = [[1, 2, 3].map(project), [4, 5, 6].map(project)];
  await mkdir(paths.data);
  await writeFile(
    join(paths.data, 'resume.yaml'),
    'basics: { name: Ada, label: Engineer, summary: Builds things. }\n',
  );
  await writeFile(
    join(paths.data, 'portfolio.yaml'),
    `login: ${login}
site: https://www.sku20.dev
key: [${key.join(', ')}]
collections:
  - title: A collection
    repositories: [${collected.join(', ')}]
`,
  );
  const tokens = { good: () => jobToken(world.now), rejected: () => 'revoked', none: () => '' };
  return {
    paths,
    key,
    collected,
    retryPolicy,
    context: ({ token, isRefused, clockAheadMs }) => ({
      flags: { ...parseFlags([], []), data: paths.data },
      environment: readEnvironment({
        GITHUB_API_URL: isRefused ? REFUSED : url,
        GITHUB_TOKEN: tokens[token](),
        GITHUB_REPOSITORY: own,
      }),
      now: new Date(Date.parse(world.now) + clockAheadMs),
      say: () => {},
      progress: () => {},
    }),
    read: async () => {
      const [snapshot, history] = await Promise.all(
        [paths.snapshot, paths.history].map((path) => readFile(path, 'utf8')),
      );
      return {
        after: parseSnapshot(snapshot ?? '', paths.snapshot),
        history: parseHistory(history ?? '', paths.history),
        fetchLog: await readFetchLog(paths.fetchLog),
        text: `${snapshot}${history}`,
      };
    },
    loseCache: () => rm(dirname(paths.fetchLog), { recursive: true, force: true }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
