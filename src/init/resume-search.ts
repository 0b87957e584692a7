import { join } from 'node:path';
import { type Problem, UserError } from '../errors.ts';
import type { Client } from '../github/client.ts';
import { fetchGistFile, type GistFile } from '../github/gists.ts';
import { GitHubRequestError } from '../github/request-error.ts';
import { type ImportedResume, importResume, parseResume } from './json-resume.ts';
import { resumeFilesIn } from './uploaded-resume.ts';

/** The résumé that a search found. */
export interface FoundResume extends ImportedResume {
  /** The path of its file, or the address of its gist. */
  source: string;
}

/** A found résumé, or null, and what was passed over. */
export interface ResumeSearch {
  resume: FoundResume | null;
  problems: Problem[];
}

/** The name of a résumé in a public gist, by the convention of JSON Resume (jsonresume.org). */
const GIST_FILE = 'resume.json';

/** Imports the résumé file that the owner named. Throws a UserError if it cannot be read. */
export async function readNamedResume(file: string): Promise<ResumeSearch> {
  return { resume: { ...(await importResume(file)), source: file }, problems: [] };
}

/**
 * Imports the résumé in this folder: `resume.json`, else `resume.yaml`. Throws a UserError if it cannot be read, since the owner
 * put it there to be used.
 */
export async function readResumeIn(folder: string): Promise<ResumeSearch> {
  const [name, ...others] = await resumeFilesIn(folder);
  if (name === undefined) return { resume: null, problems: [] };
  const found = await readNamedResume(join(folder, name));
  const problems = others.map((other) => ({
    what: `this file was not used, because there is also ${name}`,
    where: join(folder, other),
    fix: 'keep only one of the two',
  }));
  return { ...found, problems };
}

/**
 * Imports the résumé in the account's public gists. One that cannot be read is a problem, not an error: nobody asked for it.
 * Throws a GitHubRequestError if GitHub fails in a way that may pass, because there may be a résumé.
 */
export async function fetchResumeGist(
  client: Client,
  anonymous: Client,
  login: string,
): Promise<ResumeSearch> {
  try {
    const file = await fetchGistFile(client, anonymous, login, GIST_FILE);
    return { resume: file && importGist(file), problems: [] };
  } catch (error) {
    if (error instanceof UserError) return { resume: null, problems: error.problems.map(notUsed) };
    if (!(error instanceof GitHubRequestError) || PASSING.includes(error.reason)) throw error;
    const what = `the gists of ${login} could not be read: ${error.message}`;
    return { resume: null, problems: [{ what, fix: UPLOAD }] };
  }
}

/** Failures after which the same request may succeed. */
const PASSING: string[] = ['unreachable', 'timed out', 'server error', 'rate limited'];

const UPLOAD = 'if a gist has your résumé, upload it to this repository as resume.json, and set up again';

function importGist({ url, name, text }: GistFile): FoundResume {
  return { ...parseResume(Buffer.from(text), `${url}#${name}`), source: url };
}

function notUsed({ what, where, fix }: Problem): Problem {
  const advice = fix.replace(/; nothing was changed$/, '');
  const problem = { what: `the résumé in a gist was not used: ${what}`, fix: `${advice}, and set up again` };
  return where === undefined ? problem : { ...problem, where };
}
