import { dirname, join } from 'node:path';
import { readText } from '../files.ts';
import { namesIn } from '../folders.ts';

/** The names of a résumé in a repository's top folder. */
const ROOT_FILE = /^resume\.(?:json|ya?ml)$/i;

/** Marks a resume.yaml that was generated without a résumé, and that an uploaded one replaces. */
export const GENERATED = `#
# It was generated from the profile on GitHub. The next run of the workflow replaces it if you upload resume.json or resume.yaml
# to the top folder of the repository. To keep what you write here, delete these lines.
`;

/** The names of the résumés in this folder, `resume.json` first. */
export async function resumeFilesIn(folder: string): Promise<string[]> {
  return ((await namesIn(folder)) ?? []).filter((name) => ROOT_FILE.test(name)).sort();
}

/** Whether there is a résumé beside the README `target` that replaces the generated one in the folder `data`. */
export async function hasResumeToImport(data: string, target: string): Promise<boolean> {
  const present = await readText(join(data, 'resume.yaml'));
  if (!present?.includes(GENERATED)) return false;
  return (await resumeFilesIn(dirname(target))).length > 0;
}
