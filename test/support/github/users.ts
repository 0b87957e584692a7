import { idOf, nodeId } from './identity.ts';
import type { World } from './world.ts';

/** An account as embedded in other responses. */
export function simpleUser(api: string, login: string, account: { id?: number; type?: string } = {}) {
  const id = account.id ?? idOf(`user ${login}`);
  const url = `${api}/users/${encodeURIComponent(login)}`;
  const [, app] = /^(.*)\[bot\]$/.exec(login) ?? [];
  return {
    login,
    id,
    node_id: nodeId(account.type === 'Organization' ? 'O' : 'U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${app ? `apps/${app}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type ?? (app ? 'Bot' : 'User'),
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The world's user as `GET /users/{login}` returns it. */
export function publicUser(api: string, { user, repositories }: World) {
  const owned = repositories.filter(
    (repository) => repository.name.startsWith(`${user.login}/`) && !repository.private,
  );
  return {
    ...simpleUser(api, user.login, { id: user.id, type: user.isOrganization ? 'Organization' : 'User' }),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: user.publicRepositories ?? owned.length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: user.createdAt,
    updated_at: user.createdAt,
    ...user.profile,
  };
}
