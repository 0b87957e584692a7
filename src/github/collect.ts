import pLimit from 'p-limit';
import { configuredRepositories } from '../config/portfolio-schema.ts';
import { sundayOf } from '../dates.ts';
import type { FactName, FactValue } from '../facts/index.ts';
import { presentTime } from '../snapshot/clock.ts';
import { type FetchLog, fetchLogKey } from '../snapshot/fetch-log.ts';
import type { FetchedRepository, FetchedState } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';
import { fetchCi } from './ci.ts';
import type { Client } from './client.ts';
import { fetchCommits } from './commits.ts';
import { fetchContributions } from './contributions.ts';
import { discover, type Found } from './discover.ts';
import { ignoreEmptyRepositoryErrors } from './empty-repository.ts';
import { pastDate } from './fields.ts';
import { fetchLanguages } from './languages.ts';
import type { Unreachable } from './name-clashes.ts';
import { fetchProfile } from './profile.ts';
import { fetchOpenPullRequests, fetchPullRequestsElsewhere } from './pull-requests.ts';
import { fetchNewestRelease } from './releases.ts';
import { ownerAndName } from './repositories.ts';
import type { Scope } from './selection.ts';
import { toResult } from './to-result.ts';
import { CONCURRENCY, timeAtGitHub } from './transport.ts';
import { fetchTree } from './tree.ts';

/** What to collect, and what is remembered. */
export interface CollectOptions extends Scope {
  fetchLog: FetchLog;
  /** Asks again even for what no push can have changed. */
  isFull: boolean;
  /** When the refresh began, by this machine's clock. */
  local: string;
  /** The last Sunday that a refresh confirmed. */
  asOf: string | undefined;
  onProgress?: (done: number, of: number) => void;
}

/** As {@link CollectOptions}, with the time that GitHub's answers confirm. */
interface Collection extends CollectOptions {
  at: string;
}

/** Fetches everything from GitHub, the most important first. Never throws for what GitHub does: failures are part of the result. */
export async function collect(client: Client, given: CollectOptions): Promise<FetchedState> {
  const { config, only, local, asOf } = given;
  const isWhole = only.length === 0;
  const profile = isWhole ? toResult(fetchProfile(client, config.login)) : undefined;
  const discovery = await discover(client, given);
  const { now: at, isAgreed } = presentTime({ local, github: timeAtGitHub(client.usage, local), asOf });
  const options: Collection = { ...given, at };
  const elsewhere = isWhole ? toResult(fetchElsewhere(client, options)) : undefined;
  const contributions = isWhole ? fetchCalendar(client, options) : undefined;
  const collected = await collectFacts(client, options, discovery.found);
  return {
    at,
    isTimeAgreed: isAgreed,
    isComplete: discovery.isComplete,
    ...(profile && { profile: await profile }),
    repositories: [...collected, ...discovery.unreachable.map(unreachableRepository)],
    removals: discovery.removals,
    ...(elsewhere && { pullRequestsElsewhere: await elsewhere }),
    ...(contributions && { contributions: await contributions }),
  };
}

function fetchElsewhere(client: Client, { config }: CollectOptions) {
  const owners = configuredRepositories(config).map(({ name }) => ownerAndName(name).owner);
  return fetchPullRequestsElsewhere(client, config.login, owners);
}

/** Undefined where there is no token that GitHub takes. */
function fetchCalendar({ graphql, usage }: Client, { config, at }: Collection) {
  if (!graphql || usage.tokenRejected) return undefined;
  return toResult(fetchContributions(graphql, config.login, sundayOf(at)));
}

/** Fetches the facts of these repositories, across all of them in the order of importance. */
async function collectFacts(
  client: Client,
  options: Collection,
  found: readonly Found[],
): Promise<FetchedRepository[]> {
  const collected = new Map(found.map((one) => [one, factsSoFar(one)]));
  const tasks = found.flatMap((one) => fetchTasksFor(client, options, one)).sort(byImportance);
  let done = 0;
  const runTask = async (task: FetchTask) => {
    const facts = collected.get(task.found)?.facts;
    if (facts) await task.run(facts);
    done += 1;
    options.onProgress?.(done, tasks.length);
  };
  const limit = pLimit(TASKS);
  await Promise.all(tasks.map((task) => limit(() => runTask(task))));
  for (const { id, facts } of collected.values()) {
    const known = options.previous.find((repository) => repository.id === id);
    ignoreEmptyRepositoryErrors(facts, known?.sections);
  }
  return [...collected.values()];
}

/** A known repository that GitHub did not give: every fact of it failed. */
function unreachableRepository({ previous, failure }: Unreachable): FetchedRepository {
  const facts = Object.fromEntries(Object.keys(previous.sections).map((fact) => [fact, failure]));
  return { id: previous.id, name: previous.name, pushedAt: null, facts };
}

type FetchedFacts = FetchedRepository['facts'];

/** What finding a repository has told of it already. */
function factsSoFar({ repository, formerNames, watchers }: Found): FetchedRepository {
  const { id, name, pushedAt, core } = repository;
  const facts: FetchedFacts = { core: { kind: 'ok', ...core }, ...(watchers && { watchers }) };
  return { id, name, formerNames, pushedAt, facts };
}

/** One fact of one repository that is to be fetched. */
interface FetchTask {
  found: Found;
  rank: number;
  /** When it was last answered; what was never answered comes first. */
  askedAt: string;
  /** Adds the result to the facts. */
  run: (facts: FetchedFacts) => Promise<void>;
}

/**
 * Tasks under way at once: more than requests in flight, as what happens around a request takes time too, but few,
 * so that the important ones are finished first.
 */
const TASKS = 2 * CONCURRENCY;

/** The facts in the order of their importance. */
const ORDER = ['commits', 'release', 'checks', 'tree', 'languages', 'pullRequests'] as const;
type TaskFact = (typeof ORDER)[number];
const DEPTHS = ['key', 'collection', 'other'] as const;
/** Only a push can change these. */
const PUSHED: ReadonlySet<FactName> = new Set(['commits', 'tree', 'languages']);

function fetchTasksFor(client: Client, options: Collection, found: Found): FetchTask[] {
  const { id, name } = found.repository;
  const log = options.fetchLog.repositories[fetchLogKey({ id, name })] ?? {};
  const fetch = fetchers(client, options, found);
  const known = options.previous.find((repository) => repository.id === id);
  return ORDER.filter((fact) => applies(fact, found.depth)).map((fact) => ({
    found,
    rank: DEPTHS.indexOf(found.depth) * ORDER.length + ORDER.indexOf(fact),
    askedAt: log[fact]?.checkedAt ?? '',
    run: async (facts) => {
      const isHeld =
        !options.isFull &&
        !hasImpossibleDates(known, options.at) &&
        isUnpushed(fact, found, known, log[fact]?.pushedAt);
      Object.assign(facts, {
        [fact]: isHeld ? { kind: 'unchanged' } : await toResult<unknown>(fetch[fact]()),
      });
    },
  }));
}

function applies(fact: TaskFact, depth: Found['depth']): boolean {
  if (depth === 'key' || fact === 'commits' || fact === 'languages') return true;
  return depth === 'collection' && fact !== 'pullRequests';
}

function isUnpushed(
  fact: TaskFact,
  { repository }: Found,
  known: Repository | undefined,
  gate?: string | null,
) {
  const isKnown = known?.sections[fact] !== undefined;
  const before = known?.sections.core?.value.defaultBranch;
  const isSameBranch = repository.core.value.defaultBranch === before;
  return isKnown && isSameBranch && PUSHED.has(fact) && gate !== undefined && gate === repository.pushedAt;
}

/** Version 1 kept commits' dates that lie in the future; only a new answer replaces them. */
function hasImpossibleDates(known: Repository | undefined, now: string): boolean {
  const last = known?.sections.commits?.value.lastCommitAt ?? null;
  return last !== pastDate(last, now);
}

type Fetchers = { [Name in TaskFact]: () => Promise<FactValue<Name>> };

function fetchers(client: Client, { config, at }: Collection, { repository, role }: Found): Fetchers {
  const { name, core } = repository;
  const branch = core.value.defaultBranch ?? 'HEAD';
  const author = role === 'author' ? null : config.login;
  return {
    commits: () => fetchCommits(client, name, author, at),
    release: () => fetchNewestRelease(client, name, at),
    checks: () => fetchCi(client, name, branch, at),
    tree: () => fetchTree(client, name, branch),
    languages: () => fetchLanguages(client, name),
    pullRequests: () => fetchOpenPullRequests(client, name),
  };
}

function byImportance(a: FetchTask, b: FetchTask): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.askedAt !== b.askedAt) return a.askedAt < b.askedAt ? -1 : 1;
  return a.found.repository.name < b.found.repository.name ? -1 : 1;
}
