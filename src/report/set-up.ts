import { join } from 'node:path';
import { describeProblem } from '../errors.ts';
import { importReport } from '../init/import-notes.ts';
import type { SetUp } from '../init/set-up.ts';

/** What was set up and what to do next, for a terminal. */
export function setUpText(setUp: SetUp, { data, target }: { data: string; target: string }): string {
  const { login, choices, notes, problems, todo } = setUp;
  const lines = [`Set up ${data} and ${target} for ${login}.`, describeResume(setUp)];
  if (choices.length > 0) {
    lines.push(`Suggested key projects (edit ${join(data, 'portfolio.yaml')}):`);
    lines.push(...choices.map(({ name, why }) => `  ${name} (${why})`));
  }
  lines.push(...problems.map(describeProblem), ...importReport(notes));
  lines.push('What to write next:', ...todo.map((task) => `  - ${task}`));
  lines.push(`Review the files in ${data}, then run: npm start`);
  return lines.join('\n');
}

/** Which résumé was used. */
function describeResume({ resumeFrom }: SetUp): string {
  if (resumeFrom !== null) return `Imported the résumé from ${resumeFrom}.`;
  return 'Found no résumé: neither resume.json or resume.yaml in this folder, nor a public gist with resume.json.';
}
