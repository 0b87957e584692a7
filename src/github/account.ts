import { name } from '../facts/fields.ts';
import type { Profile } from '../facts/profile.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import type { ListResult } from './look-up-others.ts';
import { toResult } from './to-result.ts';

const account = z.object({ login: name });

/**
 * Returns the list, or a failure if the login no longer belongs to the known account: the account was renamed, and whatever the
 * login shows now is someone else's. The failure names the new login.
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
    const detail = `the account ${login} is now called ${newLogin}: write "login: ${newLogin}" in data/portfolio.yaml`;
    return { kind: 'error', reason: 'not found', detail };
  }
  if (!isOther) return list;
  const detail = `the login "${login}" belongs to another account now (id ${list.value.profile.id} instead of ${known.id}), so its data is ignored; if you want that account, delete data/snapshot.json`;
  return { kind: 'error', reason: 'not found', detail };
}
