import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/context/environment.ts';
import { UserError } from '../../src/errors.ts';

/** The error message for this environment; empty if it is valid. */
function errorFor(variables: Record<string, string>): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
}

test.each([
  ['ghp_opens\n123', 'a line break at character 10'],
  ['ghp_opens\r\n123', 'a line break at character 10'],
  ['ghp_opens\u2028123', 'a line break at character 10'],
  ['  token ghp_opens', 'a space at character 6'],
  ['ghp_opens\tx', 'a tab at character 10'],
  ['ghp_opens\u00a0x', 'an unusual space at character 10'],
  ['ghp_opens\u0000x', 'an invisible character at character 10'],
  ['ghp_opens\u200bx', 'an invisible character at character 10'],
  ['ghp_opens\u202ex', 'an invisible character at character 10'],
  ['ghp_opensé', 'a non-ASCII character at character 10'],
  ['🔑ghp_opens', 'a non-ASCII character at character 1'],
])('rejects the token %j without quoting any of it', (token, expected) => {
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN']) {
    const message = errorFor({ [name]: token });
    expect(message).toContain(`environment variable ${name}: not a valid token: it contains ${expected} (`);
    expect(message).toMatch(/\n {2}→ copy the token again/);
    expect(message).not.toMatch(/ghp_|opens|123/);
  }
});

test('GITHUB_TOKEN takes precedence over GH_TOKEN, and surrounding whitespace is ignored', () => {
  const tokenOf = (variables: Record<string, string>) => readEnvironment(variables).token;
  expect(tokenOf({ GITHUB_TOKEN: ' ghp_one\n', GH_TOKEN: 'ghp_two' })).toBe('ghp_one');
  expect(tokenOf({ GITHUB_TOKEN: ' ', GH_TOKEN: '\tghp_two ' })).toBe('ghp_two');
  expect(tokenOf({ GITHUB_TOKEN: 'ghp_one', GH_TOKEN: 'not used, so not validated' })).toBe('ghp_one');
  expect(tokenOf({ GITHUB_TOKEN: '', GH_TOKEN: '' })).toBeUndefined();
});

test.each([
  ['GITHUB_API_URL', 'https://me:opensesame@github.example'],
  ['GITHUB_API_URL', 'https://opensesame@github.example'],
  ['GITHUB_API_URL', 'ftp://me:opensesame@github.example'],
  ['GITHUB_API_URL', 'me:opensesame@github.example'],
  ['GITHUB_GRAPHQL_URL', 'https://me:opensesame@github.example/graphql'],
  ['GITHUB_GRAPHQL_URL', 'https:/me:opensesame@github.example/graphql'],
  ['GITHUB_SERVER_URL', 'https://me:opensesame@github.example'],
  ['HTTPS_PROXY', 'socks5://me:opensesame@proxy.example:1080'],
  ['https_proxy', 'me:opensesame@proxy.example:3128'],
  ['HTTP_PROXY', 'http://me:opensesame%@proxy.example:3128'],
  ['http_proxy', '//me:opensesame@proxy.example:3128'],
  ['HTTPS_PROXY', 'http://me:open\nsesame@proxy.example:3128'],
  ['HTTPS_PROXY', 'http://me:open\tsesame@proxy.example:3128'],
])('rejects %s=%s without quoting the password', (name, value) => {
  const message = errorFor({ [name]: value });
  expect(message).toMatch(new RegExp(`^environment variable ${name}: ".*\\*\\*\\*@\\w+\\.example`));
  expect(message).not.toContain('opensesame');
});

test('masks a token in other variables', () => {
  const token = `ghp_${'x1'.repeat(18)}`;
  const variables = { GITHUB_TOKEN: 'opensesame', PORT: 'opensesame', GITHUB_RUN_ID: token };
  const message = errorFor(variables);
  expect(message).toContain('environment variable PORT: "***": not a port number');
  expect(message).toContain('environment variable GITHUB_RUN_ID: "***": not a number');
  const wrong = errorFor({ REFRESH_REPOSITORIES: `https://me:${'opensesame'.repeat(9)}@github.com/a/b` });
  expect(wrong).toMatch(/\*\*\*@github\.com/);
});

test('reads proxy settings, and shows a valid example for an invalid one', () => {
  const proxy = 'http://me:opensesame@proxy.example:3128';
  expect(readEnvironment({}).proxy).toBeUndefined();
  expect(readEnvironment({ NO_PROXY: '*' }).proxy).toBeUndefined();
  expect(readEnvironment({ HTTPS_PROXY: proxy, NO_PROXY: 'a b' })).toMatchObject({
    proxy: { https: proxy, http: undefined, none: 'a b' },
    secrets: ['me:opensesame', 'opensesame'],
  });
  expect(errorFor({ HTTPS_PROXY: 'proxy.example:3128' })).toBe(
    'environment variable HTTPS_PROXY: "proxy.example:3128": not a proxy URL such as http://proxy.example.org:3128\n  → correct or unset it',
  );
});

test('quotes an invalid value sanitized and truncated', () => {
  const message = errorFor({ PORT: `\u001b[31m\u202e${'9'.repeat(5000)}` });
  expect(message).toMatch(/^environment variable PORT: "9{199}…": not a port number\n/);
});

test.each([
  ['GITHUB_TOKEN', 'not a token'],
  ['GH_TOKEN', 'not a token'],
  ['GITHUB_API_URL', 'nowhere'],
  ['GITHUB_GRAPHQL_URL', 'nowhere'],
  ...['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'].map((name) => [
    name,
    'socks5://me:opensesame@a:1',
  ]),
])('a command without requests ignores %s=%s, but still masks its secrets', (name, value) => {
  const environment = readEnvironment({ [name]: value }, { usesNetwork: false });
  expect(environment).toMatchObject({ token: undefined, proxy: undefined, apiUrl: 'https://api.github.com' });
  if (/token|proxy/i.test(name)) expect(environment.secrets.length).toBeGreaterThan(0);
  expect(errorFor({ [name]: value })).toContain(`environment variable ${name}: `);
});
