import { type Finding, isOlder, type Leaf, leavesOf, OLD_REVIEW_IN_MONTHS, type Subject } from './finding.ts';

/** Words that are true for a while only. */
const PASSING = /\b(?:in progress|currently|ongoing)\b/i;

interface Part extends Pick<Leaf, 'path'> {
  reviewedAt: string | undefined;
  texts: Leaf[];
}

/** Sections that nobody has stood by for half a year, and what they say of a present that may be past. */
export function auditReviews({ resume, snapshot: { asOf }, inResume }: Subject): Finding[] {
  const parts = partsOf(resume);
  const unreviewed = parts.filter(({ reviewedAt }) => reviewedAt === undefined);
  const never: Finding[] =
    unreviewed.length === 0
      ? []
      : [
          {
            severity: 'note',
            where: inResume(unreviewed[0]?.path ?? []),
            what: `${unreviewed.length} of ${parts.length} parts of the résumé do not say when they were last reviewed`,
            why: 'so nobody is reminded when that is long ago',
            fix: 'after reading one and finding it true, write reviewedAt: YYYY-MM-DD into it',
          },
        ];
  return [
    ...parts.flatMap((part): Finding[] => {
      const { path, reviewedAt, texts } = part;
      const isOld = reviewedAt === undefined || isOlder(reviewedAt, asOf, OLD_REVIEW_IN_MONTHS);
      if (!isOld) return [];
      const last = reviewedAt === undefined ? 'nothing says when that was' : `that was true on ${reviewedAt}`;
      const old: Finding[] =
        reviewedAt === undefined
          ? []
          : [
              {
                severity: 'warning',
                where: inResume([...path, 'reviewedAt']),
                what: `this was last reviewed on ${reviewedAt}`,
                why: `that is ${OLD_REVIEW_IN_MONTHS} months ago or more`,
                fix: 'read it, correct it, and write the new day',
              },
            ];
      return [...old, ...texts.flatMap((leaf) => passing(leaf, last, inResume))];
    }),
    ...never,
  ];
}

function passing({ path, text }: Leaf, why: string, inResume: Subject['inResume']): Finding[] {
  const [words] = PASSING.exec(text) ?? [];
  if (words === undefined) return [];
  return [
    {
      severity: 'warning',
      where: inResume(path, words),
      what: `"${words}" may be over`,
      why,
      fix: 'say how it ended; or, where it lasts, write reviewedAt: YYYY-MM-DD into this part',
    },
  ];
}

/** Everything of the résumé that can say when it was reviewed: basics and the entries of all sections. */
function partsOf({ titles: _, basics, ...sections }: Subject['resume']): Part[] {
  const part = (value: { reviewedAt?: string }, path: Leaf['path']) => ({
    path,
    reviewedAt: value.reviewedAt,
    texts: leavesOf(value, path),
  });
  const lists = Object.entries(sections).flatMap(([name, entries]) =>
    entries.map((entry, index) => part(entry, [name, index])),
  );
  return [part(basics, ['basics']), ...lists];
}
