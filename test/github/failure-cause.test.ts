import { createServer as createSecureServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { toNoResponseError } from '../../src/github/failure-cause.ts';
import { fetchOwner } from '../../src/github/owner.ts';
import { toResult } from '../../src/github/to-result.ts';
import { EXPIRED, KEY, SELF_SIGNED } from '../support/certificates.ts';
import { quick } from '../support/workspace.ts';

/** Listens on a free port of loopback until the test is done. */
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

/** What each of so many questions in a row comes to, without second tries. */
async function failuresOf(apiUrl: string, questions = 1, answerMs = 20_000): Promise<unknown[]> {
  const retryPolicy = { ...quick, answerMs, retries: 0, failuresInARow: 1 };
  const client = createClient({
    apiUrl,
    graphqlUrl: `${apiUrl}/graphql`,
    retryPolicy,
  });
  const failures: unknown[] = [];
  for (let asked = 0; asked < questions; asked += 1) failures.push(await toResult(fetchOwner(client, 'me')));
  return failures;
}

test('a refused connection is named with its address, also by what is not asked for any more', async () => {
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

test('a port to which fetch sends nothing is told from one where nobody listens', async () => {
  const [failure] = await failuresOf('http://127.0.0.1:9');
  expect(failure).toMatchObject({ detail: expect.stringContaining('requests to this port are never sent') });
});

test('a name that nobody knows is named', async () => {
  const [failure] = await failuresOf('http://no-such-host.invalid');
  expect(failure).toMatchObject({
    reason: 'unreachable',
    detail: expect.stringMatching(/: the name no-such-host\.invalid could not be resolved/),
  });
});

test('a connection that is reset or ends too soon is told from one that was never made', async () => {
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
    { detail: `GET /users/me: 127.0.0.1:${ended}: the connection was closed before the whole answer came` },
  ]);
});

test('silence is told with the time that was waited', async () => {
  const port = await listening(withEach(() => {}));
  const waited = `127.0.0.1:${port} did not answer within 0.2 seconds`;
  expect(await failuresOf(`http://127.0.0.1:${port}`, 2, 200)).toMatchObject([
    { reason: 'timed out', detail: `GET /users/me: ${waited}` },
    { reason: 'unreachable', detail: `GET /users/me: GitHub could not be reached: ${waited}` },
  ]);
});

test.each([
  ['self-signed', SELF_SIGNED, /self-signed certificate \(DEPTH_ZERO_SELF_SIGNED_CERT\); behind a proxy/],
  ['expired', EXPIRED, /\(CERT_HAS_EXPIRED\); check the date of this machine; behind|SELF_SIGNED/],
])('a certificate that is %s is named, with what to set', async (_what, cert, expected) => {
  const port = await listening(createSecureServer({ key: KEY, cert }));
  const [failure] = await failuresOf(`https://localhost:${port}`);
  const detail = expect.stringMatching(
    /localhost:\d+: its certificate is not trusted: .*NODE_EXTRA_CA_CERTS/,
  );
  expect(failure).toMatchObject({ reason: 'unreachable', detail });
  expect(JSON.stringify(failure)).toMatch(expected);
});

test('what answers without TLS at an https address is no question of certificates', async () => {
  const port = await listening(withEach((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')));
  const [failure] = await failuresOf(`https://127.0.0.1:${port}`);
  expect(failure).toMatchObject({
    detail: expect.stringMatching(/no secure connection \((?:ERR_SSL|EPROTO)/),
  });
});

/** Errors in the form in which `fetch` throws them, where they cannot be caused on loopback. */
function fetchFailed(cause: object): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('cause'), cause) });
}

test.each([
  [
    { code: 'EAI_AGAIN', hostname: 'api.github.com' },
    /the name api\.github\.com could not be resolved: no name server/,
  ],
  [{ code: 'EHOSTUNREACH', address: '2001:db8::1', port: 443 }, /: no route .* \(\[2001:db8::1\]:443\)$/],
  [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, /^api\.github\.com: no connection in time$/],
  [
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    /not trusted: cause \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\); .*NODE_EXTRA_CA_CERTS/,
  ],
  [{ code: 'CERT_HAS_EXPIRED' }, /check the date of this machine; .*NODE_EXTRA_CA_CERTS/],
  [{ code: 'ENOTFOUND', hostname: 'proxy.example' }, /the name proxy\.example could not be resolved/],
  [
    { code: 'ECONNREFUSED', address: '192.0.2.1', port: 3128 },
    /^the proxy proxy\.example:3128: connection refused/,
  ],
  [{ message: 'x'.repeat(300) }, /^api\.github\.com: x{199}…$/],
  [
    { message: 'a\u001b[31mb\u202ec\u0007\r\nd https://me:secret@host' },
    /^api\.github\.com: ab c d https:\/\/\*\*\*@host$/,
  ],
])('%j is told in words', (cause, expected) => {
  const target = {
    url: new URL('https://api.github.com/users/me'),
    proxy: new URL('http://proxy.example:3128'),
    answerMs: 20_000,
  };
  expect(toNoResponseError(fetchFailed(cause), target).message).toMatch(expected);
});

test('where a name has several addresses, the first of them is named', () => {
  const refused = (address: string) =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED', address, port: 443 });
  const error = Object.assign(new AggregateError([refused('::1'), refused('127.0.0.1')]), {
    code: 'ECONNREFUSED',
  });
  const target = { url: new URL('https://localhost/'), proxy: undefined, answerMs: 1 };
  const { message } = toNoResponseError(new TypeError('fetch failed', { cause: error }), target);
  expect(message).toBe('localhost: connection refused ([::1]:443)');
});
