import type { Notice } from '../errors.ts';
import type { Reason } from '../facts/fact.ts';
import { namesOf } from '../facts/fact-set.ts';
import { type OwnerFactValues, ownerFacts, repositoryFacts } from '../facts/index.ts';
import { formatCount, formatDay, pluralize } from '../render/format.ts';
import type { RefreshReport, StaleReport } from './refresh-report.ts';

/** The notices after a refresh: about the token, the requested repositories, and what could not be updated. */
export function refreshNotices({ isTokenRejected, stale, notShown, inputs }: RefreshReport): Notice[] {
  // The audit reports configured repositories, with their line.
  const notFound = notShown.filter((name) => inputs.repositories.includes(name));
  const notices: Notice[] = [];
  if (isTokenRejected) notices.push(TOKEN_REJECTED);
  if (notFound.length > 0) notices.push(notFoundNotice(notFound));
  notices.push(...stale.filter((fact) => fact.refused).map(refusalNotice));
  const wrongLogin = stale.find(({ fact, reason }) => fact === 'profile' && reason === 'not found');
  if (wrongLogin) notices.push(wrongLoginNotice(wrongLogin));
  const others = stale.filter(({ refused, detail }) => !refused && detail !== wrongLogin?.detail);
  const withoutToken = others.filter(({ reason }) => reason === 'no token');
  if (withoutToken.length > 0 && !isTokenRejected) notices.push(noTokenNotice(withoutToken));
  const failures = others.filter((fact) => !withoutToken.includes(fact));
  notices.push(...sharedFailures(failures).map(failureNotice));
  return notices;
}

/** A wrong login makes every fact fail, so it is reported once. The detail says what to do. */
function wrongLoginNotice({ detail, since }: StaleReport): Notice {
  const location = 'data/portfolio.yaml';
  return {
    level: 'error',
    title: 'Login not found',
    message: detail,
    location,
    fix: 'correct "login"',
    since,
  };
}

const TOKEN_REJECTED: Notice = {
  level: 'error',
  title: 'Token rejected',
  message:
    'GitHub rejected the token, so the refresh continued without one and updated only the profile and the list of repositories',
  fix: 'renew the token in GITHUB_TOKEN or GH_TOKEN',
};

/** Without a token most facts are not fetched, so they are counted instead of listed. */
function noTokenNotice(stale: readonly StaleReport[]): Notice {
  const [since] = stale.map((fact) => fact.since).sort();
  return {
    level: 'notice',
    title: 'No token',
    message: `${pluralize(stale.length, 'fact')} could not be updated without a token; the last known values are kept`,
    fix: FIXES['no token'],
    since,
  };
}

function notFoundNotice(names: readonly string[]): Notice {
  return {
    level: 'warning',
    title: 'Requested but not found',
    message: `${names.join(', ')}: no public repository with that name, or it is excluded (a fork, "exclude", or this portfolio itself)`,
    fix: 'correct the name, or remove it from "exclude" in data/portfolio.yaml',
  };
}

function refusalNotice({ subject, since, refused }: StaleReport): Notice {
  const seen = refused ? `, seen ${pluralize(refused.times, 'time')} since ${formatDay(refused.since)}` : '';
  return {
    level: 'warning',
    title: 'Sharp drop not accepted',
    message: `${subject}: ${refused?.answer}${seen}; the last known values are kept`,
    fix: 'if it is correct, run with accept-regressions; otherwise do nothing: it is accepted only after three identical answers over 48 hours',
    since,
  };
}

/** GitHub's message for data that workflows can never read. */
const NOT_FOR_WORKFLOWS = 'Resource not accessible by integration';

const NEXT_RUN = 'nothing to do unless it persists: the next run tries again';
const REPORT_IT = 'if it persists, open an issue in the repository this one was copied from';

/** What to do about a fact that could not be updated. */
const FIXES: Readonly<Record<Reason, string>> = {
  unreachable: NEXT_RUN,
  'timed out': NEXT_RUN,
  'rate limited': NEXT_RUN,
  'server error': NEXT_RUN,
  'request budget spent': NEXT_RUN,
  'not allowed': "check the token's permissions",
  'not found': 'check whether it was renamed, deleted or made private, and correct its name in data/',
  'unexpected answer': REPORT_IT,
  'implausible answer': NEXT_RUN,
  'no token': 'set one: GITHUB_TOKEN=$(gh auth token) npm run refresh',
};

function failureNotice(failure: SharedFailure): Notice {
  const { reason, detail, since } = failure;
  const message = `${formatFailed(failure)} not updated since ${formatDay(since)}: ${reason} (${detail})`;
  const notice = { title: 'Last known values kept', message, since };
  if (detail.includes(NOT_FOR_WORKFLOWS)) {
    return { ...notice, level: 'notice', fix: 'nothing to do: workflows are not allowed to read this' };
  }
  return { ...notice, level: 'warning', fix: FIXES[reason] };
}

/** Facts that fail for the same reason, with the detail of the first one. */
interface SharedFailure {
  subjects: string[];
  facts: string[];
  since: string;
  reason: Reason;
  detail: string;
}

/** Merges the facts of a subject with the same reason and day, then the subjects with the same facts, reason, day and detail. */
function sharedFailures(stale: readonly StaleReport[]): SharedFailure[] {
  const single = stale.map(({ subject, fact, ...why }) => ({ subjects: [subject], facts: [fact], ...why }));
  const cause = ({ reason, since }: SharedFailure) => [reason, since.slice(0, 10)];
  const bySubject = mergeFailures(single, (failure) => [...failure.subjects, ...cause(failure)]);
  return mergeFailures(bySubject, (failure) => [...failure.facts, ...cause(failure), failure.detail]);
}

/** Merges the failures with the same key. */
function mergeFailures(
  failures: readonly SharedFailure[],
  keyOf: (failure: SharedFailure) => string[],
): SharedFailure[] {
  const merged = new Map<string, SharedFailure>();
  for (const failure of failures) {
    const key = JSON.stringify(keyOf(failure));
    const previous = merged.get(key) ?? failure;
    merged.set(key, {
      ...previous,
      subjects: [...new Set([...previous.subjects, ...failure.subjects])],
      facts: [...new Set([...previous.facts, ...failure.facts])],
    });
  }
  return [...merged.values()];
}

const ALL_FACTS: Readonly<Record<string, { label: string }>> = { ...repositoryFacts, ...ownerFacts };
const OWNER_FACTS: readonly string[] = namesOf<OwnerFactValues>(ownerFacts);
const MAX_SUBJECTS = 3;

/** `profile`, or `commits, files of octo/a, octo/b, octo/c and 4 more`. */
function formatFailed({ facts, subjects }: SharedFailure): string {
  const labels = facts.map((fact) => (ALL_FACTS[fact]?.label ?? fact).toLowerCase()).join(', ');
  if (facts.every((fact) => OWNER_FACTS.includes(fact))) return labels;
  const shown = subjects.slice(0, MAX_SUBJECTS).join(', ');
  const more = subjects.length - MAX_SUBJECTS;
  return `${labels} of ${shown}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}
