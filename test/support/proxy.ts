import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** A request that a proxy received, as `GET http://host/path` or `CONNECT host:port`, with its credentials. */
export interface ProxiedRequest {
  line: string;
  authorization: string | undefined;
}

/** A proxy on loopback. */
export interface Proxy {
  port: number;
  requests: ProxiedRequest[];
}

/** Starts a proxy that ends with the test. With `refuses`, it answers with that status and all request headers in the body. */
export async function aProxy(refuses?: number): Promise<Proxy> {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Duplex>();
  const record = ({ method, url, headers }: IncomingMessage) =>
    requests.push({ line: `${method} ${url}`, authorization: headers['proxy-authorization'] });

  const server = createServer((incoming, response) => {
    record(incoming);
    if (refuses === undefined) pass(incoming, response);
    else response.writeHead(refuses).end(JSON.stringify(incoming.rawHeaders));
  });
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    record(incoming);
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (refuses === undefined) tunnel(incoming, client);
    else client.end(`HTTP/1.1 ${refuses} No\r\n\r\n${JSON.stringify(incoming.rawHeaders)}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, requests };
}

function pass(incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url = '', headers } = incoming;
  const onward = forward(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}

function tunnel(incoming: IncomingMessage, client: Duplex): void {
  const { hostname, port } = new URL(`http://${incoming.url}`);
  const server: Socket = connect(Number(port), hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.pipe(client);
    client.pipe(server);
  });
  server.on('error', () => client.destroy());
  client.on('close', () => server.destroy());
}
