import { idOf, nodeId } from './identity.ts';
import type { World } from './world.ts';

/** An account: the world's user, or the owner of one of its repositories. */
export type Account = {
  id: number;
  login: string;
  name: string | null;
  isOrganization: boolean;
};

/** Finds an account by login, ignoring case; undefined if there is none. */
export function accountOf(world: World, login: string): Account | undefined {
  return accountsOf(world).find((account) => account.login.toLowerCase() === login.toLowerCase());
}

/** All accounts of a world. */
export function accountsOf({ user, repositories }: World): Account[] {
  const accounts = new Map<string, Account>([[user.login.toLowerCase(), user]]);
  for (const { name, ownerIsOrganization } of repositories) {
    const login = loginOf(name);
    if (accounts.has(login.toLowerCase())) continue;
    const id = idOf(`user ${login}`);
    accounts.set(login.toLowerCase(), { id, login, name: null, isOrganization: ownerIsOrganization });
  }
  return [...accounts.values()];
}

/** The account that owns a repository with this name, even if it is not in the world. */
export function ownerOf(world: World, repository: string): Account {
  const login = loginOf(repository);
  return accountOf(world, login) ?? { id: idOf(`user ${login}`), login, name: null, isOrganization: false };
}

/** The public fields of an account. */
export function accountFields({ id, login, name, isOrganization }: Account) {
  return {
    __typename: isOrganization ? 'Organization' : 'User',
    id: accountId({ id, isOrganization }),
    databaseId: id,
    login,
    name,
    url: `https://github.com/${login}`,
    resourcePath: `/${login}`,
    avatarUrl: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    websiteUrl: null,
  };
}

/** GitHub's opaque id of an account. */
export function accountId({ id, isOrganization }: Pick<Account, 'id' | 'isOrganization'>): string {
  return nodeId(isOrganization ? 'O' : 'U', id);
}

/** The login in `owner/name`. */
export function loginOf(repository: string): string {
  return repository.split('/')[0] ?? repository;
}
