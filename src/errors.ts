import { visible } from './text/characters.ts';

/** One thing that is wrong with the owner's input or surroundings. */
export interface Problem {
  /** What happened, in one sentence, with the wrong value. */
  what: string;
  /** `file:line:column`, a path, or an endpoint. */
  where?: string;
  /** What to do about it. */
  fix: string;
}

/** A mistake that a person can mend. It is shown as text, without a stack trace, and ends the command with exit code 1. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  /** What the problems quote may come from anywhere: unsafe characters are spelled out. */
  constructor(...problems: Problem[]) {
    const shown = problems.map(spelledOut);
    super(shown.map(describeProblem).join('\n\n'));
    this.name = 'UserError';
    this.problems = shown;
  }
}

/** Wrong flags or commands: shown like a {@link UserError}, but ends the command with exit code 2. */
export class UsageError extends UserError {}

function spelledOut({ what, where, fix }: Problem): Problem {
  return { what: visible(what), ...(where !== undefined && { where: visible(where) }), fix: visible(fix) };
}

/** The problem as three lines: where, what, and what to do. */
export function describeProblem({ what, where, fix }: Problem): string {
  return `${where ? `${where}: ` : ''}${what}\n  → ${fix}`;
}
