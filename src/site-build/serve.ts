import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { done, type Outcome } from '../context/command.ts';
import { UserError } from '../errors.ts';
import { readText } from '../files.ts';

/** A server on this machine that answers "not built yet" until it is told what to show. */
export interface SiteServer {
  url: string;
  show: (folder: string) => void;
  close: () => void;
}

/** Takes the port before any work is done for it; 0 takes any free one. Throws UserError where it is taken. */
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
    // Both addresses of localhost, and no other machine.
    server.listen(port, 'localhost', resolve);
  });
}

/** Looks each file up when it is asked for: a later build puts another folder in place of this one. */
function siteListener(folder: string): RequestListener {
  const answerNotFound = async (response: ServerResponse) => {
    const page = await readText(join(folder, '404.html')).catch(() => null);
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(page ?? 'Not found\n');
  };
  const serveFile = sirv(folder, {
    // Reads the folder at each request; otherwise sirv remembers what was in it at the start.
    dev: true,
    etag: true,
    onNoMatch: (_request, response) => void answerNotFound(response),
  });
  return (request, response) => {
    if (leavesFolder(request.url)) void answerNotFound(response);
    else serveFile(request, response);
  };
}

/** In this mode sirv would follow `/../_site-of-another/`, since that path begins like the folder's own. */
function leavesFolder(url = '/'): boolean {
  return /(?:^|[/\\])(?:\.|%2e){2}(?:[/\\?#]|%2f|%5c|$)/i.test(url);
}

function portProblem(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new UserError({
    what: code === 'EADDRINUSE' ? `port ${port} is in use` : `port ${port} may not be used`,
    where: `localhost:${port}`,
    fix: `stop what uses it, or choose another: PORT=${port + 1} npm start`,
  });
}

/** Serves the folder once `build` has made it; the port is taken before. Throws what `build` throws. */
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

/** The outcome of a command that leaves this server running. */
export function serving(server: SiteServer): Outcome {
  return { ...done(`${server.url}  (stop with Ctrl+C)`, { url: server.url }), server };
}
