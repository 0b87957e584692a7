/** A command with which anybody can verify a number or a claim. */
export interface Verification {
  /** Label of the fact, not escaped. */
  what: string;
  /** Shell command: printable ASCII only, and safe to paste whatever the repository is called. */
  command: string;
  /** What it prints; null if it lists paths, of which only the existence is known. */
  answer: string | null;
}

const API = 'https://api.github.com';

/** Quotes text as one word of a shell command; null if it contains characters that a terminal could act on. */
export function shellWord(text: string): string | null {
  if (!/^[\x20-\x7E]+$/.test(text)) return null;
  return /^[\w@%+:,./=][\w@%+:,./=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A request to GitHub's API. */
interface ApiRequest {
  what: string;
  path: string;
}

/** A command that requests a path of GitHub's API and pipes the response through `filter`. */
export function apiCommand(
  { path, what }: ApiRequest,
  { filter, answer }: { filter: string; answer: string | null },
): Verification | null {
  const url = shellWord(`${API}${path}`);
  return url === null ? null : { what, command: `curl -sL ${url} | ${filter}`, answer };
}

/** A command that reads one field of a response by a jq filter such as `.language`; null for an unknown value. */
export function readField(
  request: ApiRequest,
  filter: string,
  value: number | string | null,
): Verification | null {
  // jq prints other characters in a different form than JSON.stringify.
  if (value === null || /["\\\p{C}]/u.test(String(value))) return null;
  return apiCommand(request, { filter: `jq ${filter}`, answer: JSON.stringify(value) });
}

/** A command that counts a list through pagination (one item per page); null below two, where GitHub sends no page links. */
export function countPages({ path, what }: ApiRequest, count: number | null): Verification | null {
  const url = shellWord(`${API}${path}`);
  if (count === null || count < 2 || url === null) return null;
  const command = `curl -sLi ${url} | grep -oE 'page=[0-9]+>; rel="last"'`;
  return { what, command, answer: `page=${count}>; rel="last"` };
}

/** The API path of a repository. */
export function pathAt(name: string): string {
  return `/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
}
