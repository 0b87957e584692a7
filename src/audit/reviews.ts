import {
  type AuditInput,
  type Finding,
  isOlder,
  type Leaf,
  leavesOf,
  MAX_REVIEW_AGE_IN_MONTHS,
} from './finding.ts';

/** Phrases that go out of date. */
const TEMPORARY = /\b(?:in progress|currently|ongoing)\b/i;

interface Section extends Pick<Leaf, 'path'> {
  reviewedAt: string | undefined;
  texts: Leaf[];
}

/** Reports résumé sections with an old review or none, and phrases in them that may be out of date. */
export function auditReviews({ resume, snapshot: { asOf }, inResume }: AuditInput): Finding[] {
  const sections = sectionsOf(resume);
  const findings: Finding[] = [];
  for (const { path, reviewedAt, texts } of sections) {
    if (reviewedAt !== undefined && !isOlder(reviewedAt, asOf, MAX_REVIEW_AGE_IN_MONTHS)) continue;
    if (reviewedAt !== undefined) findings.push(oldReview(reviewedAt, inResume([...path, 'reviewedAt'])));
    const why =
      reviewedAt === undefined
        ? 'this section has no review date'
        : `this section was last reviewed on ${reviewedAt}`;
    findings.push(...temporaryPhrases(texts, why, inResume));
  }
  return [...findings, ...missingReviews(sections, inResume)];
}

function oldReview(reviewedAt: string, where: string): Finding {
  return {
    severity: 'warning',
    where,
    what: `this section was last reviewed on ${reviewedAt}`,
    why: `that is at least ${MAX_REVIEW_AGE_IN_MONTHS} months ago`,
    fix: 'review it again, and update the date',
  };
}

/** Reports the first such phrase in each text. */
function temporaryPhrases(texts: readonly Leaf[], why: string, inResume: AuditInput['inResume']): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of texts) {
    const [phrase] = TEMPORARY.exec(text) ?? [];
    if (phrase === undefined) continue;
    findings.push({
      severity: 'warning',
      where: inResume(path, phrase),
      what: `"${phrase}" may be out of date`,
      why,
      fix: 'update the text; if it is still true, set reviewedAt: YYYY-MM-DD in this section',
    });
  }
  return findings;
}

/** Reports all sections without a review date as one finding, located at the first of them. */
function missingReviews(sections: readonly Section[], inResume: AuditInput['inResume']): Finding[] {
  const unreviewed = sections.filter(({ reviewedAt }) => reviewedAt === undefined);
  const [first] = unreviewed;
  if (!first) return [];
  return [
    {
      severity: 'note',
      where: inResume(first.path),
      what: `${unreviewed.length} of ${sections.length} résumé sections have no review date`,
      why: 'without one, the audit cannot remind you to review them',
      fix: 'after reviewing a section, add reviewedAt: YYYY-MM-DD to it',
    },
  ];
}

/** Everything in the résumé that can have a review date: basics, and each entry of the lists. */
function sectionsOf({ lang: _lang, titles: _titles, basics, ...lists }: AuditInput['resume']): Section[] {
  const entries = Object.entries(lists).flatMap(([name, list]) =>
    list.map((entry, index) => sectionOf(entry, [name, index])),
  );
  return [sectionOf(basics, ['basics']), ...entries];
}

function sectionOf(value: { reviewedAt?: string | undefined }, path: Leaf['path']): Section {
  return { path, reviewedAt: value.reviewedAt, texts: leavesOf(value, path) };
}
