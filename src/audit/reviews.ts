import { type Finding, isOlder, type Leaf, leavesOf, OLD_REVIEW_IN_MONTHS, type Subject } from './finding.ts';

/** Phrases that are true only for a while. */
const TEMPORARY = /\b(?:in progress|currently|ongoing)\b/i;

interface Part extends Pick<Leaf, 'path'> {
  reviewedAt: string | undefined;
  texts: Leaf[];
}

/** Parts of the résumé not reviewed for half a year, the phrases in them that may be outdated, and parts never reviewed. */
export function auditReviews({ resume, snapshot: { asOf }, inResume }: Subject): Finding[] {
  const parts = partsOf(resume);
  const findings: Finding[] = [];
  for (const { path, reviewedAt, texts } of parts) {
    if (reviewedAt !== undefined && !isOlder(reviewedAt, asOf, OLD_REVIEW_IN_MONTHS)) continue;
    if (reviewedAt !== undefined) findings.push(oldReview(reviewedAt, inResume([...path, 'reviewedAt'])));
    const why = reviewedAt === undefined ? 'nothing says when that was' : `that was true on ${reviewedAt}`;
    findings.push(...temporaryPhrases(texts, why, inResume));
  }
  return [...findings, ...missingReviews(parts, inResume)];
}

function oldReview(reviewedAt: string, where: string): Finding {
  return {
    severity: 'warning',
    where,
    what: `this was last reviewed on ${reviewedAt}`,
    why: `that is ${OLD_REVIEW_IN_MONTHS} months ago or more`,
    fix: 'read it, correct it, and write the new day',
  };
}

/** The first such phrase of each text. */
function temporaryPhrases(texts: readonly Leaf[], why: string, inResume: Subject['inResume']): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of texts) {
    const [phrase] = TEMPORARY.exec(text) ?? [];
    if (phrase === undefined) continue;
    findings.push({
      severity: 'warning',
      where: inResume(path, phrase),
      what: `"${phrase}" may be over`,
      why,
      fix: 'say how it ended; or, where it lasts, write reviewedAt: YYYY-MM-DD into this part',
    });
  }
  return findings;
}

/** One finding for all parts without a review; it points at the first of them. */
function missingReviews(parts: readonly Part[], inResume: Subject['inResume']): Finding[] {
  const unreviewed = parts.filter(({ reviewedAt }) => reviewedAt === undefined);
  const [first] = unreviewed;
  if (!first) return [];
  return [
    {
      severity: 'note',
      where: inResume(first.path),
      what: `${unreviewed.length} of ${parts.length} parts of the résumé do not say when they were last reviewed`,
      why: 'so nobody is reminded when that is long ago',
      fix: 'after reading one and finding it true, write reviewedAt: YYYY-MM-DD into it',
    },
  ];
}

/** Everything of the résumé that can say when it was reviewed: basics and the entries of all sections. */
function partsOf({ titles: _, basics, ...sections }: Subject['resume']): Part[] {
  const lists = Object.entries(sections).flatMap(([name, entries]) =>
    entries.map((entry, index) => partOf(entry, [name, index])),
  );
  return [partOf(basics, ['basics']), ...lists];
}

function partOf(value: { reviewedAt?: string | undefined }, path: Leaf['path']): Part {
  return { path, reviewedAt: value.reviewedAt, texts: leavesOf(value, path) };
}
