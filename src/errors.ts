import { escapeUnsafeCharacters } from './text/characters.ts';

/** One thing that is wrong with the owner's input or surroundings. */
export interface Problem {
  /** What happened, in one sentence, with the wrong value. */
  what: string;
  /** `file:line:column`, a path, or an endpoint. */
  where?: string;
  /** What to do about it. */
  fix: string;
}

/** Something that whoever runs the portfolio should know. Every report prints the same notices. */
export interface Notice {
  /** `error`: something is wrong now; `warning`: it needs attention; `notice`: it is good to know. */
  level: 'error' | 'warning' | 'notice';
  /** What it is about, in a few words. */
  title: string;
  /** What happened, with the value that was wrong; complete without the title. */
  message: string;
  /** `file:line:column`, or less of it, an endpoint, or the name of a variable. */
  location?: string | undefined;
  /** What to do about it. */
  fix: string;
  /** For what the last refresh could not confirm: the time of the first failed check. */
  since?: string | undefined;
}

/** A mistake that a person can fix. It is shown as text, without a stack trace, and ends the command with exit code 1. */
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
  const shown = { what: escapeUnsafeCharacters(what), fix: escapeUnsafeCharacters(fix) };
  return where === undefined ? shown : { ...shown, where: escapeUnsafeCharacters(where) };
}

/** The problem as three lines: where, what, and what to do. */
export function describeProblem({ what, where, fix }: Problem): string {
  return `${where ? `${where}: ` : ''}${what}\n  → ${fix}`;
}

/** What to say of an error that the program should have foreseen: an error of the program's own, not of its user. */
export function unexpectedProblem(error: unknown): Problem {
  const messages = errorChain(error).map(summarize);
  return {
    what: `portfolio failed unexpectedly: ${[...new Set(messages)].join('; ')}`,
    fix:
      'this is a bug of portfolio; set PORTFOLIO_DEBUG=1 (in a workflow: run it again with debug logging) to see where it ' +
      'failed, and open an issue with that in the repository that this one is a copy of; what is published stays as it is',
  };
}

/** The error and those that it was thrown for. Eleventy names the inner one `originalError`. */
export function errorChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let inner = error; inner !== undefined && inner !== null && !chain.includes(inner); ) {
    chain.push(inner);
    inner = inner instanceof Error ? (inner.cause ?? Reflect.get(inner, 'originalError')) : null;
  }
  return chain;
}

/** An error's kind and text in one line: `TypeError: x is not a function`. */
function summarize(error: unknown): string {
  return String(error).replace(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
}

/** An answer or a file may be quoted in an error; the beginning tells enough. */
const MOST_CHARACTERS = 300;
