const TOKENS = ['GITHUB_TOKEN', 'GH_TOKEN'];
const ADDRESSES = [
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'GITHUB_SERVER_URL',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

/** The secrets in the environment: tokens, each part of a malformed token, and credentials in URLs. */
export function secretsIn(variables: Record<string, string | undefined>): string[] {
  const read = (name: string) => variables[name]?.trim() ?? '';
  const tokens = TOKENS.map(read).flatMap((token) => [token, ...token.split(/[^\x21-\x7e]+/)]);
  const credentials = ADDRESSES.map(read).flatMap(credentialsIn);
  return [...new Set([...tokens, ...credentials])].filter((secret) => secret !== '');
}

/** The user name with the password, as sent in a header, and the password alone; both raw and decoded. */
function credentialsIn(address: string): string[] {
  // Not parsed as a URL: an invalid one may contain secrets too.
  const userinfo = /^(?:[a-z][\w+.-]*:)?[/\\]*(.*)@/is.exec(address)?.[1] ?? '';
  const [, password = userinfo] = /^[^:]*:(.*)$/s.exec(userinfo) ?? [];
  // A URL parser drops line breaks and tabs.
  const asParsed = (text: string) => text.replace(/[\t\r\n]/g, '');
  return [userinfo, password].flatMap((text) => [text, decoded(text), asParsed(text)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Why this cannot be a token, or null. Does not quote it. Tokens are printable ASCII, as in any header. */
export function whatIsWrongWithToken(token: string): string | null {
  const at = token.search(/[^\x21-\x7e]/);
  return at === -1 ? null : `it contains ${nameOf(token.slice(at))} at character ${at + 1}`;
}

function nameOf(text: string): string {
  if (/^[\n\r\u2028\u2029]/.test(text)) return 'a line break';
  if (text.startsWith(' ')) return 'a space';
  if (text.startsWith('\t')) return 'a tab';
  if (/^\p{Zs}/u.test(text)) return 'an unusual space';
  if (/^[\p{Cc}\p{Cf}]/u.test(text)) return 'an invisible character';
  return 'a non-ASCII character';
}
