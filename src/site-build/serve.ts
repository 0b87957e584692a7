import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { done, type Outcome } from '../context/command.ts';
import { UserError } from '../errors.ts';
import { readText } from '../files.ts';

/** A local server that answers 503 until it has a folder to show. */
export interface SiteServer {
  url: string;
  show: (folder: string) => void;
  close: () => void;
}

/** Listens on the port, or on any free one for 0, before any work is done. Throws UserError if the port is in use. */
export async function openServer(port: number): Promise<SiteServer> {
  let answer: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('The site is being built.\n');
  };
  const server = createServer((request, response) => answer(request, response));
  await listen(server, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://localhost:${actualPort}/`,
    show: (folder) => {
      answer = siteListener(folder);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(error, port)));
    // Listens on localhost only, so that other machines cannot connect.
    server.listen(port, 'localhost', resolve);
  });
}

/** Looks up files at each request, because a later build replaces the folder. */
function siteListener(folder: string): RequestListener {
  const answerNotFound = async (response: ServerResponse) => {
    const page = await readText(join(folder, '404.html')).catch(() => null);
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(page ?? 'Not found\n');
  };
  const serveFile = sirv(folder, {
    // Without this, sirv would list the folder only once, at the start.
    dev: true,
    etag: true,
    onNoMatch: (_request, response) => void answerNotFound(response),
  });
  return (request, response) => {
    if (leavesFolder(request.url)) void answerNotFound(response);
    else serveFile(request, response);
  };
}

/** Path traversal: in `dev` mode sirv would serve `/../_site-other/`, because that path starts with the folder's own. */
function leavesFolder(url = '/'): boolean {
  return /(?:^|[/\\])(?:\.|%2e){2}(?:[/\\?#]|%2f|%5c|$)/i.test(url);
}

function portProblem(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new UserError({
    what: code === 'EADDRINUSE' ? `port ${port} is in use` : `no permission to listen on port ${port}`,
    where: `localhost:${port}`,
    fix: `stop the program that uses it, or choose another port: PORT=${port + 1} npm start`,
  });
}

/** Listens on the port, runs `build`, then serves the folder. Rethrows errors of `build`. */
export async function serveWhen(
  port: number,
  folder: string,
  build: (url: string) => Promise<unknown>,
): Promise<SiteServer> {
  const server = await openServer(port);
  try {
    await build(server.url);
    server.show(folder);
    return server;
  } catch (error) {
    server.close();
    throw error;
  }
}

/** The outcome of a command that keeps this server running. */
export function serving(server: SiteServer): Outcome {
  return { ...done(`${server.url}  (stop with Ctrl+C)`, { url: server.url }), server };
}
