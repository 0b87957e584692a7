import { join } from 'node:path';
import { auditAll } from '../audit/audit.ts';
import type { Finding } from '../audit/finding.ts';
import { loadOwnerFiles } from '../config/load.ts';
import { locator } from '../config/yaml.ts';
import type { Context, Outcome } from '../context/command.ts';
import type { Flags } from '../context/flags.ts';
import { pathsOf } from '../context/paths.ts';
import { readRequired, readText, writeIfChanged } from '../files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import { createRedactor } from '../redact.ts';
import { annotationLines, findingAnnotations } from '../report/annotations.ts';
import { findingsCount, findingsText } from '../report/findings.ts';
import { readFetchLog, readSnapshot } from '../snapshot/file.ts';
import { parseHistory } from '../snapshot/history.ts';

/** Prints what the audit found; in a workflow also as annotations and in a file for the summary. */
export async function run({ flags, environment, say }: Context): Promise<Outcome> {
  const findings = await audit(flags);
  if (environment.isActions) {
    for (const line of annotationLines(findingAnnotations(findings))) say(line);
    const text = createRedactor(environment.secrets)(JSON.stringify(findings, null, 2));
    await writeIfChanged(pathsOf(flags.data).findings, `${text}\n`);
  }
  const isGrave = findings.some(({ severity }) => severity !== 'note');
  return {
    exitCode: flags.strict && isGrave ? 3 : 0,
    text: findingsText(findings),
    result: findingsCount(findings),
    json: findings,
  };
}

/** Compares the owner's files with the snapshot. Throws UserError for whatever is wrong with a file. */
export async function audit({ data }: Flags): Promise<Finding[]> {
  const paths = pathsOf(data);
  const owner = await loadOwnerFiles(data);
  const snapshot = await readSnapshot(paths.snapshot);
  const fetchLog = await readFetchLog(paths.fetchLog);
  const history = parseHistory(await readText(paths.history), paths.history);
  const portfolio = buildPortfolio({ ...owner, snapshot, fetchLog: fetchLog, history });
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
