import { name } from '../facts/fields.ts';
import type { Profile } from '../facts/profile.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import type { ListResult } from './look-up-others.ts';
import { toResult } from './to-result.ts';

const account = z.object({ login: name });

/**
 * The list, unless the login is not the known account's any more: then the account was renamed, and what the login shows
 * now, if anything, is somebody else's. The failure says what to write instead.
 */
export async function refuseOtherAccount(
  client: Client,
  list: ListResult,
  login: string,
  known: Profile | undefined,
): Promise<ListResult> {
  const isOther = list.kind === 'ok' && known !== undefined && list.value.profile.id !== known.id;
  const isGone = list.kind === 'error' && list.reason === 'not found';
  if (!known || !(isOther || isGone)) return list;
  const renamed = await toResult(
    fetchRoute(client, 'GET /user/{account_id}', { account_id: known.id }, account),
  );
  const isRenamed = renamed.kind === 'ok' && renamed.value.value.login.toLowerCase() !== login.toLowerCase();
  if (isRenamed) {
    const newLogin = renamed.value.value.login;
    const detail = `the account ${login} is called ${newLogin} now: write "login: ${newLogin}" in data/portfolio.yaml`;
    return { kind: 'error', reason: 'not found', detail };
  }
  if (!isOther) return list;
  const detail = `the login ${login} belongs to another account now (number ${list.value.profile.id}, not ${known.id}): nothing of it is added; if that is right, remove data/snapshot.json`;
  return { kind: 'error', reason: 'not found', detail };
}
