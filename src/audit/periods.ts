import type { Resume } from '../config/resume-schema.ts';
import { compareDates, isFuture } from '../dates.ts';
import { type AuditInput, applyRules, type Finding, type Rule } from './finding.ts';

/** An entry with a period. */
interface Entry {
  section: 'work' | 'projects' | 'education' | 'volunteer';
  startDate: string | undefined;
  endDate: string | undefined;
  asOf: string;
  /** The location of the start. */
  where: string;
}

const STARTS: Rule<Entry>[] = [
  {
    severity: 'warning',
    applies: ({ section, startDate, asOf }) => section !== 'education' && isLater(startDate, asOf),
    what: ({ startDate }) => `this starts in the future: ${startDate}`,
    why: ({ asOf }) => `the résumé is shown as of ${asOf}, as if it had started already`,
    fix: 'correct the date, or add the entry when it has started',
  },
];

const ENDS: Rule<Entry>[] = [
  {
    severity: 'warning',
    applies: ({ section, startDate, endDate, asOf }) =>
      section === 'work' && hasMonth(startDate) && hasMonth(endDate) && isLater(endDate, asOf),
    what: ({ endDate }) => `this ends in the future: ${endDate}`,
    why: 'the length that the résumé shows counts months that are still to come',
    fix: 'leave endDate out until the job has ended, or correct it',
  },
];

/** Reports periods that start in the future, and jobs whose length is counted beyond today. */
export function auditPeriods({ resume, portfolio: { asOf }, inResume }: AuditInput): Finding[] {
  const sections = ['work', 'projects', 'education', 'volunteer'] as const;
  return sections.flatMap((section) =>
    resume[section].flatMap(({ startDate, endDate }, index) => {
      const entry = { section, startDate, endDate, asOf };
      const at = (field: string) => ({ ...entry, where: inResume([section, index, field]) });
      return [...applyRules(STARTS, at('startDate')), ...applyRules(ENDS, at('endDate'))];
    }),
  );
}

/** Reports the first job that is listed below an earlier one. */
export function auditJobOrder({ resume: { work }, inResume }: AuditInput): Finding[] {
  const index = work.findIndex((job, at) => isAfter(job, work[at - 1]));
  const [earlier, later] = [work[index - 1], work[index]];
  if (!earlier || !later) return [];
  return [
    {
      severity: 'note',
      where: inResume(['work', index]),
      what: `"${later.position}" (from ${later.startDate}) is listed below "${earlier.position}" (until ${earlier.endDate})`,
      why: 'readers expect the latest job first, and the home page shows the first one',
      fix: 'move the later job up',
    },
  ];
}

type Job = Resume['work'][number];

/** Whether a job began when the other one was over, or goes on while the other one is over. Unknown dates prove nothing. */
function isAfter({ startDate, endDate }: Job, other: Job | undefined): boolean {
  if (!other?.startDate || !other.endDate || !startDate) return false;
  if (compareDates(startDate, other.startDate) <= 0) return false;
  return endDate === undefined || compareDates(startDate, other.endDate) >= 0;
}

function isLater(date: string | undefined, asOf: string): boolean {
  return date !== undefined && isFuture(date, asOf);
}

function hasMonth(date: string | undefined): boolean {
  return date !== undefined && date.length >= 'YYYY-MM'.length;
}
