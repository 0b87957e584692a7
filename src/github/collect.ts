import { configuredRepositories } from '../config/portfolio-schema.ts';
import { sundayOf } from '../dates.ts';
import type { FetchedOwnerFacts } from '../facts/index.ts';
import { currentTime } from '../snapshot/clock.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import type { FetchedRepository, FetchedState } from '../snapshot/fetched-state.ts';
import { fetchActivity } from './activity.ts';
import type { Client } from './client.ts';
import { type Discovery, discover } from './discover.ts';
import { fetchFacts } from './fetch-facts.ts';
import type { Unreachable } from './name-clashes.ts';
import { type FetchedSite, fetchSite } from './published-site.ts';
import { ownerAndName } from './repositories.ts';
import { fetchSearch, searchFor } from './search.ts';
import type { Scope } from './selection.ts';
import { NO_TOKEN, toResult } from './to-result.ts';
import { timeAtGitHub } from './transport.ts';

/** What to collect, and what earlier refreshes recorded. */
export interface CollectOptions extends Scope {
  fetchLog: FetchLog;
  /** The repository that this workflow runs in; its GitHub Pages publish the site. */
  repository?: string | undefined;
  /** Whether to refetch even facts that no push can have changed. */
  isFull: boolean;
  /** When the refresh began, by this machine's clock. */
  local: string;
  /** `asOf` of the snapshot. */
  asOf: string | undefined;
  /** Reports progress in a few words. */
  onProgress: (what: string) => void;
}

/** {@link CollectOptions} with the current time, checked against GitHub's clock. */
export interface CollectContext extends CollectOptions {
  at: string;
}

/** Fetches everything from GitHub. Failed requests are part of the result, not exceptions. */
export async function collect(client: Client, options: CollectOptions): Promise<FetchedState> {
  const { only, local, asOf, onProgress } = options;
  onProgress('the list of repositories');
  const discovery = await discover(client, options);
  const { now: at, isAgreed } = currentTime({ local, github: timeAtGitHub(client.usage, local), asOf });
  const collection: CollectContext = { ...options, at };
  const repositories = await fetchFacts(client, collection, discovery);
  const ownerFacts = only.length === 0 ? await fetchOwnerFacts(client, collection, discovery) : {};
  return {
    at,
    isTimeAgreed: isAgreed,
    isComplete: discovery.isComplete,
    ...ownerFacts,
    ...(await fetchSiteIfKnown(client, collection)),
    repositories: [...repositories, ...discovery.unreachable.map(unreachableRepository)],
    removals: discovery.removals,
    deadLinks: discovery.deadLinks,
  };
}

/** Fetches the owner's facts. Organizations have no calendar; without a token it cannot be fetched. */
async function fetchOwnerFacts(
  { graphql, usage }: Client,
  { config, at, onProgress }: CollectContext,
  { profile, owner }: Discovery,
): Promise<FetchedOwnerFacts> {
  if (!graphql || usage.tokenRejected) return { profile, pullRequestsElsewhere: NO_TOKEN };
  // GitHub has no account with this login, so there is no activity to fetch.
  if (profile?.kind === 'error' && profile.reason === 'not found') {
    return { profile, contributions: profile, pullRequestsElsewhere: profile };
  }
  const owners = configuredRepositories(config).map(({ name }) => ownerAndName(name).owner);
  const search = searchFor(config.login, owners);
  if (owner?.isOrganization) {
    onProgress('pull requests elsewhere');
    return { profile, pullRequestsElsewhere: await toResult(fetchSearch(graphql, search)) };
  }
  onProgress('the contribution calendar and pull requests elsewhere');
  return { profile, ...(await fetchActivity(graphql, { login: config.login, to: sundayOf(at), search })) };
}

/**
 * Fetches the site address, also when a run is limited to some repositories: it may deploy too. Only a workflow's token may
 * read it.
 */
async function fetchSiteIfKnown(
  client: Client,
  { repository, onProgress }: CollectContext,
): Promise<FetchedSite> {
  if (repository === undefined || !client.graphql || client.usage.tokenRejected) return {};
  onProgress('the address of the site');
  return fetchSite(client, repository);
}

/** A known repository that could not be fetched: all of its facts failed. */
function unreachableRepository({ previous, failure }: Unreachable): FetchedRepository {
  const facts = Object.fromEntries(Object.keys(previous.sections).map((fact) => [fact, failure]));
  return { id: previous.id, name: previous.name, pushedAt: undefined, facts };
}
