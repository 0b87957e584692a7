import type { ResumeSource, SourcePath } from './resume-source.ts';

/** Something in a résumé file that was not imported, or not as it was written. */
export interface ImportNote {
  /** `left out`: not imported. `changed`: imported in part. `suggested`: not in the file, so a default was written. */
  kind: 'left out' | 'changed' | 'suggested';
  /** The path in the file, such as `work.0.startDate`. */
  path: string;
  /** `file:line:column`. */
  where: string;
  /** The value as it was written, possibly cut off; null if there is none. */
  value: string | null;
  reason: string;
  /** What to write instead. */
  fix: string;
}

/** Why a value was left out or changed, and what to do. */
export interface Issue {
  reason: string;
  fix: string;
  /** Set if a part of the value was imported. */
  isChanged?: boolean;
  /** The path of the item inside the value, if it is not the whole value. */
  below?: SourcePath;
}

/** Collects notes about a file. */
export interface ImportLog {
  source: ResumeSource;
  notes: ImportNote[];
}

/** Adds a note about the value at a path. */
export function addNote({ source, notes }: ImportLog, path: SourcePath, issue: Issue): void {
  const full = [...path, ...(issue.below ?? [])];
  notes.push({
    kind: issue.isChanged ? 'changed' : 'left out',
    path: full.join('.'),
    where: source.locate(full),
    value: source.written(full),
    reason: issue.reason,
    fix: issue.fix,
  });
}

/** Adds a note about a value that has a note already, which is then moot. */
export function replaceNote(log: ImportLog, path: SourcePath, issue: Issue): void {
  const earlier = log.notes.findIndex((note) => note.path === path.join('.'));
  if (earlier >= 0) log.notes.splice(earlier, 1);
  addNote(log, path, issue);
}

const HEADINGS: Record<ImportNote['kind'], string> = {
  'left out':
    'Not imported from your résumé (correct it there and run init again, or write it in resume.yaml):',
  changed: 'Imported in part (check it in resume.yaml):',
  suggested: 'Not in your résumé (suggestions to replace in resume.yaml):',
};

/** The notes as lines for the terminal, grouped by kind. */
export function importReport(notes: readonly ImportNote[]): string[] {
  const lines: string[] = [];
  for (const [kind, heading] of Object.entries(HEADINGS)) {
    const group = notes.filter((note) => note.kind === kind);
    if (group.length > 0) lines.push(heading, ...group.flatMap(noteLines));
  }
  return lines;
}

function noteLines({ path, where, value, reason, fix }: ImportNote): string[] {
  const written = value === null ? '' : ` is ${value}`;
  return [`  ${where}: ${path}${written}: ${reason}`, `    → ${fix}`];
}
