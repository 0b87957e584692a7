import { beforeAll, expect, test } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { commits } from '../../src/facts/commit-weeks.ts';
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
import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import * as graphqlFaults from '../support/github/graphql-faults.ts';
import { shaOf } from '../support/github/identity.ts';
import { type FakeGitHub, startFakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { quick } from '../support/workspace.ts';

/** One key project with a release, one of another owner, one in a collection with a tag, one other: every request is made, with many commits also for the older ones. */
function theWorld({ hasManyCommits = false } = {}): World {
  const head = shaOf('sku0x20/assertG 0');
  return aWorld({
    contributions: { '2026-11-02': 3 },
    pullRequests: [aPullRequest({ repository: 'friends/tool' })],
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
      aRepository({
        name: 'sku0x20/other',
        description: 'Another',
        license: 'MIT',
        commits: hasManyCommits ? manyCommits() : [{}],
      }),
      aRepository({
        name: 'elsewhere/lib',
        commits: [{}, { login: 'somebody', date: '2026-10-01T10:00:00Z' }],
      }),
    ],
  });
}

/** Two pages of commits over many weeks. */
function manyCommits() {
  const day = (index: number) => new Date(Date.UTC(2026, 9, 1) - index * 86_400_000);
  return Array.from({ length: 150 }, (_, index) => ({
    date: `${day(index).toISOString().slice(0, 10)}T10:00:00Z`,
  }));
}

const config = portfolioConfigSchema.parse({
  login: 'sku0x20',
  site: 'https://example.org',
  key: ['sku0x20/assertG', { repository: 'elsewhere/lib', role: 'contributor' }],
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
    profile: before?.snapshot.profile?.value,
    linked: [],
    onProgress: () => {},
  });
  const merged = merge(before?.snapshot ?? null, before?.fetchLog ?? emptyFetchLog, seen);
  return { ...merged, snapshot: parseSnapshot(serializeSnapshot(merged.snapshot), 'snapshot') };
}

/** Every fact by its key: `owner/name fact`, or only the name for a fact about the owner. */
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
    all.flatMap(([key, check]) =>
      check?.failingSince ? [[key, { reason: check.reason, detail: check.detail }]] : [],
    ),
  );
}

const OWN = ['sku0x20/assertG', 'sku0x20/terraform', 'sku0x20/other'];
const LIB = 'elsewhere/lib';
const ALL = [...OWN, LIB];
const CONFIGURED = ['sku0x20/assertG', 'sku0x20/terraform', LIB];
const of = (names: readonly string[], ...facts: string[]) =>
  facts.flatMap((fact) => names.map((name) => `${name} ${fact}`));
const DETAILS = [...of(ALL, 'languages', 'commits'), ...of(CONFIGURED, 'release', 'issues', 'pullRequests')];
const allOf = (names: readonly string[]) => [
  ...of(names, 'core', 'languages', 'commits'),
  ...of(
    names.filter((name) => CONFIGURED.includes(name)),
    'tree',
    'release',
    'checks',
    'issues',
    'pullRequests',
  ),
];

/** Without the list, nothing about the owner and the owner's repositories is confirmed. */
const WITHOUT_LIST = ['profile', ...allOf(OWN)];

type Fault = FaultRule['fault'];
type Target = Pick<FaultRule, 'on' | 'field' | 'repository'> & { operation?: string };

/** One kind of request. */
interface Request extends Target {
  /** The facts that cannot be confirmed without it. */
  touches: string[];
}

/** Calendar and search share one query and are split if it fails. */
const ACTIVITY = /^(?:Activity|Contributions|PullRequests)$/;

const TREES = '/repos/{owner}/{repo}/git/trees/{tree_sha}';
const STATUS = '/repos/{owner}/{repo}/commits/{ref}/status';
const CHECK_RUNS = '/repos/{owner}/{repo}/commits/{ref}/check-runs';

const QUERIES: Request[] = [
  { operation: 'Repositories', touches: WITHOUT_LIST },
  { operation: 'Lookup', touches: allOf([LIB]) },
  { operation: 'Details', touches: DETAILS },
  { operation: 'Activity', touches: ['contributions', 'pullRequestsElsewhere'] },
];

const ENDPOINTS: (Request & { on: string })[] = [
  { on: TREES, touches: of(CONFIGURED, 'tree') },
  { on: STATUS, touches: of(CONFIGURED, 'checks') },
  { on: CHECK_RUNS, touches: of(CONFIGURED, 'checks') },
];

/** Faults of a whole answer, with the reason if there is only one. */
type Whole = [name: string, fault: () => Fault, reason: string];

const ANYWHERE: Whole[] = [
  ['403', () => faults.status(403), 'not allowed'],
  ...[409, 422].map((code): Whole => [`${code}`, () => faults.status(code), 'unexpected answer']),
  ...[500, 503].map((code): Whole => [`${code}`, () => faults.status(code), 'server error']),
  ['202 for ever', () => faults.accepted, 'unexpected answer'],
  ['204', () => faults.status(204), 'unexpected answer'],
  ['304 without a cache', () => faults.status(304), 'unexpected answer'],
  ['a redirect loop', () => faults.redirectLoop, 'unexpected answer'],
  ['HTML', () => faults.html, 'unexpected answer'],
  ['truncated JSON', () => faults.truncated, 'unexpected answer'],
  ['an empty body', () => faults.emptyBody, 'unexpected answer'],
  ['another content type', () => faults.wrongContentType, 'unexpected answer'],
  ['JSON null', () => graphqlFaults.json(null), 'unexpected answer'],
  ['an empty JSON list', () => graphqlFaults.json([]), 'unexpected answer'],
  ['an empty JSON object', () => graphqlFaults.json({}), 'unexpected answer'],
  ['a JSON string', () => graphqlFaults.json('soon'), 'unexpected answer'],
  ['a reset connection', () => faults.reset, 'unreachable'],
  ['a body cut short', () => faults.cutShort, 'unreachable'],
];

/** REST uses these for missing resources; for a query they say nothing about any repository. */
const ABSENT = [404, 410, 451].map((code): Whole => [`${code}`, () => faults.status(code), 'not found']);

/** These cause smaller queries until GraphQL is given up, which can affect other queries too. */
const TOO_SLOW: Whole[] = [
  ['502', () => faults.status(502), 'server error'],
  ['502 as a web page', () => graphqlFaults.badGateway, 'server error'],
  ['504', () => faults.status(504), 'server error'],
  ['504 in words', () => graphqlFaults.tooSlow, 'server error'],
  ['a hang', () => faults.hang, 'timed out'],
  ['a trickle', () => faults.trickle, 'timed out'],
];

/** Errors in an answer without data. */
const WITHOUT_DATA: Whole[] = [
  ['something went wrong', () => graphqlFaults.noData(), 'server error'],
  [
    'resource limits exceeded',
    () => graphqlFaults.noData('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.'),
    'server error',
  ],
  [
    'resource limits exceeded, without a type',
    () => graphqlFaults.noData(null, 'Resource limits for this query exceeded.'),
    'server error',
  ],
  [
    'forbidden',
    () => graphqlFaults.noData('FORBIDDEN', 'Resource not accessible by integration'),
    'not allowed',
  ],
  ['an error of an unknown type', () => graphqlFaults.noData('ODD', 'Odd'), 'unexpected answer'],
  ['null data', () => graphqlFaults.json({ data: null }), 'unexpected answer'],
  ['no errors and no data', () => graphqlFaults.json({ errors: [] }), 'unexpected answer'],
  ['data of another type', () => graphqlFaults.json({ data: [], errors: 'none' }), 'unexpected answer'],
];

/** These can affect more than the request they happen to. */
const LIMITS: Whole[] = [
  ['403 primary limit', () => faults.primaryLimit(403), 'rate limited'],
  ['429 primary limit', () => faults.primaryLimit(429), 'rate limited'],
  ['403 secondary without retry-after', () => faults.secondaryLimit(403), 'rate limited'],
  ['429 secondary without retry-after', () => faults.secondaryLimit(429), 'rate limited'],
  ['403 secondary with retry-after', () => faults.secondaryLimit(403, 30), 'rate limited'],
  ['429 secondary with retry-after', () => faults.secondaryLimit(429, 30), 'rate limited'],
];
const LIMITS_OF_QUERIES: Whole[] = [
  ...LIMITS,
  ['points used up, in a 200', () => graphqlFaults.primaryRateLimit(), 'rate limited'],
  [
    'points used up, by the newer type',
    () => graphqlFaults.primaryRateLimit(1800, 'RATE_LIMIT'),
    'rate limited',
  ],
  ['too hasty, in a 200', () => graphqlFaults.secondaryRateLimit(200), 'rate limited'],
  ['too hasty, in a 200 with retry-after', () => graphqlFaults.secondaryRateLimit(200, 30), 'rate limited'],
  ['too hasty, in a 403', () => graphqlFaults.secondaryRateLimit(403), 'rate limited'],
  [
    'abuse detection',
    () => faults.status(403, {}, { message: 'You have triggered an abuse detection mechanism.' }),
    'rate limited',
  ],
];

/** A rejected token ends more than one request, with a reason for each of them. */
const REJECTED = { name: '401', fault: () => faults.status(401), isFollowed: true };

interface Case extends Request {
  /** What similar failures have in common. */
  kind?: string;
  name: string;
  fault: () => Fault;
  reason?: string | undefined;
  /** Other facts may fail too, or some of these may be confirmed. */
  isInexact?: boolean;
  /** The facts that a first run cannot recognize as wrong, because empty is plausible. */
  believed?: readonly string[];
  /** Whether a next run follows, which has to recover. */
  isFollowed?: boolean;
  /** Whether it is tried on a first run as well. */
  isFirstRun?: boolean;
}

/** A part of an answer that fails alone. */
interface Part extends Target {
  operation: string;
  /** The facts that cannot be confirmed without it. */
  touches: string[];
}

const PARTS: Part[] = [
  { operation: 'Repositories', field: 'repositories', touches: WITHOUT_LIST },
  // A repository that is missing from the list is looked up individually.
  { operation: 'Repositories', repository: 'sku0x20/other', touches: [] },
  { operation: 'Repositories', repository: 'sku0x20/assertG', touches: [] },
  { operation: 'Repositories', repository: 'sku0x20/other', field: 'stargazerCount', touches: [] },
  { operation: 'Repositories', field: 'primaryLanguage', touches: of(OWN, 'core') },
  { operation: 'Repositories', field: 'licenseInfo', touches: of(OWN, 'core') },
  {
    operation: 'Repositories',
    repository: 'sku0x20/other',
    field: 'licenseInfo',
    touches: ['sku0x20/other core'],
  },
  { operation: 'Lookup', repository: LIB, touches: allOf([LIB]) },
  { operation: 'Lookup', field: 'licenseInfo', touches: [`${LIB} core`] },
  {
    operation: 'Details',
    repository: 'sku0x20/other',
    touches: of(['sku0x20/other'], 'languages', 'commits'),
  },
  { operation: 'Details', field: 'languages', touches: of(ALL, 'languages') },
  { operation: 'Details', field: 'defaultBranchRef', touches: of(ALL, 'commits') },
  { operation: 'Details', field: 'target', repository: LIB, touches: of([LIB], 'commits') },
  { operation: 'Details', field: 'history', touches: of(ALL, 'commits') },
  { operation: 'Details', field: 'history', repository: LIB, touches: of([LIB], 'commits') },
  { operation: 'Details', field: 'releases', touches: of(CONFIGURED, 'release') },
  { operation: 'Details', field: 'refs', touches: of(CONFIGURED, 'release') },
  { operation: 'Details', field: 'issues', touches: of(CONFIGURED, 'issues') },
  { operation: 'Details', field: 'pullRequests', touches: of(CONFIGURED, 'pullRequests') },
  { operation: 'Details', field: 'issues', repository: LIB, touches: of([LIB], 'issues') },
  { operation: 'Activity', field: 'user', touches: ['contributions'] },
  { operation: 'Activity', field: 'contributionsCollection', touches: ['contributions'] },
  { operation: 'Activity', field: 'search', touches: ['pullRequestsElsewhere'] },
];

const PART_FAULTS: [name: string, fault: () => Fault, reason: string][] = [
  ['in error', () => graphqlFaults.partError(), 'server error'],
  ['forbidden', () => graphqlFaults.partForbidden, 'not allowed'],
];

/** A list in an answer, and the facts that are rejected if it contradicts itself. */
interface List extends Part {
  /** The facts that are rejected if it is empty. */
  whenEmpty?: string[];
  /** As in {@link Case}, if it is empty. */
  believed?: string[];
}

/** The facts in one answer about a configured repository, which are rejected together. */
function detailsOf(name: string): string[] {
  return of([name], 'languages', 'commits', 'release', 'issues', 'pullRequests');
}

const LISTS: List[] = [
  { operation: 'Repositories', field: 'repositories', touches: WITHOUT_LIST, believed: ['profile'] },
  {
    operation: 'Details',
    field: 'history',
    touches: of(ALL, 'commits'),
    // Only a repository of another author can have no commits of the owner: for others the gate rejects the whole answer.
    whenEmpty: [...of(OWN, 'commits'), ...detailsOf(LIB)],
    believed: of([LIB], 'commits'),
  },
  { operation: 'Details', field: 'languages', touches: of(ALL, 'languages') },
  {
    operation: 'Details',
    field: 'releases',
    touches: of(['sku0x20/assertG'], 'release'),
    whenEmpty: detailsOf('sku0x20/assertG'),
    believed: of(['sku0x20/assertG'], 'release'),
  },
  {
    operation: 'Details',
    field: 'refs',
    touches: of(['sku0x20/terraform'], 'release'),
    whenEmpty: detailsOf('sku0x20/terraform'),
    believed: of(['sku0x20/terraform'], 'release'),
  },
  {
    operation: 'Activity',
    field: 'search',
    touches: ['pullRequestsElsewhere'],
    believed: ['pullRequestsElsewhere'],
  },
];

/** Paths in the JSON of an answer. If missing, null or of another type, these facts become stale. */
interface Fields extends Request {
  fields: string[];
  /** Those that GitHub itself can leave empty. */
  nullable?: string[];
}

const LISTED = 'data.repositoryOwner.repositories.nodes.1';
const CORE = [
  'url',
  'description',
  'homepageUrl',
  'repositoryTopics',
  'primaryLanguage',
  'stargazerCount',
  'forkCount',
  'licenseInfo',
  'isArchived',
  'defaultBranchRef',
];
const EMPTY_IN_CORE = ['description', 'homepageUrl', 'primaryLanguage', 'licenseInfo', 'defaultBranchRef'];
/** The first repository of each batch. */
const FIRSTS = ['sku0x20/assertG', 'sku0x20/other', LIB];
const HISTORY = 'data.nodes.0.defaultBranchRef.target.history';
const CALENDAR = 'data.user.window0.contributionCalendar';

const FIELDS: Fields[] = [
  {
    operation: 'Repositories',
    touches: WITHOUT_LIST,
    fields: [
      ...['__typename', 'id', 'databaseId', 'name', 'repositories'].map(
        (field) => `data.repositoryOwner.${field}`,
      ),
      ...['totalCount', 'pageInfo', 'pageInfo.hasNextPage', 'nodes'].map(
        (field) => `data.repositoryOwner.repositories.${field}`,
      ),
    ],
    nullable: ['data.repositoryOwner.name'],
  },
  {
    operation: 'Repositories',
    touches: ['sku0x20/other core'],
    fields: CORE.map((field) => `${LISTED}.${field}`),
    nullable: EMPTY_IN_CORE.map((field) => `${LISTED}.${field}`),
  },
  {
    // Without these a list item is unusable, and its repository is looked up individually.
    operation: 'Repositories',
    touches: [],
    fields: ['id', 'databaseId', 'nameWithOwner', 'isPrivate', 'isFork', 'pushedAt'].map(
      (field) => `${LISTED}.${field}`,
    ),
  },
  {
    operation: 'Lookup',
    touches: [`${LIB} core`],
    // The same fields as in the list, in the same fragment.
    fields: ['data.r0.url', 'data.r0.primaryLanguage'],
    nullable: ['data.r0.primaryLanguage'],
  },
  {
    operation: 'Lookup',
    touches: allOf([LIB]),
    fields: ['data.r0.id', 'data.r0.databaseId', 'data.r0.nameWithOwner', 'data.r0.isPrivate'],
  },
  { operation: 'Details', touches: DETAILS, fields: ['data.nodes'] },
  {
    operation: 'Details',
    touches: of(FIRSTS, 'languages'),
    fields: [
      'languages',
      'languages.totalCount',
      'languages.edges',
      'languages.edges.0.size',
      'primaryLanguage',
    ].map((field) => `data.nodes.0.${field}`),
    nullable: ['data.nodes.0.primaryLanguage'],
  },
  {
    operation: 'Details',
    touches: of(FIRSTS, 'commits'),
    fields: [
      ...['defaultBranchRef', 'defaultBranchRef.target', 'isEmpty'].map((field) => `data.nodes.0.${field}`),
      ...['', '.totalCount', '.pageInfo', '.pageInfo.hasNextPage', '.nodes', '.nodes.0'].map(
        (field) => HISTORY + field,
      ),
      `${HISTORY}.nodes.0.committedDate`,
    ],
  },
  {
    operation: 'Details',
    field: 'releases',
    touches: of(['sku0x20/assertG', LIB], 'release'),
    fields: [
      'releases',
      'releases.totalCount',
      'releases.nodes',
      'tags',
      'tags.totalCount',
      'tags.nodes',
    ].map((field) => `data.nodes.0.${field}`),
    nullable: ['data.nodes.0.tags'],
  },
  {
    operation: 'Details',
    field: 'issues',
    touches: of(['sku0x20/assertG', LIB], 'issues'),
    fields: ['data.nodes.0.issues', 'data.nodes.0.issues.totalCount'],
  },
  {
    operation: 'Details',
    field: 'pullRequests',
    touches: of(['sku0x20/assertG', LIB], 'pullRequests'),
    fields: ['data.nodes.0.pullRequests', 'data.nodes.0.pullRequests.totalCount'],
  },
  {
    operation: 'Activity',
    touches: ['contributions'],
    fields: ['data.user', `${CALENDAR}`, `${CALENDAR}.totalContributions`, `${CALENDAR}.weeks`].concat(
      ['date', 'contributionCount'].map((field) => `${CALENDAR}.weeks.0.contributionDays.0.${field}`),
    ),
  },
  {
    operation: 'Activity',
    touches: ['pullRequestsElsewhere'],
    fields: [
      '',
      '.issueCount',
      '.nodes',
      '.nodes.0',
      '.nodes.0.number',
      '.nodes.0.url',
      '.nodes.0.mergedAt',
    ].map((field) => `data.search${field}`),
  },
  {
    on: TREES,
    touches: of(CONFIGURED, 'tree'),
    fields: ['tree', 'truncated', 'tree.0.path', 'tree.0.type'],
  },
  { on: STATUS, touches: of(CONFIGURED, 'checks'), fields: ['sha', 'statuses'] },
  { on: CHECK_RUNS, touches: of(CONFIGURED, 'checks'), fields: ['total_count', 'check_runs'] },
];

/**
 * Requests share the code that handles failures: the list of repositories and the trees meet every failure, the others one for
 * each reason. The state that a failure leaves depends on its reason, so one for each reason is followed by a next run.
 * `FAULTS=all npx vitest run test/e2e/fault-matrix.test.ts` tries every failure on every request, each followed by a next run.
 */
const isWhole = process.env.FAULTS === 'all';

/** The first for each reason. */
function oneForEachReason(kinds: readonly Whole[]): Whole[] {
  return kinds.filter(([, , reason], index) => kinds.findIndex((kind) => kind[2] === reason) === index);
}

/** The failures to try on a request. */
function failuresOf(request: Request, kinds: readonly Whole[], isEveryKind: boolean): Case[] {
  const first = oneForEachReason(kinds);
  const tried = isEveryKind || isWhole ? kinds : first;
  return tried.map((kind) => {
    const [name, fault, reason] = kind;
    return { ...request, name, fault, reason, isFollowed: isWhole || first.includes(kind) };
  });
}

/** Every field can be missing; one of each group also shows how the answer's schema reads a wrong value. */
const FIELD_CASES = FIELDS.flatMap(({ fields, nullable = [], ...request }) =>
  fields.flatMap((path, index): Case[] => {
    const isFirst = isWhole || index === 0;
    const missing = { name: `${path} missing`, fault: () => faults.field(path, undefined) };
    const odd = { name: `${path} of another type`, fault: () => faults.field(path, { odd: [] }) };
    const none = { name: `${path} null`, fault: () => faults.field(path, null) };
    const wrong = isFirst ? [odd, ...(nullable.includes(path) ? [] : [none])] : [];
    // Without the user, the search may have been answered as well or not.
    const isInexact = path === 'data.user';
    return [missing, ...wrong].map((field) => ({
      ...request,
      ...field,
      isFollowed: isFirst,
      isFirstRun: isFirst,
      isInexact,
    }));
  }),
);

/** Puts failures that concern different facts into the same refresh: each must still cost only its own facts. */
function rounds(cases: readonly Case[]): Case[][] {
  const found: Case[][] = [];
  for (const one of cases) {
    const round = found.find((others) => others.every((other) => isIndependent(one, other)));
    if (round) round.push(one);
    else found.push([one]);
  }
  return found;
}

function isIndependent(one: Case, other: Case): boolean {
  // More kinds of failures in the same queries would end all queries of the run.
  if (one.kind !== other.kind && one.operation && other.operation) return false;
  const shares = one.touches.some((key) => other.touches.includes(key));
  return !shares && !isDecisive(one) && !isDecisive(other);
}

/** Whether the other requests may be different ones because of this failure. */
function isDecisive({ isInexact, operation = '', touches }: Case): boolean {
  const isCoreAlone = touches.length > 0 && touches.every((key) => key.endsWith(' core'));
  return isInexact || (['Repositories', 'Lookup'].includes(operation) && !isCoreAlone);
}

let good: MergeResult;
/** The facts of a refresh from scratch: before the push, and after it. */
let first: Record<string, unknown>;
let truth: Record<string, unknown>;

beforeAll(async () => {
  const github = await startFakeGitHub(theWorld());
  good = await refreshed(github, null);
  first = facts(good.snapshot);
  const asked = github.requests.map(({ route, graphql }) => graphql?.operation ?? route);
  expect(asked).toEqual(
    expect.arrayContaining([...QUERIES, ...ENDPOINTS].map(({ operation, on }) => operation ?? on)),
  );
  pushEverywhere(github.world);
  github.world.now = '2026-11-24T04:37:00Z';
  truth = facts((await refreshed(github, null)).snapshot);
  await github.close();
  expect(failures(good.fetchLog, good.snapshot)).toEqual({});
  expect(Object.keys(first).sort()).toEqual(
    ['profile', 'contributions', 'pullRequestsElsewhere', ...allOf(ALL)].sort(),
  );
  expect(github.contractViolations).toEqual([]);
});

function pushEverywhere(world: World): void {
  world.now = '2026-11-23T04:37:00Z';
  for (const name of ALL) push(world, name);
}

/** Requests without a time limit; `giveUp` aborts those that the fake sees hang. */
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

/** Failures in the same place. */
interface Place {
  where: Omit<FaultRule, 'fault'>;
  chain: Fault[];
}

/** The rules for failures in the same refresh. Changes of the same answer are made one after the other. */
function rulesFor(round: readonly Case[], giveUp: (url: string) => void): FaultRule[] {
  const places = new Map<string, Place>();
  for (const { on, operation, field, repository, fault } of round) {
    const where = { on, operation: operation === 'Activity' ? ACTIVITY : operation, field, repository };
    const key = Object.values(where).join();
    const place: Place = places.get(key) ?? { where, chain: [] };
    place.chain.push(fault());
    places.set(key, place);
  }
  return [...places.values()].map(({ where, chain }) => ({
    ...where,
    fault: faults.stalling(
      (sound, target) => chain.reduce((answer, fault) => fault(answer, target), sound),
      giveUp,
    ),
  }));
}

/** A refresh during which requests or parts of their answers fail. */
async function refreshWithFaults(
  github: FakeGitHub,
  before: MergeResult | null,
  round: readonly Case[],
): Promise<MergeResult> {
  const { giveUp, timeLimit } = timeLimits();
  github.faults.push(...rulesFor(round, giveUp));
  const faulty = await refreshed(github, before, { ...quick, timeLimit });
  github.faults.length = 0;
  for (const [key, failure] of Object.entries(failures(faulty.fetchLog, faulty.snapshot))) {
    expect(reasons).toContain(failure.reason);
    const cause = round.length === 1 ? round[0] : round.find(({ touches }) => touches.includes(key));
    if (cause?.reason && cause.touches !== WITHOUT_LIST) {
      expect([key, failure.reason]).toEqual([key, cause.reason]);
    }
    expect(failure.detail).toMatch(DETAIL);
  }
  return faulty;
}

/** Every failure says where it happened. */
const DETAIL =
  /^(?:(?:GET|POST) \/|the (?:list of )?repositor|GraphQL |REST [\w/]+: |needs a token|it came with a refused answer about |[a-z ]+ [\d,]+ → \d+(?:, [a-z ]+ \d+ → \d+)*; refused)/i;

/** Failures after a good run keep the last known facts; a next run recovers. */
async function expectLastKnown(round: readonly Case[]): Promise<void> {
  const github = await startFakeGitHub(theWorld(), { contract: false });
  const { world } = github;
  try {
    pushEverywhere(world);
    const faulty = await refreshWithFaults(github, good, round);
    const failed = failures(faulty.fetchLog, faulty.snapshot);
    const after = facts(faulty.snapshot);
    expect(Object.keys(after).sort()).toEqual(Object.keys(first).sort());
    for (const key of Object.keys(failed)) expect([key, after[key]]).toEqual([key, first[key]]);
    if (!round.some(({ isInexact }) => isInexact)) {
      expect(Object.keys(failed).sort()).toEqual(round.flatMap(({ touches }) => touches).sort());
    }
    if (!round.some(({ isFollowed }) => isFollowed)) return;
    world.now = '2026-11-24T04:37:00Z';
    const recovered = await refreshed(github, faulty);
    expect(failures(recovered.fetchLog, recovered.snapshot)).toEqual({});
    expect(facts(recovered.snapshot)).toEqual(truth);
  } finally {
    await github.close();
  }
}

/** Failures on the first run: known facts are true, the rest is unknown. */
async function expectTrueFirstRun(round: readonly Case[]): Promise<void> {
  const github = await startFakeGitHub(theWorld(), { contract: false });
  const believed = round.flatMap((one) => one.believed ?? []);
  try {
    const { snapshot } = await refreshWithFaults(github, null, round);
    for (const [key, fact] of Object.entries(facts(snapshot))) {
      if (fact === undefined || believed.includes(key)) continue;
      expect([key, fact]).toEqual([key, trueFactFor(key, fact)]);
    }
  } finally {
    await github.close();
  }
}

/** The true fact without the fields that are unknown in `fact`. */
function trueFactFor(key: string, fact: unknown): unknown {
  const known = first[key];
  if (!key.endsWith(' core')) return known;
  const unknown = Object.entries(Object(fact)).filter(([, value]) => value === null);
  return { ...Object(known), ...Object.fromEntries(unknown) };
}

/** Every failure. Tested in the end, with as many as possible in the same refresh. */
const cases: Case[] = [];

function addFailures(kind: string, more: readonly Case[]): void {
  cases.push(...more.map((one) => ({ ...one, kind, name: `${kind}: ${one.name}` })));
}

const OUTAGES = ['server error', 'timed out', 'unreachable'];

for (const request of QUERIES) {
  const { operation } = request;
  // If nothing was answered yet, or after many attempts, GraphQL is given up entirely.
  const isInexactAt = (reason = '') =>
    (operation === 'Repositories' || operation === 'Details') && OUTAGES.includes(reason);
  const isEveryKind = operation === 'Repositories';
  const whole = failuresOf(request, [...ANYWHERE, ...TOO_SLOW, ...WITHOUT_DATA], isEveryKind);
  // REST uses these for missing resources; for a query they say nothing about any repository.
  const absent = failuresOf(request, ABSENT, isEveryKind);
  const limits = failuresOf(request, LIMITS_OF_QUERIES, isEveryKind);
  addFailures(`the query ${operation}`, [
    ...whole.map((one) => ({ ...one, isInexact: isInexactAt(one.reason) })),
    ...absent.map((one) => ({ ...one, reason: 'unexpected answer' })),
    ...[...limits, { ...request, ...REJECTED }].map((one) => ({ ...one, isInexact: true })),
  ]);
}

/** The request for one repository only. */
function forOne(on: string, name: string, fact: string): Request {
  return {
    on: new RegExp(on.replace('{owner}/{repo}', name).replace(/\{\w+\}/, '[^/?]+')),
    touches: [`${name} ${fact}`],
  };
}

// Each failure happens to one repository, and the next one to another, so that several fit into one refresh.
const KINDS_OF_REST = [...ANYWHERE, ...ABSENT, ...TOO_SLOW];
addFailures(
  'REST',
  ENDPOINTS.flatMap((request) => {
    const isEveryKind = request.on === TREES;
    return failuresOf(request, KINDS_OF_REST, isEveryKind).map((one, index) => {
      const name = CONFIGURED[index % CONFIGURED.length] ?? LIB;
      const fact = isEveryKind ? 'tree' : 'checks';
      return { ...one, ...forOne(request.on, name, fact), name: `${one.name} for ${fact} of ${name}` };
    });
  }),
);
for (const request of ENDPOINTS) {
  const limits = failuresOf(request, LIMITS, request.on === TREES);
  addFailures(
    String(request.on),
    [...limits, { ...request, ...REJECTED }].map((one) => ({ ...one, isInexact: true })),
  );
}

const nameOf = ({ operation, repository, field }: Part) =>
  [operation, repository, field].filter(Boolean).join(' ');

for (const [index, [what, fault, reason]] of PART_FAULTS.entries()) {
  // Errors of a part are read in one place: one part of each answer shows every kind.
  const isFirst = (part: Part) => PARTS.find(({ operation }) => operation === part.operation) === part;
  const parts = PARTS.filter((part) => index === 0 || isWhole || isFirst(part));
  addFailures(
    `a part ${what}`,
    parts.map((part) => {
      const isCore = part.touches.every((key) => key.endsWith(' core'));
      const isFollowed = isFirst(part) || isWhole;
      return {
        ...part,
        name: nameOf(part),
        fault,
        isFollowed,
        isFirstRun: true,
        ...(isCore ? {} : { reason }),
      };
    }),
  );
}

const NULLS: Part[] = [
  { operation: 'Repositories', repository: 'sku0x20/other', touches: [] },
  { operation: 'Lookup', repository: LIB, touches: allOf([LIB]) },
  {
    operation: 'Details',
    repository: 'sku0x20/assertG',
    touches: DETAILS.filter((key) => key.includes('assertG')),
  },
  { operation: 'Details', repository: /./, touches: DETAILS },
  { operation: 'Details', field: 'languages', touches: of(ALL, 'languages') },
  { operation: 'Details', field: 'defaultBranchRef', touches: of(ALL, 'commits') },
  { operation: 'Activity', field: 'user', touches: ['contributions'] },
];

addFailures(
  'null without an error',
  NULLS.map((part) => ({
    ...part,
    name: nameOf(part),
    fault: () => graphqlFaults.partNull,
    reason: 'unexpected answer',
    isFirstRun: true,
  })),
);

/** A list without its items, its end or its total; the faults and the facts that are rejected. */
const LIST_FAULTS: [name: string, fault: () => Fault, (list: List) => Partial<Case>][] = [
  ['ends early', () => graphqlFaults.endsEarly, () => ({ reason: 'unexpected answer', believed: [] })],
  [
    'has a total of zero',
    () => graphqlFaults.zeroTotal,
    () => ({ reason: 'unexpected answer', believed: [] }),
  ],
  [
    'is empty',
    () => graphqlFaults.emptyList,
    // An empty list of repositories is rejected, and the missing ones are looked up.
    ({ operation, whenEmpty, touches }) => ({
      touches: operation === 'Repositories' ? ['profile'] : (whenEmpty ?? touches),
    }),
  ],
  [
    'repeats the same cursor',
    () => graphqlFaults.repeatedCursor,
    // Lists that are complete after one page are not affected.
    ({ operation, touches }) => ({ touches: operation === 'Repositories' ? touches : [] }),
  ],
];

for (const [what, fault, details] of LIST_FAULTS) {
  addFailures(
    `a list ${what}`,
    LISTS.map(({ whenEmpty, ...list }) => ({
      ...list,
      name: nameOf(list),
      fault,
      isFirstRun: true,
      ...details({ whenEmpty, ...list }),
    })),
  );
}

addFailures('a field', FIELD_CASES);

for (const round of rounds(cases)) {
  test.concurrent(round.map(({ name }) => name).join('; '), async () => {
    await expectLastKnown(round);
    if (round.some(({ isFirstRun }) => isFirstRun)) await expectTrueFirstRun(round);
  });
}

/** The facts of a world with older commits, two days after its first refresh. */
let truthWithOlderCommits: Record<string, unknown>;

beforeAll(async () => {
  const github = await startFakeGitHub(theWorld({ hasManyCommits: true }), { contract: false });
  github.world.now = '2026-11-24T04:37:00Z';
  truthWithOlderCommits = facts((await refreshed(github, null)).snapshot);
  await github.close();
  expect(truthWithOlderCommits['sku0x20/other commits']).toMatchObject({
    total: 150,
    firstCommitAt: '2026-05-05T10:00:00Z',
  });
});

/** Older commits fail on the first run: the known ones are true, and the next run fetches the rest. */
async function beginWithoutOlderCommits(fault: () => Fault, part: Target = {}): Promise<void> {
  const github = await startFakeGitHub(theWorld({ hasManyCommits: true }), { contract: false });
  try {
    const broken = { operation: 'OlderCommits', ...part, name: '', touches: [], fault };
    const faulty = await refreshWithFaults(github, null, [broken]);
    const known = facts(faulty.snapshot)['sku0x20/other commits'];
    expect(known).toMatchObject({ total: 150, firstCommitAt: null });
    github.world.now = '2026-11-24T04:37:00Z';
    const recovered = facts((await refreshed(github, faulty)).snapshot);
    expect(recovered).toEqual(truthWithOlderCommits);
    const { counts } = commits.parse(recovered['sku0x20/other commits']).weeks ?? expect.unreachable();
    expect(counts).toMatchObject(commits.parse(known).weeks?.counts ?? {});
  } finally {
    await github.close();
  }
}

const KINDS_FOR_OLDER_COMMITS = [...ANYWHERE, ...ABSENT, ...TOO_SLOW, ...WITHOUT_DATA];

test.concurrent.each(oneForEachReason(KINDS_FOR_OLDER_COMMITS))(
  'the query OlderCommits: %s',
  async (_name, fault) => {
    await beginWithoutOlderCommits(fault);
  },
);

test.concurrent.each<[string, () => Fault, Target]>([
  ['in error', () => graphqlFaults.partError(), { field: 'history' }],
  ['null', () => graphqlFaults.partNull, { repository: 'sku0x20/other' }],
  ['ended early', () => graphqlFaults.endsEarly, { field: 'history' }],
  ['empty', () => graphqlFaults.emptyList, { field: 'history' }],
  ['with a total of zero', () => graphqlFaults.zeroTotal, { field: 'history' }],
  ['with a repeated cursor', () => graphqlFaults.repeatedCursor, { field: 'history' }],
])('older commits %s', async (_name, fault, part) => {
  await beginWithoutOlderCommits(fault, part);
});
