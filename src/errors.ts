import { escapeUnsafeCharacters } from './text/characters.ts';

/** A problem with the owner's input or environment. */
export interface Problem {
  /** What happened, in one sentence, with the wrong value. */
  what: string;
  /** `file:line:column`, a path, or an endpoint. */
  where?: string;
  /** What to do about it. */
  fix: string;
}

/** A message for the person who runs the portfolio. All reports print the same notices. */
export interface Notice {
  /** `error`: something is wrong now; `warning`: it needs attention; `notice`: it is good to know. */
  level: 'error' | 'warning' | 'notice';
  /** The topic, in a few words. */
  title: string;
  /** What happened, with the wrong value. Makes sense without the title. */
  message: string;
  /** `file:line:column`, `file:line`, a path, an endpoint, or the name of a variable. */
  location?: string | undefined;
  /** What to do about it. */
  fix: string;
  /** For facts that could not be updated: when fetching first failed. */
  since?: string | undefined;
}

/** A mistake that a person can fix. It is shown as text, without a stack trace, and ends the command with exit code 1. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  /** Problems may quote untrusted text, so unsafe characters are escaped. */
  constructor(...problems: Problem[]) {
    const shown = problems.map(escapeProblem);
    super(shown.map(describeProblem).join('\n\n'));
    this.name = 'UserError';
    this.problems = shown;
  }
}

/** Wrong flags or commands: shown like a {@link UserError}, but ends the command with exit code 2. */
export class UsageError extends UserError {}

function escapeProblem({ what, where, fix }: Problem): Problem {
  const shown = { what: escapeUnsafeCharacters(what), fix: escapeUnsafeCharacters(fix) };
  return where === undefined ? shown : { ...shown, where: escapeUnsafeCharacters(where) };
}

/** The problem as two lines: where and what, then what to do. */
export function describeProblem({ what, where, fix }: Problem): string {
  return `${where ? `${where}: ` : ''}${what}\n  → ${fix}`;
}

/** Describes an unexpected error, which is a bug in the program. */
export function unexpectedProblem(error: unknown): Problem {
  const messages = errorChain(error).map(summarize);
  return {
    what: `portfolio failed unexpectedly: ${[...new Set(messages)].join('; ')}`,
    fix:
      'this is a bug in portfolio; set PORTFOLIO_DEBUG=1 (in a workflow: re-run with debug logging) to see the stack trace, ' +
      'and open an issue with it in the repository this one was copied from; the published site is unchanged',
  };
}

/** The error and its causes. Eleventy stores the cause as `originalError`. */
export function errorChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let inner = error; inner !== undefined && inner !== null && !chain.includes(inner); ) {
    chain.push(inner);
    inner = inner instanceof Error ? (inner.cause ?? Reflect.get(inner, 'originalError')) : null;
  }
  return chain;
}

/** An error's name and message in one line: `TypeError: x is not a function`. */
function summarize(error: unknown): string {
  return String(error).replace(/\s+/g, ' ').slice(0, MAX_CHARACTERS);
}

/** An error may quote a whole response or file; its start is enough. */
const MAX_CHARACTERS = 300;
