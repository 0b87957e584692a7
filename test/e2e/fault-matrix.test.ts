import { beforeAll, expect, test } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { reasons } from '../../src/facts/fact.ts';
import { createClient } from '../../src/github/client.ts';
import { collect } from '../../src/github/collect.ts';
import type { RetryPolicy } from '../../src/github/retry-policy.ts';
import { emptyFetchLog, type FetchLog } from '../../src/snapshot/fetch-log.ts';
import { parseSnapshot, serializeSnapshot } from '../../src/snapshot/file.ts';
import { type MergeResult, merge } from '../../src/snapshot/merge.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';
import { aCheckRun, aPullRequest, aRelease, aRepository, aWorld } from '../support/github/builders.ts';
import { jobToken } from '../support/github/callers.ts';
import { push } from '../support/github/changes.ts';
import * as faults from '../support/github/faults.ts';
import { shaOf } from '../support/github/identity.ts';
import { type FakeGitHub, startFakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { quick } from '../support/workspace.ts';

/** One key project with a release, one in a collection with a tag, one other: every endpoint is asked. */
function theWorld(): World {
  const head = shaOf('sku0x20/assertG 0');
  return aWorld({
    contributions: { '2026-11-02': 3 },
    pullRequests: [aPullRequest()],
    repositories: [
      aRepository({
        name: 'sku0x20/assertG',
        description: 'Fluent assertions',
        homepage: 'https://example.org/',
        license: 'MIT',
        topics: ['go'],
        openPullRequests: 1,
        releases: [aRelease({ tag: 'v1.0.0' })],
        checkRuns: { [head]: [aCheckRun()] },
        statuses: { [head]: [{ context: 'ci', state: 'success', updatedAt: '2026-11-03T12:00:00Z' }] },
      }),
      aRepository({
        name: 'sku0x20/terraform',
        tags: [{ name: 'v1.0.0', sha: shaOf('sku0x20/terraform 0') }],
      }),
      aRepository({ name: 'sku0x20/other' }),
    ],
  });
}

const config = portfolioConfigSchema.parse({
  login: 'sku0x20',
  site: 'https://example.org',
  key: ['sku0x20/assertG'],
  collections: [{ title: 'Infrastructure', repositories: ['sku0x20/terraform'] }],
});

async function refreshed(
  github: Pick<FakeGitHub, 'url' | 'world'>,
  before: MergeResult | null,
  patience: RetryPolicy = quick,
): Promise<MergeResult> {
  const client = createClient({
    apiUrl: github.url,
    graphqlUrl: `${github.url}/graphql`,
    token: jobToken(),
    maxRequests: 300,
    retryPolicy: patience,
  });
  const seen = await collect(client, {
    config,
    previous: before?.snapshot.repositories ?? [],
    fetchLog: before?.fetchLog ?? emptyFetchLog,
    neverCollected: [],
    only: [],
    isFull: true,
    local: github.world.now,
    asOf: before?.snapshot.asOf,
  });
  const merged = merge(before?.snapshot ?? null, before?.fetchLog ?? emptyFetchLog, seen);
  return { ...merged, snapshot: parseSnapshot(serializeSnapshot(merged.snapshot), 'snapshot') };
}

/** `owner/name section`, or the section alone where it is the owner's: every fact by the place where it is known. */
function facts({
  profile,
  pullRequestsElsewhere,
  contributions,
  repositories,
}: Snapshot): Record<string, unknown> {
  const own = { profile, pullRequestsElsewhere, contributions };
  return Object.fromEntries([
    ...Object.entries(own).map(([name, section]) => [name, section?.value]),
    ...repositories.flatMap(({ name, sections }) =>
      Object.entries(sections).map(([section, fact]) => [`${name} ${section}`, fact?.value]),
    ),
  ]);
}

interface Failure {
  reason: string | undefined;
  detail: string | undefined;
}

function failures(checks: FetchLog, snapshot: Snapshot): Record<string, Failure> {
  const { profile, pullRequestsElsewhere, contributions, repositories } = checks;
  const nameOf = (id: string) =>
    snapshot.repositories.find((repository) => String(repository.id) === id)?.name;
  const all = [
    ...Object.entries({ profile, pullRequestsElsewhere, contributions }),
    ...Object.entries(repositories).flatMap(([id, sections]) =>
      Object.entries(sections).map(([section, check]) => [`${nameOf(id)} ${section}`, check] as const),
    ),
  ];
  return Object.fromEntries(
    all.flatMap(([place, check]) =>
      check?.failingSince ? [[place, { reason: check.reason, detail: check.detail }]] : [],
    ),
  );
}

const ALL = ['sku0x20/assertG', 'sku0x20/terraform', 'sku0x20/other'];
const DEEP = ALL.slice(0, 2);
const OTHERS = ALL.slice(1);
const of = (names: readonly string[], section: string) => names.map((name) => `${name} ${section}`);

interface Endpoint {
  on: string;
  /** The places that cannot be confirmed without it. */
  touches: string[];
  /** Fields that are used: absent, null or of another type they make the section stale. */
  fields: string[];
  /** Those of them that GitHub itself leaves empty. */
  nullable?: string[];
  optional?: string[];
}

type Fault = ReturnType<typeof faults.status>;

const listedOnly = of(OTHERS, 'core');
const details = ['commits', 'languages'].flatMap((section) => of(OTHERS, section));
const deepDetails = ['tree', 'release', 'checks'].map((section) => `sku0x20/terraform ${section}`);

const ENDPOINTS: Endpoint[] = [
  {
    on: '/users/{username}',
    touches: ['profile'],
    fields: ['id', 'name', 'public_repos'],
    nullable: ['name'],
  },
  {
    on: '/users/{username}/repos',
    touches: [...listedOnly, ...details, ...deepDetails],
    fields: [],
  },
  { on: '/repos/{owner}/{repo}', touches: ['sku0x20/assertG watchers'], fields: ['subscribers_count'] },
  {
    on: '/repos/{owner}/{repo}/languages',
    touches: of(ALL, 'languages'),
    fields: ['Go'],
    optional: ['Go'],
  },
  {
    on: '/repos/{owner}/{repo}/commits',
    touches: of(ALL, 'commits'),
    fields: ['0.commit', '0.commit.committer', '0.commit.committer.date'],
  },
  {
    on: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    touches: of(DEEP, 'tree'),
    fields: ['tree', 'truncated', 'tree.0.path', 'tree.0.type'],
  },
  { on: '/repos/{owner}/{repo}/releases', touches: of(DEEP, 'release'), fields: [] },
  {
    on: '/repos/{owner}/{repo}/tags',
    touches: ['sku0x20/terraform release'],
    fields: ['0.name', '0.commit.sha'],
  },
  {
    on: '/repos/{owner}/{repo}/commits/{ref}',
    touches: ['sku0x20/terraform release'],
    fields: ['commit.committer.date'],
  },
  {
    on: '/repos/{owner}/{repo}/commits/{ref}/status',
    touches: of(DEEP, 'checks'),
    fields: ['sha', 'statuses'],
  },
  {
    on: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    touches: of(DEEP, 'checks'),
    fields: ['check_runs'],
  },
  { on: '/repos/{owner}/{repo}/pulls', touches: ['sku0x20/assertG pullRequests'], fields: [] },
  {
    on: '/search/issues',
    touches: ['pullRequestsElsewhere'],
    fields: ['total_count', 'incomplete_results', 'items', '0.number', '0.html_url'].map((field) =>
      field.replace(/^0/, 'items.0'),
    ),
  },
  { on: '/graphql', touches: ['contributions'], fields: ['data', 'data.user'] },
];

const GENERIC: [name: string, fault: () => Fault, reason: string][] = [
  ...[404, 410, 451].map((code): (typeof GENERIC)[number] => [
    `${code}`,
    () => faults.status(code),
    'not found',
  ]),
  ['401', () => faults.status(401), 'not allowed'],
  ['403', () => faults.status(403), 'not allowed'],
  ...[409, 422].map((code): (typeof GENERIC)[number] => [
    `${code}`,
    () => faults.status(code),
    'unexpected answer',
  ]),
  ...[500, 502, 503, 504].map((code): (typeof GENERIC)[number] => [
    `${code}`,
    () => faults.status(code),
    'server error',
  ]),
  ['202 for ever', () => faults.accepted, 'unexpected answer'],
  ['204', () => faults.status(204), 'unexpected answer'],
  ['304 without a cache', () => faults.status(304), 'unexpected answer'],
  ['a redirect loop', () => faults.redirectLoop, 'unreachable'],
  ['HTML', () => faults.html, 'unexpected answer'],
  ['truncated JSON', () => faults.truncated, 'unexpected answer'],
  ['an empty body', () => faults.emptyBody, 'unexpected answer'],
  ['another content type', () => faults.wrongContentType, 'unexpected answer'],
  ['a hang', () => faults.hang, 'timed out'],
  ['a trickle', () => faults.trickle, 'timed out'],
  ['a reset connection', () => faults.reset, 'unreachable'],
  ['a body cut short', () => faults.cutShort, 'unreachable'],
];

const LIMITS: [name: string, fault: () => Fault][] = [
  ['403 primary', () => faults.primaryLimit(403)],
  ['429 primary', () => faults.primaryLimit(429)],
  ['403 secondary', () => faults.secondaryLimit(403)],
  ['403 secondary with retry-after', () => faults.secondaryLimit(403, 30)],
  ['429 secondary with retry-after', () => faults.secondaryLimit(429, 30)],
];

/** The list's second item is `sku0x20/other`. */
const CORE_FIELDS: Endpoint = {
  on: '/users/{username}/repos',
  touches: ['sku0x20/other core'],
  fields: [
    'html_url',
    'description',
    'homepage',
    'topics',
    'language',
    'stargazers_count',
    'forks_count',
    'open_issues_count',
    'license',
    'archived',
    'default_branch',
  ].map((field) => `1.${field}`),
  nullable: ['1.description', '1.homepage', '1.language', '1.license'],
};

/** Without these an item of the list is not understood at all, and its repository is asked for alone. */
const IDENTITY_FIELDS: Endpoint = {
  on: '/users/{username}/repos',
  touches: [],
  fields: ['1.id', '1.full_name', '1.private', '1.fork', '1.pushed_at'],
};

const FIELD_FAULTS = [...ENDPOINTS, CORE_FIELDS, IDENTITY_FIELDS].flatMap(
  ({ on, touches, fields, nullable = [], optional = [] }) =>
    fields.flatMap((path) => [
      ...(optional.includes(path)
        ? []
        : [{ on, touches, name: `${path} missing`, fault: () => faults.field(path, undefined) }]),
      ...(nullable.includes(path)
        ? []
        : [{ on, touches, name: `${path} null`, fault: () => faults.field(path, null) }]),
      { on, touches, name: `${path} of another type`, fault: () => faults.field(path, { odd: [] }) },
    ]),
);

let good: MergeResult;
/** The facts that a refresh without memory finds after the push. */
let truth: Record<string, unknown>;

beforeAll(async () => {
  const github = await startFakeGitHub(theWorld());
  good = await refreshed(github, null);
  moveOn(github.world);
  github.world.now = '2026-11-24T04:37:00Z';
  truth = facts((await refreshed(github, null)).snapshot);
  await github.close();
  expect(failures(good.fetchLog, good.snapshot)).toEqual({});
  expect(github.contractViolations).toEqual([]);
});

function moveOn(world: World): void {
  world.now = '2026-11-23T04:37:00Z';
  for (const name of ALL) push(world, name);
}

interface Case {
  on: string;
  touches: string[];
  fault: () => Fault;
  reason: string | undefined;
  /** False where more may fail with it, or part of it may come through. */
  isExact: boolean;
}

/** Requests that may take any time, until one of them is seen to wait for an answer that never ends. */
function timeLimits(): Required<Pick<RetryPolicy, 'timeLimit'>> & { giveUp: (url: string) => void } {
  const open = new Map<string, AbortController[]>();
  return {
    timeLimit: (url) => {
      const controller = new AbortController();
      open.set(url, [...(open.get(url) ?? []), controller]);
      return controller.signal;
    },
    giveUp: (url) => {
      for (const controller of open.get(url) ?? []) controller.abort(new DOMException('', 'TimeoutError'));
    },
  };
}

/** A day after the good run the world has moved, and one endpoint fails; then it works again. */
async function survive({ on, touches, fault, reason, isExact }: Case): Promise<void> {
  const github = await startFakeGitHub(theWorld(), { contract: false });
  const { world } = github;
  try {
    moveOn(world);
    const { giveUp, timeLimit } = timeLimits();
    github.faults.push({ on, fault: faults.stalling(fault(), giveUp) });
    const hurt = await refreshed(github, good, { ...quick, timeLimit });

    const failed = failures(hurt.fetchLog, hurt.snapshot);
    const before = facts(good.snapshot);
    const after = facts(hurt.snapshot);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const place of Object.keys(failed)) expect([place, after[place]]).toEqual([place, before[place]]);
    if (isExact) expect(Object.keys(failed).sort()).toEqual(touches.toSorted());
    for (const failure of Object.values(failed)) {
      expect(reasons).toContain(failure.reason);
      if (reason) expect(failure.reason).toBe(reason);
      expect(failure.detail).toMatch(/^(?:(?:GET|POST) \/|the repository |GraphQL )/);
    }

    github.faults.length = 0;
    world.now = '2026-11-24T04:37:00Z';
    const healed = await refreshed(github, hurt);
    expect(failures(healed.fetchLog, healed.snapshot)).toEqual({});
    expect(facts(healed.snapshot)).toEqual(truth);
  } finally {
    await github.close();
  }
}

for (const { on, touches } of ENDPOINTS) {
  test.concurrent.each(GENERIC)(`${on}: %s`, async (name, fault, reason) => {
    // fetch follows a redirected POST as a GET, to which this endpoint has another answer.
    const isRedirectedPost = on === '/graphql' && name === 'a redirect loop';
    await survive({ on, touches, fault, reason: isRedirectedPost ? 'not found' : reason, isExact: true });
  });
  test.concurrent.each(LIMITS)(`${on}: %s`, async (_name, fault) => {
    await survive({ on, touches, fault, reason: 'rate limited', isExact: false });
  });
}

test.concurrent.each(FIELD_FAULTS)('$on: $name', async ({ on, touches, name, fault }) => {
  const reason = name === 'data.user null' ? 'not found' : 'unexpected answer';
  await survive({ on, touches, fault, reason, isExact: true });
});
