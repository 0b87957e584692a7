import {
  areSameCommits,
  type Commits,
  commits,
  confirmedUpTo,
  healCommits,
  withEarlierWeeks,
} from './commit-weeks.ts';
import { defineFact } from './fact.ts';

/** The commits on the default branch, merges included. */
export const commitsFact = defineFact<Commits>({
  label: 'Commits',
  schema: commits,
  compare: ({ value }) => ({ commits: value.total, 'last commit': value.lastCommitAt }),
  gate: { countsOf: ({ total }) => ({ commits: total }), isLasting: true },
  counts: { commits: ({ total }) => total },
  isSame: areSameCommits,
  // Weeks that are older than what was counted stay known; an answer without news makes the weeks since then known.
  complete: (fetched, previous, at) => {
    if (fetched.kind === 'ok') return { kind: 'ok', value: withEarlierWeeks(fetched.value, previous?.value) };
    if (fetched.kind === 'unchanged' && previous)
      return { kind: 'ok', value: confirmedUpTo(previous.value, at) };
    return fetched;
  },
  heal: (value, now) => ({ healed: healCommits(value, now) }),
});
