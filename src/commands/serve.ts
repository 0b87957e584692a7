import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { UserError } from '../errors.ts';
import { readText } from '../files.ts';

/** A server on this machine that answers "not built yet" until it is told what to show. */
export interface SiteServer {
  url: string;
  show: (folder: string) => Promise<void>;
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
    show: async (folder) => {
      answer = await siteListener(folder);
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

async function siteListener(folder: string): Promise<RequestListener> {
  const notFound = (await readText(join(folder, '404.html'))) ?? 'Not found\n';
  return sirv(folder, {
    etag: true,
    onNoMatch: (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(notFound);
    },
  });
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
