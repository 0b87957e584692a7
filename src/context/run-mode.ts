import type { Notice, Problem } from '../errors.ts';
import type { RepositoryOrigin } from '../github/repository-origin.ts';
import { isSameName } from '../repository-name.ts';

/** What a daily run does. */
export type RunMode =
  | { kind: 'refresh' }
  /** `isRepeated`: the portfolio is this owner's already, so only the résumé is imported again. */
  | { kind: 'set up'; login: string; isRepeated: boolean }
  /** Nothing is fetched, committed or deployed. */
  | { kind: 'nothing'; notice: Notice }
  | { kind: 'error'; problem: Problem };

/** What the decision depends on. */
export interface ModeFacts {
  /** The repository that the workflow runs in; undefined outside a workflow. */
  repository: string | undefined;
  /** The login in portfolio.yaml; null if the files in the data folder are not valid. */
  login: string | null;
  /** The variable PORTFOLIO_LOGIN, with which an organization publishes someone's portfolio. */
  portfolioLogin: string | undefined;
  /** The input `setup`. */
  setUpFor: string | undefined;
  /** Whether the owner uploaded a résumé to replace one that was generated. */
  hasNewResume: boolean;
}

/** What the snapshot tells about the origin of the data. */
export interface StoredOrigin {
  /** The id of the owner's account; null if unknown. */
  accountId: number | null;
  /** When a fact last changed; null if there are no facts. */
  latestChange: string | null;
}

/** The mode, or null if it depends on where the repository comes from: see {@link modeOfCopy}. */
export function chooseMode(facts: ModeFacts): RunMode | null {
  const { repository, login, portfolioLogin, setUpFor, hasNewResume } = facts;
  const owner = repository?.split('/')[0];
  const mayPublish = (name: string) =>
    [owner, portfolioLogin].some((allowed) => allowed !== undefined && isSameName(allowed, name));
  if (setUpFor !== undefined) {
    if (owner !== undefined && !mayPublish(setUpFor))
      return { kind: 'error', problem: wrongLogin(setUpFor, owner) };
    return { kind: 'set up', login: setUpFor, isRepeated: login !== null && isSameName(login, setUpFor) };
  }
  if (owner === undefined || login === null) return { kind: 'refresh' };
  if (!mayPublish(login)) return null;
  return hasNewResume ? { kind: 'set up', login, isRepeated: true } : { kind: 'refresh' };
}

function wrongLogin(setUpFor: string, owner: string): Problem {
  return {
    what: `this repository belongs to ${owner}, so it is not set up for ${setUpFor}`,
    where: 'REFRESH_SETUP',
    fix: `write ${owner}; or, if ${owner} publishes for ${setUpFor}, first set the variable PORTFOLIO_LOGIN to ${setUpFor} (${VARIABLES})`,
  };
}

const VARIABLES = 'Settings → Secrets and variables → Actions → Variables';

/**
 * The mode if the portfolio is someone else's: a new copy is set up, but no fork, and no repository whose own data would be lost
 * because its owner was renamed or changed. `origin` is null if GitHub did not answer.
 */
export function modeOfCopy(facts: ModeFacts, origin: RepositoryOrigin | null, stored: StoredOrigin): RunMode {
  const { repository = '', portfolioLogin, login } = facts;
  const [owner = ''] = repository.split('/');
  const nothing = (why: string, fix: string): RunMode => ({
    kind: 'nothing',
    notice: {
      level: 'warning',
      title: 'Nothing published',
      message: `this repository belongs to ${owner}, but the portfolio in it is ${login}'s${why}, so nothing was fetched, committed or deployed`,
      location: 'data/portfolio.yaml',
      fix,
    },
  });
  const setUp = `run Refresh with ${portfolioLogin ?? owner} as "setup", which replaces the portfolio`;
  const publishFor = `if ${owner} publishes for ${login}, set the variable PORTFOLIO_LOGIN to ${login} (${VARIABLES})`;
  if (!origin) {
    return nothing(
      ', and GitHub did not say whether it is a new copy',
      'do nothing: the next run asks again',
    );
  }
  if (origin.ownerId === stored.accountId) {
    return nothing(
      ', which is the former name of that account',
      `write "login: ${owner}" in data/portfolio.yaml`,
    );
  }
  if (origin.isFork) return nothing(' and it is a fork', `to make it yours, ${setUp}; ${publishFor}`);
  if (stored.latestChange !== null && stored.latestChange >= origin.createdAt) {
    const fix = `${publishFor}; if ${login} is now called ${owner}, write "login: ${owner}" in data/portfolio.yaml; to start anew, ${setUp}`;
    return nothing(' and was updated here', fix);
  }
  return { kind: 'set up', login: portfolioLogin ?? owner, isRepeated: false };
}
