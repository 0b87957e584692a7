import type { Finding } from '../audit/finding.ts';
import { toSingleLine } from '../render/escape.ts';

/** The findings for a terminal. */
export function findingsText(findings: readonly Finding[]): string {
  const texts = findings.map(({ severity, where, what, why, fix }) =>
    [
      `${where}: ${severity}: ${toSingleLine(what)}`,
      `  ${toSingleLine(why)}`,
      `  → ${toSingleLine(fix)}`,
    ].join('\n'),
  );
  return [...texts, findingsCount(findings)].join('\n\n');
}

/** How many were found of each kind. */
export function findingsCount(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing found.';
  const counts: string[] = [];
  for (const severity of ['error', 'warning', 'note']) {
    const { length } = findings.filter((finding) => finding.severity === severity);
    if (length > 0) counts.push(`${length} ${severity}${length === 1 ? '' : 's'}`);
  }
  return counts.join(', ');
}
