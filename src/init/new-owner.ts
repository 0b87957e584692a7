import { UserError } from '../errors.ts';
import { type ClientOptions, createClient } from '../github/client.ts';
import { fetchOwner } from '../github/owner.ts';
import { listRepositories } from '../github/repositories.ts';
import { GitHubRequestError } from '../github/request-error.ts';
import { isSameName } from '../repository-name.ts';
import { chooseKeyProjects, mainLanguages } from './choice.ts';
import { linkedRepositories, type NewOwner } from './owner-files.ts';
import { fetchResumeGist, type ResumeSearch } from './resume-search.ts';

/** Whose portfolio to set up, and what is known before GitHub is asked. */
export interface NewOwnerRequest {
  login: string;
  /** A résumé that was found already. Otherwise, the public gists are searched. */
  search: ResumeSearch;
  /** Repositories that the portfolio writes to. They are not key projects. */
  ownRepositories: readonly string[];
}

/** A new owner and the search for the résumé. */
export interface FetchedOwner {
  newOwner: NewOwner;
  search: ResumeSearch;
}

/** Fetches the profile, the repositories and, if needed, the résumé of a new owner. Throws a UserError if GitHub fails. */
export async function fetchNewOwner(options: ClientOptions, request: NewOwnerRequest): Promise<FetchedOwner> {
  try {
    return await fetchAll(options, request);
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    const isUnknown = error.status === 404;
    throw new UserError({
      what: isUnknown
        ? `GitHub has no account named ${request.login}`
        : `GitHub request failed: ${error.message}`,
      where: options.apiUrl,
      fix: `${isUnknown ? 'correct --login' : 'run the command again when GitHub is reachable'}; nothing was changed`,
    });
  }
}

async function fetchAll(
  options: ClientOptions,
  { login, search: found, ownRepositories }: NewOwnerRequest,
): Promise<FetchedOwner> {
  const client = createClient(options);
  const owner = await fetchOwner(client, login);
  const repositories = await listRepositories(client, owner.login);
  const anonymous = createClient({ ...options, token: undefined });
  const search = found.resume ? found : await fetchResumeGist(client, anonymous, owner.login);
  const sections = search.resume?.sections ?? null;
  const others = repositories.filter(({ name }) => !ownRepositories.some((own) => isSameName(own, name)));
  const newOwner = {
    owner,
    sections,
    choices: chooseKeyProjects(others, owner.login, linkedRepositories(sections)),
    languages: mainLanguages(others, owner.login),
  };
  return { newOwner, search };
}
