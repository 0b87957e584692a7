import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/context/environment.ts';
import { UserError } from '../../src/errors.ts';

/** What is said of this environment, as one text; empty where it is accepted. */
function complaintOf(variables: Record<string, string>): string {
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
  ['ghp_opensé', 'a character that is not ASCII at character 10'],
  ['🔑ghp_opens', 'a character that is not ASCII at character 1'],
])('a token like %j is refused, and nothing of it is shown', (token, expected) => {
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN']) {
    const complaint = complaintOf({ [name]: token });
    expect(complaint).toContain(`environment variable ${name}: this is not a token: it has ${expected};`);
    expect(complaint).toMatch(/\n {2}→ copy the token again, on one line/);
    expect(complaint).not.toMatch(/ghp_|opens|123/);
  }
});

test('GITHUB_TOKEN comes first, GH_TOKEN stands in for it, and white space around them does not count', () => {
  const tokenOf = (variables: Record<string, string>) => readEnvironment(variables).token;
  expect(tokenOf({ GITHUB_TOKEN: ' ghp_one\n', GH_TOKEN: 'ghp_two' })).toBe('ghp_one');
  expect(tokenOf({ GITHUB_TOKEN: ' ', GH_TOKEN: '\tghp_two ' })).toBe('ghp_two');
  expect(tokenOf({ GITHUB_TOKEN: 'ghp_one', GH_TOKEN: 'not used, so not looked at' })).toBe('ghp_one');
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
])('%s=%s is refused without its password', (name, value) => {
  const complaint = complaintOf({ [name]: value });
  expect(complaint).toMatch(new RegExp(`^environment variable ${name}: ".*\\*\\*\\*@\\w+\\.example`));
  expect(complaint).not.toContain('opensesame');
});

test('what another variable repeats of the token is not shown, and no token is shown in its place', () => {
  const token = `ghp_${'x1'.repeat(18)}`;
  const variables = { GITHUB_TOKEN: 'opensesame', PORT: 'opensesame', GITHUB_RUN_ID: token };
  const complaint = complaintOf(variables);
  expect(complaint).toContain('environment variable PORT: "***": not a port number');
  expect(complaint).toContain('environment variable GITHUB_RUN_ID: "***": not a number');
  const wrong = complaintOf({ REFRESH_REPOSITORIES: `https://me:${'opensesame'.repeat(9)}@github.com/a/b` });
  expect(wrong).toMatch(/\*\*\*@github\.com/);
});

test('proxies are read, and one that is no address is told what to write', () => {
  const proxy = 'http://me:opensesame@proxy.example:3128';
  expect(readEnvironment({}).proxy).toBeUndefined();
  expect(readEnvironment({ NO_PROXY: '*' }).proxy).toBeUndefined();
  expect(readEnvironment({ HTTPS_PROXY: proxy, NO_PROXY: 'a b' })).toMatchObject({
    proxy: { https: proxy, http: undefined, none: 'a b' },
    secrets: ['me:opensesame', 'opensesame'],
  });
  expect(complaintOf({ HTTPS_PROXY: 'proxy.example:3128' })).toBe(
    'environment variable HTTPS_PROXY: "proxy.example:3128": not the address of a proxy, such as http://proxy.example.org:3128\n  → correct it, or unset it',
  );
});

test('a wrong value is quoted harmlessly and not at any length', () => {
  const complaint = complaintOf({ PORT: `\u001b[31m\u202e${'9'.repeat(5000)}` });
  expect(complaint).toMatch(/^environment variable PORT: "9{199}…": not a port number\n/);
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
])('%s=%s is no concern of a command without requests, except as a secret', (name, value) => {
  const environment = readEnvironment({ [name]: value }, { usesNetwork: false });
  expect(environment).toMatchObject({ token: undefined, proxy: undefined, apiUrl: 'https://api.github.com' });
  if (/token|proxy/i.test(name)) expect(environment.secrets.length).toBeGreaterThan(0);
  expect(complaintOf({ [name]: value })).toContain(`environment variable ${name}: `);
});
