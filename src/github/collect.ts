import pLimit from 'p-limit';
import { configuredRepositories } from '../config/portfolio-schema.ts';
import { sundayOf } from '../dates.ts';
import { presentTime } from '../snapshot/clock.ts';
import { type FetchLog, fetchLogKey } from '../snapshot/fetch-log.ts';
import type { FetchedRepository, FetchedState } from '../snapshot/fetched-state.ts';
import type { FactName, FactValue, Repository } from '../snapshot/schema.ts';
import { fetchCi } from './ci.ts';
import type { Client } from './client.ts';
import { fetchCommits } from './commits.ts';
import { fetchContributions } from './contributions.ts';
import { discover, type Found } from './discover.ts';
import { ignoreEmptyRepositoryErrors } from './empty-repository.ts';
import { pastDate } from './fields.ts';
import { fetchLanguages } from './languages.ts';
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
  checks: FetchLog;
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

/** Asks GitHub for everything, the most important first. Never throws for what GitHub does: failures are part of the result. */
export async function collect(client: Client, given: CollectOptions): Promise<FetchedState> {
  const { config, only, local, asOf } = given;
  const isWhole = only.length === 0;
  const profile = isWhole ? toResult(fetchProfile(client, config.login)) : undefined;
  const discovery = await discover(client, given);
  const at = presentTime({ local, github: timeAtGitHub(client.usage, local), asOf });
  const options: Collection = { ...given, at };
  const observed = new Map(discovery.found.map((found) => [found, observedSoFar(found)]));
  const questions = discovery.found.flatMap((found) => fetchTasksFor(client, options, found));
  const elsewhere = isWhole ? toResult(askElsewhere(client, options)) : undefined;
  const { graphql, usage } = client;
  const contributions =
    isWhole && graphql && !usage.tokenRejected
      ? toResult(fetchContributions(graphql, config.login, sundayOf(at)))
      : undefined;
  let done = 0;
  const limit = pLimit(QUESTIONS);
  await Promise.all(
    questions.sort(byImportance).map((question) =>
      limit(async () => {
        const sections = observed.get(question.found)?.facts;
        if (sections) await question.run(sections);
        done += 1;
        options.onProgress?.(done, questions.length);
      }),
    ),
  );
  for (const { id, facts: sections } of observed.values()) {
    ignoreEmptyRepositoryErrors(
      sections,
      options.previous.find((repository) => repository.id === id)?.sections,
    );
  }
  const missed = discovery.unreachable.map(({ previous, failure }): FetchedRepository => {
    const sections = Object.fromEntries(Object.keys(previous.sections).map((name) => [name, failure]));
    return { id: previous.id, name: previous.name, pushedAt: null, facts: sections };
  });
  return {
    at,
    isComplete: discovery.isComplete,
    ...(profile && { profile: await profile }),
    repositories: [...observed.values(), ...missed],
    removals: discovery.departures,
    ...(elsewhere && { pullRequestsElsewhere: await elsewhere }),
    ...(contributions && { contributions: await contributions }),
  };
}

function askElsewhere(client: Client, { config }: CollectOptions) {
  const owners = configuredRepositories(config).map(({ name }) => ownerAndName(name).owner);
  return fetchPullRequestsElsewhere(client, config.login, owners);
}

type Sections = FetchedRepository['facts'];

function observedSoFar({ repository, watchers }: Found): FetchedRepository {
  const { id, name, pushedAt, core } = repository;
  const sections: Sections = { core: { kind: 'answer', ...core }, ...(watchers && { watchers }) };
  return { id, name, pushedAt, facts: sections };
}

/** One section of one repository that is to be asked for. */
interface FetchTask {
  found: Found;
  rank: number;
  /** When it was last answered; what was never answered comes first. */
  askedAt: string;
  run: (sections: Sections) => Promise<void>;
}

/**
 * Questions under way at once: more than requests in flight, as what happens around a request takes time too, but few,
 * so that the important ones are finished first.
 */
const QUESTIONS = 2 * CONCURRENCY;

/** The sections in the order of their importance. */
const ORDER = ['commits', 'release', 'checks', 'tree', 'languages', 'pullRequests'] as const;
type Asked = (typeof ORDER)[number];
const DEPTHS = ['key', 'collection', 'other'] as const;
/** Only a push can change these. */
const PUSHED: ReadonlySet<FactName> = new Set(['commits', 'tree', 'languages']);

function fetchTasksFor(client: Client, options: Collection, found: Found): FetchTask[] {
  const { id, name } = found.repository;
  const remembered = options.checks.repositories[fetchLogKey({ id, name })] ?? {};
  const ask = fetchers(client, options, found);
  const known = options.previous.find((repository) => repository.id === id);
  return ORDER.filter((section) => applies(section, found.depth)).map((section) => ({
    found,
    rank: DEPTHS.indexOf(found.depth) * ORDER.length + ORDER.indexOf(section),
    askedAt: remembered[section]?.checkedAt ?? '',
    run: async (sections) => {
      const isHeld =
        !options.isFull &&
        !hasImpossibleDates(known, options.at) &&
        isUnpushed(section, found, known, remembered[section]?.pushedAt);
      Object.assign(sections, {
        [section]: isHeld ? { kind: 'confirmed' } : await toResult<unknown>(ask[section]()),
      });
    },
  }));
}

function applies(section: Asked, depth: Found['depth']): boolean {
  if (depth === 'key' || section === 'commits' || section === 'languages') return true;
  return depth === 'collection' && section !== 'pullRequests';
}

function isUnpushed(
  section: Asked,
  { repository }: Found,
  known: Repository | undefined,
  gate?: string | null,
) {
  const isKnown = known?.sections[section] !== undefined;
  const before = known?.sections.core?.value.defaultBranch;
  const isSameBranch = repository.core.value.defaultBranch === before;
  return isKnown && isSameBranch && PUSHED.has(section) && gate !== undefined && gate === repository.pushedAt;
}

/** Version 1 kept commits' dates that lie in the future; only a new answer replaces them. */
function hasImpossibleDates(known: Repository | undefined, now: string): boolean {
  const last = known?.sections.commits?.value.lastCommitAt ?? null;
  return last !== pastDate(last, now);
}

type Asker = { [Name in Asked]: () => Promise<FactValue<Name>> };

function fetchers(client: Client, { config, at }: Collection, { repository, role }: Found): Asker {
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
