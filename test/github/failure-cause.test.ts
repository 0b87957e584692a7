import { createServer as createSecureServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { toNoResponseError } from '../../src/github/failure-cause.ts';
import { fetchOwner } from '../../src/github/owner.ts';
import { toResult } from '../../src/github/to-result.ts';
import { EXPIRED, KEY, SELF_SIGNED } from '../support/certificates.ts';
import { quick } from '../support/workspace.ts';

/** Listens on a free loopback port until the test ends. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function withEach(onConnection: (socket: Socket) => void): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
}

/** Sends this many requests in a row, without retries, and returns their results. */
async function failuresOf(apiUrl: string, requests = 1, answerMs = 20_000): Promise<unknown[]> {
  const retryPolicy = { ...quick, answerMs, retries: 0, failuresInARow: 1 };
  const client = createClient({
    apiUrl,
    graphqlUrl: `${apiUrl}/graphql`,
    retryPolicy,
  });
  const failures: unknown[] = [];
  for (let sent = 0; sent < requests; sent += 1) failures.push(await toResult(fetchOwner(client, 'me')));
  return failures;
}

test('a refused connection is reported with its address, also by requests that are then skipped', async () => {
  const closed = withEach(() => {});
  const port = await listening(closed);
  closed.close();
  const why = `127.0.0.1:${port}: connection refused (127.0.0.1:${port})`;
  const failure = (detail: string) => ({ kind: 'error', reason: 'unreachable', detail });
  expect(await failuresOf(`http://127.0.0.1:${port}`, 3)).toEqual([
    failure(`GET /users/me: ${why}`),
    failure(`GET /users/me: GitHub could not be reached: ${why}`),
    failure(`GET /users/me: GitHub could not be reached: ${why}`),
  ]);
});

test('a port blocked by fetch is distinguished from one where nothing listens', async () => {
  const [failure] = await failuresOf('http://127.0.0.1:9');
  expect(failure).toMatchObject({ detail: expect.stringContaining('blocks requests to this port') });
});

test('a host name that does not resolve is reported', async () => {
  const [failure] = await failuresOf('http://no-such-host.invalid');
  expect(failure).toMatchObject({
    reason: 'unreachable',
    detail: expect.stringMatching(/: the name no-such-host\.invalid could not be resolved/),
  });
});

test('a connection that is reset or closed early is distinguished from a refused one', async () => {
  const reset = await listening(withEach((socket) => socket.once('data', () => socket.resetAndDestroy())));
  const ended = await listening(
    withEach((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')),
    ),
  );
  const details = [
    ...(await failuresOf(`http://127.0.0.1:${reset}`)),
    ...(await failuresOf(`http://127.0.0.1:${ended}`)),
  ];
  expect(details).toMatchObject([
    { detail: `GET /users/me: 127.0.0.1:${reset}: the connection was reset` },
    {
      detail: `GET /users/me: 127.0.0.1:${ended}: the connection was closed before the response was complete`,
    },
  ]);
});

test('a timeout is reported with its length', async () => {
  const port = await listening(withEach(() => {}));
  const waited = `127.0.0.1:${port} did not answer within 0.2 seconds`;
  expect(await failuresOf(`http://127.0.0.1:${port}`, 2, 200)).toMatchObject([
    { reason: 'timed out', detail: `GET /users/me: ${waited}` },
    { reason: 'unreachable', detail: `GET /users/me: GitHub could not be reached: ${waited}` },
  ]);
});

test.each([
  ['self-signed', SELF_SIGNED, /self-signed certificate \(DEPTH_ZERO_SELF_SIGNED_CERT\); if you use a proxy/],
  ['expired', EXPIRED, /\(CERT_HAS_EXPIRED\); check the date and time of this machine; if|SELF_SIGNED/],
])('a %s certificate is reported, with the variable to set', async (_what, cert, expected) => {
  const port = await listening(createSecureServer({ key: KEY, cert }));
  const [failure] = await failuresOf(`https://localhost:${port}`);
  const detail = expect.stringMatching(
    /localhost:\d+: its certificate is not trusted: .*NODE_EXTRA_CA_CERTS/,
  );
  expect(failure).toMatchObject({ reason: 'unreachable', detail });
  expect(JSON.stringify(failure)).toMatch(expected);
});

test('a server without TLS at an https URL is not reported as a certificate problem', async () => {
  const port = await listening(withEach((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')));
  const [failure] = await failuresOf(`https://127.0.0.1:${port}`);
  expect(failure).toMatchObject({
    detail: expect.stringMatching(/could not establish a secure connection \((?:ERR_SSL|EPROTO)/),
  });
});

/** An error as `fetch` throws it, for causes that cannot be provoked on loopback. */
function fetchFailed(cause: object): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('cause'), cause) });
}

test('each cause has a message for people', () => {
  const causes = [
    { code: 'EAI_AGAIN', hostname: 'api.github.com' },
    { code: 'EHOSTUNREACH', address: '2001:db8::1', port: 443 },
    { code: 'UND_ERR_CONNECT_TIMEOUT' },
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    { code: 'CERT_HAS_EXPIRED' },
    { code: 'ENOTFOUND', hostname: 'proxy.example' },
    { code: 'ECONNREFUSED', address: '192.0.2.1', port: 3128 },
    { message: `a\u001b[31mb\u202ec\u0007\r\nd https://me:secret@host` },
  ];
  const target = {
    url: new URL('https://api.github.com/users/me'),
    proxy: new URL('http://proxy.example:3128'),
    answerMs: 20_000,
  };
  const messageOf = (cause: object) => toNoResponseError(fetchFailed(cause), target).message;
  expect(causes.map(messageOf)).toMatchInlineSnapshot(`
    [
      "the name api.github.com could not be resolved: no name server answered",
      "api.github.com: no network route to it ([2001:db8::1]:443)",
      "api.github.com: connecting timed out",
      "api.github.com: its certificate is not trusted: cause (UNABLE_TO_VERIFY_LEAF_SIGNATURE); if you use a proxy or your own certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file",
      "api.github.com: its certificate is not trusted: cause (CERT_HAS_EXPIRED); check the date and time of this machine; if you use a proxy or your own certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file",
      "the name proxy.example could not be resolved",
      "the proxy proxy.example:3128: connection refused (192.0.2.1:3128)",
      "api.github.com: ab c d https://***@host",
    ]
  `);
  expect(messageOf({ message: 'x'.repeat(300) })).toBe(`api.github.com: ${'x'.repeat(199)}…`);
});

test('if a host has several addresses, the first one is reported', () => {
  const refused = (address: string) =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED', address, port: 443 });
  const error = Object.assign(new AggregateError([refused('::1'), refused('127.0.0.1')]), {
    code: 'ECONNREFUSED',
  });
  const target = { url: new URL('https://localhost/'), proxy: undefined, answerMs: 1 };
  const { message } = toNoResponseError(new TypeError('fetch failed', { cause: error }), target);
  expect(message).toBe('localhost: connection refused ([::1]:443)');
});
