import { join } from 'node:path';
import { auditAll } from '../audit/audit.ts';
import type { Finding } from '../audit/finding.ts';
import { locator } from '../config/yaml.ts';
import { type Context, done, type Outcome } from '../context/command.ts';
import { type Inputs, loadInputs } from '../context/inputs.ts';
import { readRequired } from '../files.ts';
import { countNotices, findingNotice } from '../report/notice.ts';

/** Prints the findings of the audit. */
export async function run({ flags, environment }: Context): Promise<Outcome> {
  const findings = await audit(flags.data, await loadInputs(flags.data, undefined, environment.repository));
  const notices = findings.map(findingNotice);
  const hasProblems = notices.some(({ level }) => level !== 'notice');
  const text = countNotices(notices);
  return { ...done(text, findings), notices, exitCode: flags.strict && hasProblems ? 3 : 0 };
}

/** Compares the owner's files in the folder `data` with the snapshot. Throws a UserError if a file cannot be read. */
export async function audit(data: string, inputs: Inputs): Promise<Finding[]> {
  const locate = async (name: string) => {
    const file = join(data, name);
    return locator(await readRequired(file, 'restore it from git'), file);
  };
  const inResume = await locate('resume.yaml');
  const inConfig = await locate('portfolio.yaml');
  return auditAll({ ...inputs, inResume, inConfig });
}
