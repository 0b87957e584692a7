import { createServer } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/context/environment.ts';
import { createClient } from '../../src/github/client.ts';
import { fetchOwner } from '../../src/github/owner.ts';
import { proxyFor } from '../../src/github/proxy.ts';
import { toResult } from '../../src/github/to-result.ts';
import { KEY, SELF_SIGNED } from '../support/certificates.ts';
import { aWorld } from '../support/github/builders.ts';
import { aProxy } from '../support/proxy.ts';
import { aGitHub, quick } from '../support/workspace.ts';

/** Fetches the profile once with this environment. */
async function profileWith(variables: Record<string, string>) {
  const retryPolicy = { ...quick, answerMs: 20_000, retries: 0 };
  const client = createClient({ ...readEnvironment(variables), retryPolicy });
  return toResult(fetchOwner(client, 'sku0x20'));
}

test.each(['HTTP_PROXY', 'http_proxy'])('%s is used', async (name) => {
  const github = await aGitHub(aWorld());
  const proxy = await aProxy();
  const answer = await profileWith({
    GITHUB_API_URL: github.url,
    [name]: `http://me:s%40cret@127.0.0.1:${proxy.port}`,
  });
  expect(answer).toMatchObject({ kind: 'ok', value: { login: 'sku0x20' } });
  expect(proxy.requests).toEqual([
    {
      line: `GET ${github.url}/users/sku0x20`,
      authorization: `Basic ${Buffer.from('me:s@cret').toString('base64')}`,
    },
  ]);
  expect(github.requests).toHaveLength(1);
});

test('a GraphQL query goes through the proxy with its body and the token', async () => {
  const github = await aGitHub(aWorld());
  const proxy = await aProxy();
  const environment = readEnvironment({
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: 'ghp_person',
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
  });
  const { graphql } = createClient({
    ...environment,
    retryPolicy: { ...quick, answerMs: 20_000 },
  });
  await graphql?.query('Id', 'query Id { user(login: "sku0x20") { id } }', {});
  expect(proxy.requests.map(({ line }) => line)).toEqual([`POST ${github.url}/graphql`]);
  expect(github.requests).toMatchObject([{ method: 'POST', caller: 'person' }]);
});

test.each(['HTTPS_PROXY', 'https_proxy'])(
  '%s is a tunnel, through which the certificate is checked',
  async (name) => {
    const server = createServer({ key: KEY, cert: SELF_SIGNED });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const proxy = await aProxy();
    const answer = await profileWith({
      GITHUB_API_URL: `https://localhost:${port}`,
      HTTP_PROXY: 'http://127.0.0.1:9',
      [name]: `http://127.0.0.1:${proxy.port}`,
    });
    expect(proxy.requests.map(({ line }) => line)).toEqual([`CONNECT localhost:${port}`]);
    expect(answer).toMatchObject({
      detail: expect.stringContaining(`localhost:${port}: its certificate is not trusted`),
    });
  },
);

test.each([
  ['me@', 'me:'],
  ['m%20e@', 'm e:'],
  [':secret@', ':secret'],
  ['me:@', 'me:'],
  ['', undefined],
])('credentials %j are sent to the proxy as curl does', async (userinfo, sent) => {
  const github = await aGitHub(aWorld());
  const proxy = await aProxy();
  await profileWith({ GITHUB_API_URL: github.url, HTTP_PROXY: `http://${userinfo}127.0.0.1:${proxy.port}` });
  const authorization = sent === undefined ? undefined : `Basic ${Buffer.from(sent).toString('base64')}`;
  expect(proxy.requests).toMatchObject([{ authorization }]);
});

test.each([
  ['*', 'https://api.example.org', true],
  ['a.example , *', 'https://api.example.org', true],
  ['example.org', 'https://example.org', true],
  ['example.org', 'https://API.Example.ORG./users', true],
  ['EXAMPLE.org.', 'https://api.example.org', true],
  ['example.org', 'https://badexample.org', false],
  ['.example.org', 'https://api.example.org', true],
  ['.example.org', 'https://example.org', true],
  ['*.example.org', 'https://api.example.org', true],
  ['a.test,,b.test\texample.org', 'https://example.org', true],
  ['a.test  ,  b.test', 'https://example.org', false],
  ['example.org:443', 'https://example.org', true],
  ['example.org:80', 'https://example.org', false],
  ['example.org:80', 'http://example.org', true],
  ['example.org:8443', 'https://api.example.org:8443', true],
  ['127.0.0.1', 'http://127.0.0.1:3000', true],
  ['127.0.0.1', 'http://10.127.0.0.1.test', false],
  ['::1', 'http://[::1]:3000', true],
  ['[::1]', 'http://[::1]:3000', true],
  ['[::1]:3000', 'http://[::1]:3000', true],
  ['[::1]:3001', 'http://[::1]:3000', false],
  ['0:0:0:0:0:0:0:1', 'http://[::1]', true],
  ['2001:DB8::0:1', 'https://[2001:db8::1]', true],
  ['::1', 'http://[2001:db8::1]', false],
  ['müller.example', 'https://xn--mller-kva.example', true],
  [':', 'https://example.org', false],
  ['', 'https://example.org', false],
])('with NO_PROXY=%j, connects to %s directly: %s', (none, url, isDirect) => {
  const proxy = 'http://proxy.example:3128';
  const { proxy: settings } = readEnvironment({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: none });
  expect(settings && proxyFor(settings, new URL(url))?.origin).toBe(isDirect ? undefined : proxy);
});

test('if a direct connection fails, the proxy is not blamed', async () => {
  const proxy = await aProxy(407);
  const answer = await profileWith({
    GITHUB_API_URL: 'http://127.0.0.1:9',
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    NO_PROXY: '127.0.0.1:9',
  });
  expect(proxy.requests).toEqual([]);
  expect(JSON.stringify(answer)).not.toContain('the proxy');
});

test.each([
  ['NO_PROXY', '127.0.0.1'],
  ['no_proxy', 'example.org, 127.0.0.1'],
  ['NO_PROXY', '*'],
  ['NO_PROXY', 'example.org *'],
])('%s=%s connects directly', async (name, value) => {
  const github = await aGitHub(aWorld());
  const proxy = await aProxy();
  const answer = await profileWith({
    GITHUB_API_URL: github.url,
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    [name]: value,
  });
  expect([answer.kind, proxy.requests]).toEqual(['ok', []]);
});

test('the lowercase variable wins, and an empty one counts as unset', async () => {
  const github = await aGitHub(aWorld());
  const [one, other] = [await aProxy(), await aProxy()];
  const [used, unused] = [`http://127.0.0.1:${one.port}`, `http://127.0.0.1:${other.port}`];
  await profileWith({ GITHUB_API_URL: github.url, http_proxy: used, HTTP_PROXY: unused });
  await profileWith({ GITHUB_API_URL: github.url, http_proxy: ' ', HTTP_PROXY: used });
  expect([one.requests.length, other.requests.length]).toEqual([2, 0]);
});

test.each([407, 403, 502])(
  'a proxy that refuses a tunnel with %i is named as the cause, without its credentials',
  async (status) => {
    const proxy = await aProxy(status);
    const answer = await profileWith({
      GITHUB_API_URL: 'https://api.example.test',
      HTTPS_PROXY: `http://me:opensesame@127.0.0.1:${proxy.port}`,
    });
    const words =
      status === 407 ? 'asks for a user name and password' : 'does not connect to api.example.test';
    expect(answer).toMatchObject({
      reason: 'unreachable',
      detail: expect.stringContaining(`: the proxy 127.0.0.1:${proxy.port} ${words}`),
    });
    expect(JSON.stringify(answer)).not.toMatch(/opensesame|bWU6b3Blbn/);
  },
);

test('a proxy that refuses without a tunnel is reported, without the credentials that it echoes', async () => {
  const asked = { GITHUB_API_URL: 'http://api.example.test', GITHUB_TOKEN: 'ghp_person' };
  const [unknown, forbidden] = [await aProxy(407), await aProxy(403)];
  const answers = [
    await profileWith({ ...asked, HTTP_PROXY: `http://me:opensesame@127.0.0.1:${unknown.port}` }),
    await profileWith({ ...asked, HTTP_PROXY: `http://me:opensesame@127.0.0.1:${forbidden.port}` }),
  ];
  expect(unknown.requests).toHaveLength(1);
  expect(answers).toMatchObject([
    { detail: expect.stringContaining(`the proxy 127.0.0.1:${unknown.port} asks for a user name`) },
    { detail: expect.stringContaining('answered with status 403') },
  ]);
  expect(JSON.stringify(answers)).not.toMatch(/opensesame|bWU6b3Blbn|ghp_person/);
});

test('an unreachable proxy is reported', async () => {
  expect(
    await profileWith({ GITHUB_API_URL: 'https://api.example.test', HTTPS_PROXY: 'http://127.0.0.1:9' }),
  ).toMatchObject({
    reason: 'unreachable',
    detail: 'GET /users/sku0x20: the proxy 127.0.0.1:9: connection refused (127.0.0.1:9)',
  });
});
