import { z } from '../zod.ts';
import { historyField, readCommitPage, toCommits } from './commit-pages.ts';
import {
  areSameCommits,
  type Commits,
  commits,
  confirmedUpTo,
  healCommits,
  withEarlierWeeks,
} from './commit-weeks.ts';
import { count, defineFact, publishedDay, publishedInstant } from './fact.ts';

const commitsByWeek = z
  .object({
    from: publishedDay.describe('First day of the stretch in which every commit is counted.'),
    to: publishedDay.describe('First day after it.'),
    weeks: z.record(z.string(), count).describe('Commits by the Sunday that begins the week.'),
  })
  .describe('Weeks without a commit are left out; what lies outside the stretch is unknown.');

/** The commits on the default branch, merges included. */
export const commitsFact = defineFact<Commits>({
  label: 'Commits',
  schema: commits,
  source: {
    by: {
      graphql: {
        fields: {
          isEmpty: '',
          defaultBranchRef: `{ target { ... on Commit { ${historyField()} } } }`,
        },
        read: (node, context) => toCommits(readCommitPage(node, context), context.now),
      },
    },
    of: 'every',
    onlyByPush: true,
  },
  published: {
    shape: {
      commits: count.nullable().describe('On the default branch, merges included.'),
      firstCommitAt: publishedInstant.nullable(),
      lastCommitAt: publishedInstant.nullable(),
      commitsByWeek: commitsByWeek.nullable(),
    },
    of: (value) => ({
      commits: value?.total ?? null,
      firstCommitAt: value?.firstCommitAt ?? null,
      lastCommitAt: value?.lastCommitAt ?? null,
      commitsByWeek: value?.weeks
        ? { from: value.weeks.from, to: value.weeks.to, weeks: value.weeks.counts }
        : null,
    }),
  },
  compare: ({ value }) => ({ commits: value.total, 'last commit': value.lastCommitAt }),
  gate: { countsOf: ({ total }) => ({ commits: total }), refusesDropToZero: true },
  counts: { commits: ({ total }) => total },
  isSame: areSameCommits,
  // Keeps known weeks older than the ones just counted. Without a push, the weeks since the last refresh are empty.
  complete: (fetched, previous, at) => {
    if (fetched.kind === 'ok') return { kind: 'ok', value: withEarlierWeeks(fetched.value, previous?.value) };
    if (fetched.kind === 'unchanged' && previous)
      return { kind: 'ok', value: confirmedUpTo(previous.value, at) };
    return fetched;
  },
  heal: (value, now) => ({ healed: healCommits(value, now) }),
});
