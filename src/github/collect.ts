import pLimit from 'p-limit';
import { configuredRepositories } from '../config/portfolio-schema.ts';
import { sundayOf } from '../dates.ts';
import { presentTime } from '../snapshot/clock.ts';
import { type Checks, checkKey } from '../snapshot/fetch-log.ts';
import type { Observations, ObservedRepository } from '../snapshot/fetched-state.ts';
import type { Repository, SectionName, SectionValue } from '../snapshot/schema.ts';
import { askChecks } from './ci.ts';
import type { Client } from './client.ts';
import { askCommits } from './commits.ts';
import { askContributions } from './contributions.ts';
import { discover, type Found } from './discover.ts';
import { forgiveEmptiness } from './empty-repository.ts';
import { pastDate } from './fields.ts';
import { askLanguages } from './languages.ts';
import { askProfile } from './profile.ts';
import { askOpenPullRequests, askPullRequestsElsewhere } from './pull-requests.ts';
import { askNewestRelease } from './releases.ts';
import { ownerAndName } from './repositories.ts';
import type { Scope } from './selection.ts';
import { attempt } from './to-result.ts';
import { CONCURRENCY, timeAtGitHub } from './transport.ts';
import { askTree } from './tree.ts';

/** What to collect, and what is remembered. */
export interface CollectOptions extends Scope {
  checks: Checks;
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
export async function collect(client: Client, given: CollectOptions): Promise<Observations> {
  const { config, only, local, asOf } = given;
  const isWhole = only.length === 0;
  const profile = isWhole ? attempt(askProfile(client, config.login)) : undefined;
  const discovery = await discover(client, given);
  const at = presentTime({ local, github: timeAtGitHub(client.usage, local), asOf });
  const options: Collection = { ...given, at };
  const observed = new Map(discovery.found.map((found) => [found, observedSoFar(found)]));
  const questions = discovery.found.flatMap((found) => questionsFor(client, options, found));
  const elsewhere = isWhole ? attempt(askElsewhere(client, options)) : undefined;
  const { graphql, usage } = client;
  const contributions =
    isWhole && graphql && !usage.tokenRejected
      ? attempt(askContributions(graphql, config.login, sundayOf(at)))
      : undefined;
  let done = 0;
  const limit = pLimit(QUESTIONS);
  await Promise.all(
    questions.sort(byImportance).map((question) =>
      limit(async () => {
        const sections = observed.get(question.found)?.sections;
        if (sections) await question.answerInto(sections);
        done += 1;
        options.onProgress?.(done, questions.length);
      }),
    ),
  );
  for (const { id, sections } of observed.values()) {
    forgiveEmptiness(sections, options.previous.find((repository) => repository.id === id)?.sections);
  }
  const missed = discovery.missed.map(({ previous, failure }): ObservedRepository => {
    const sections = Object.fromEntries(Object.keys(previous.sections).map((name) => [name, failure]));
    return { id: previous.id, name: previous.name, pushedAt: null, sections };
  });
  return {
    at,
    isComplete: discovery.isComplete,
    ...(profile && { profile: await profile }),
    repositories: [...observed.values(), ...missed],
    departures: discovery.departures,
    ...(elsewhere && { pullRequestsElsewhere: await elsewhere }),
    ...(contributions && { contributions: await contributions }),
  };
}

function askElsewhere(client: Client, { config }: CollectOptions) {
  const owners = configuredRepositories(config).map(({ name }) => ownerAndName(name).owner);
  return askPullRequestsElsewhere(client, config.login, owners);
}

type Sections = ObservedRepository['sections'];

function observedSoFar({ repository, watchers }: Found): ObservedRepository {
  const { id, name, pushedAt, core } = repository;
  const sections: Sections = { core: { kind: 'answer', ...core }, ...(watchers && { watchers }) };
  return { id, name, pushedAt, sections };
}

/** One section of one repository that is to be asked for. */
interface Question {
  found: Found;
  rank: number;
  /** When it was last answered; what was never answered comes first. */
  askedAt: string;
  answerInto: (sections: Sections) => Promise<void>;
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
const PUSHED: ReadonlySet<SectionName> = new Set(['commits', 'tree', 'languages']);

function questionsFor(client: Client, options: Collection, found: Found): Question[] {
  const { id, name } = found.repository;
  const remembered = options.checks.repositories[checkKey({ id, name })] ?? {};
  const ask = asker(client, options, found);
  const known = options.previous.find((repository) => repository.id === id);
  return ORDER.filter((section) => applies(section, found.depth)).map((section) => ({
    found,
    rank: DEPTHS.indexOf(found.depth) * ORDER.length + ORDER.indexOf(section),
    askedAt: remembered[section]?.checkedAt ?? '',
    answerInto: async (sections) => {
      const isHeld =
        !options.isFull &&
        !hasImpossibleDates(known, options.at) &&
        isUnpushed(section, found, known, remembered[section]?.pushedAt);
      Object.assign(sections, {
        [section]: isHeld ? { kind: 'confirmed' } : await attempt<unknown>(ask[section]()),
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

type Asker = { [Name in Asked]: () => Promise<SectionValue<Name>> };

function asker(client: Client, { config, at }: Collection, { repository, role }: Found): Asker {
  const { name, core } = repository;
  const branch = core.value.defaultBranch ?? 'HEAD';
  const author = role === 'author' ? null : config.login;
  return {
    commits: () => askCommits(client, name, author, at),
    release: () => askNewestRelease(client, name, at),
    checks: () => askChecks(client, name, branch, at),
    tree: () => askTree(client, name, branch),
    languages: () => askLanguages(client, name),
    pullRequests: () => askOpenPullRequests(client, name),
  };
}

function byImportance(a: Question, b: Question): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.askedAt !== b.askedAt) return a.askedAt < b.askedAt ? -1 : 1;
  return a.found.repository.name < b.found.repository.name ? -1 : 1;
}
