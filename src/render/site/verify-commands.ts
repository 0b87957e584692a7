import type { FactName } from '../../facts/index.ts';

/** A way for anybody to see a number or a claim for themselves. */
export interface Verification {
  /** The fact in a few words, not escaped. */
  what: string;
  /** For a shell: printable ASCII alone, and safe to paste whatever the repository is called. */
  command: string;
  /** What it prints; null where that is one path or more, of which it is only known that there are some. */
  answer: string | null;
  /** The fact that the answer belongs to, for its date; null for totals. */
  fact: FactName | null;
}

const API = 'https://api.github.com';

/** Text as one word of a shell command; null where it holds what a terminal could take for a key. */
export function shellWord(text: string): string | null {
  if (!/^[\x20-\x7E]+$/.test(text)) return null;
  return /^[\w@%+:,./=][\w@%+:,./=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What to request from GitHub's API, and where. */
interface ApiRequest extends Omit<Verification, 'command' | 'answer'> {
  path: string;
}

/** Requests from GitHub's API and keeps the part of the response that `filter` lets through. */
export function apiCommand(
  { path, what, fact }: ApiRequest,
  { filter, answer }: { filter: string; answer: string | null },
): Verification | null {
  const url = shellWord(`${API}${path}`);
  return url === null ? null : { what, command: `curl -sL ${url} | ${filter}`, answer, fact };
}

/** Reads one field of a response. An unknown value has no command. */
export function readField(
  request: ApiRequest,
  field: string,
  value: number | string | null,
): Verification | null {
  // What JSON would write with a backslash, the pattern would cut.
  if (value === null || /["\\]/.test(String(value))) return null;
  const pattern = typeof value === 'number' ? '[0-9]+' : '"[^"]*"';
  const filter = `grep -m1 -oE '"${field}": ?${pattern}'`;
  return apiCommand(request, { filter, answer: `"${field}": ${JSON.stringify(value)}` });
}

/** Counts a list by its pages of one, which are numbered from two on. An unknown count has no command. */
export function countPages({ path, what, fact }: ApiRequest, count: number | null): Verification | null {
  const url = shellWord(`${API}${path}`);
  if (count === null || count < 2 || url === null) return null;
  const command = `curl -sLi ${url} | grep -oE 'page=[0-9]+>; rel="last"'`;
  return { what, command, answer: `page=${count}>; rel="last"`, fact };
}

/** Where GitHub's API has the repository. */
export function pathAt(name: string): string {
  return `/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
}
