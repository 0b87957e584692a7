import type { Problem } from '../errors.ts';

/** The lines by which git marks a conflict (git-merge, "How conflicts are presented"); diff3 style adds the one with bars. */
const MARKER = /^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})\r?$/m;

/** Names the first conflict marker of a YAML or JSON file, where none of them can be content; null where there is none. */
export function conflictIn(text: string, file: string): Problem | null {
  const found = MARKER.exec(text);
  return found ? conflictAt(file, text.slice(0, found.index).split('\n').length) : null;
}

/** Whether a line of prose opens a conflict. The others may be content: seven equals signs underline a heading. */
export function opensConflict(line: string): boolean {
  return /^<{7} /.test(line);
}

/** What to tell about a conflict that begins in this line of a file. */
export function conflictAt(file: string, line: number): Problem {
  return {
    what: 'this file has an unresolved merge conflict',
    where: `${file}:${line}:1`,
    fix: 'keep the lines that are right, and remove the others and the markers (<<<<<<<, =======, >>>>>>>)',
  };
}
