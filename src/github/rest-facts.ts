import { ContradictionError, type RestContext, type RestRequest } from '../facts/answer.ts';
import type { Fact, FetchResult } from '../facts/fact.ts';
import { type Client, fetchRoute } from './client.ts';
import type { ListedRepository } from './repositories.ts';
import { ownerAndName } from './repositories.ts';
import { toResult } from './to-result.ts';

/** Fetches a fact of a repository by REST. Not for empty repositories, where these requests fail. */
export async function fetchByRest<Value>(
  client: Client,
  { source }: Fact<Value>,
  { name, core }: ListedRepository,
  now: string,
): Promise<FetchResult<Value>> {
  if (!source || !('rest' in source.by)) throw new Error('this fact is not fetched by REST');
  const request: RestRequest = async (route, parameters, schema) =>
    (await fetchRoute(client, route, { ...ownerAndName(name), ...parameters }, schema)).value;
  const context: RestContext = { name, branch: core.value.defaultBranch ?? 'HEAD', now };
  try {
    return await toResult(source.by.rest(request, context));
  } catch (error) {
    if (!(error instanceof ContradictionError)) throw error;
    return { kind: 'error', reason: 'unexpected answer', detail: `REST ${name}: ${error.message}` };
  }
}
