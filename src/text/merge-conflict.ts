import type { Problem } from '../errors.ts';

/** Git's conflict markers (git-merge, "How conflicts are presented"). The diff3 style adds the line with bars. */
const MARKER = /^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})\r?$/m;

/** Reports the first conflict marker in a YAML or JSON file, or null. In these formats, a marker cannot be content. */
export function conflictIn(text: string, file: string): Problem | null {
  const found = MARKER.exec(text);
  return found ? conflictAt(file, text.slice(0, found.index).split('\n').length) : null;
}

/** Whether a line of prose starts a conflict. Other markers may be content: seven equals signs underline a heading. */
export function opensConflict(line: string): boolean {
  return /^<{7} /.test(line);
}

/** The problem to report for a conflict that starts on this line of a file. */
export function conflictAt(file: string, line: number): Problem {
  return {
    what: 'this file has an unresolved merge conflict',
    where: `${file}:${line}:1`,
    fix: 'keep the correct lines, and delete the others and the markers (<<<<<<<, =======, >>>>>>>)',
  };
}
