import type { FactName } from '../../facts/index.ts';

/** A command with which anybody can verify a number or a claim. */
export interface Verification {
  /** Label of the fact, not escaped. */
  what: string;
  /** Shell command: printable ASCII only, and safe to paste whatever the repository is called. */
  command: string;
  /** What it prints; null if it lists paths, of which only the existence is known. */
  answer: string | null;
  /** The fact it verifies, which has the date of the answer; null for totals. */
  fact: FactName | null;
}

const API = 'https://api.github.com';

/** Quotes text as one word of a shell command; null if it contains characters that a terminal could act on. */
export function shellWord(text: string): string | null {
  if (!/^[\x20-\x7E]+$/.test(text)) return null;
  return /^[\w@%+:,./=][\w@%+:,./=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A request to GitHub's API. */
interface ApiRequest extends Omit<Verification, 'command' | 'answer'> {
  path: string;
}

/** A command that requests a path of GitHub's API and pipes the response through `filter`. */
export function apiCommand(
  { path, what, fact }: ApiRequest,
  { filter, answer }: { filter: string; answer: string | null },
): Verification | null {
  const url = shellWord(`${API}${path}`);
  return url === null ? null : { what, command: `curl -sL ${url} | ${filter}`, answer, fact };
}

/** A command that reads one field of a response; null for an unknown value. */
export function readField(
  request: ApiRequest,
  field: string,
  value: number | string | null,
): Verification | null {
  // The pattern does not match values that JSON escapes with a backslash.
  if (value === null || /["\\]/.test(String(value))) return null;
  const pattern = typeof value === 'number' ? '[0-9]+' : '"[^"]*"';
  const filter = `grep -m1 -oE '"${field}": ?${pattern}'`;
  return apiCommand(request, { filter, answer: `"${field}": ${JSON.stringify(value)}` });
}

/** A command that counts a list through pagination (one item per page); null below two, where GitHub sends no page links. */
export function countPages({ path, what, fact }: ApiRequest, count: number | null): Verification | null {
  const url = shellWord(`${API}${path}`);
  if (count === null || count < 2 || url === null) return null;
  const command = `curl -sLi ${url} | grep -oE 'page=[0-9]+>; rel="last"'`;
  return { what, command, answer: `page=${count}>; rel="last"`, fact };
}

/** The API path of a repository. */
export function pathAt(name: string): string {
  return `/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
}
