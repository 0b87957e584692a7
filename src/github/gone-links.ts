import { isSameName } from '../repository-name.ts';
import type { FetchedState } from '../snapshot/fetched-state.ts';
import type { Client } from './client.ts';
import { fetchRepository } from './repositories.ts';
import { toResult } from './to-result.ts';

/**
 * Which of the linked repositories answer 404: those that the refresh did not meet are asked for, one by one, because a fork, a
 * former name or this very repository is not in the list and yet there. Undefined where GitHub did not tell.
 */
export async function fetchDeadLinks(
  client: Client,
  linked: readonly string[],
  { isComplete, repositories, removals }: FetchedState,
): Promise<string[] | undefined> {
  if (!isComplete) return undefined;
  const met = [...repositories, ...removals.filter(({ why }) => why !== 'gone')];
  const unmet = linked.filter((name) => !met.some((repository) => isSameName(repository.name, name)));
  const answers = await Promise.all(unmet.map((name) => toResult(fetchRepository(client, name))));
  const isKnown = answers.every((answer) => answer.kind === 'ok' || answer.reason === 'not found');
  return isKnown ? unmet.filter((_, index) => answers[index]?.kind === 'error').sort() : undefined;
}
