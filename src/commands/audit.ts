import { join } from 'node:path';
import { auditAll } from '../audit/audit.ts';
import type { Finding } from '../audit/finding.ts';
import { loadOwnerFiles } from '../config/load.ts';
import { locator } from '../config/yaml.ts';
import type { Flags } from '../context/command.ts';
import { pathsOf } from '../context/inputs.ts';
import { readRequired, readText } from '../files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import { toSingleLine } from '../render/escape.ts';
import { readFetchLog, readSnapshot } from '../snapshot/file.ts';
import { parseHistory } from '../snapshot/history.ts';

/** Compares the owner's files with the snapshot. Throws UserError for whatever is wrong with a file. */
export async function audit({ data }: Flags): Promise<Finding[]> {
  const paths = pathsOf(data);
  const owner = await loadOwnerFiles(data);
  const snapshot = await readSnapshot(paths.snapshot);
  const checks = await readFetchLog(paths.fetchLog);
  const history = parseHistory(await readText(paths.history), paths.history);
  const portfolio = buildPortfolio({ ...owner, snapshot, checks, history });
  const locate = async (name: string) => {
    const file = join(data, name);
    return locator(await readRequired(file, 'restore it from git'), file);
  };
  return auditAll({
    ...owner,
    snapshot,
    portfolio,
    inResume: await locate('resume.yaml'),
    inConfig: await locate('portfolio.yaml'),
  });
}

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
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity);
    return length === 0 ? [] : `${length} ${severity}${length === 1 ? '' : 's'}`;
  });
  return counts.join(', ');
}
