import type { Finding } from '../audit/finding.ts';
import { type Notice, type Problem, UserError, unexpectedProblem } from '../errors.ts';

/** A problem as a notice. */
export function problemNotice(level: Notice['level'], title: string, problem: Problem): Notice {
  const { what, where, fix } = problem;
  return { level, title, message: what, location: where, fix };
}

/** The notices for an error, one for each of its problems. */
export function errorNotices(error: unknown): Notice[] {
  if (!(error instanceof UserError)) {
    return [problemNotice('error', 'Bug in portfolio', unexpectedProblem(error))];
  }
  return error.problems.map((problem) => problemNotice('error', 'Wrong input', problem));
}

/** A finding of the audit as a notice. */
export function findingNotice({ severity, where, what, why, fix }: Finding): Notice {
  const level = severity === 'note' ? 'notice' : severity;
  return { level, title: 'Audit', message: `${what}; ${why}`, location: where, fix };
}

/** The number of notices of each level: `1 error, 2 notices`. */
export function countNotices(notices: readonly Notice[]): string {
  if (notices.length === 0) return 'no problems found';
  const counts: string[] = [];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const { length } = notices.filter((notice) => notice.level === level);
    if (length > 0) counts.push(`${length} ${level}${length === 1 ? '' : 's'}`);
  }
  return counts.join(', ');
}
