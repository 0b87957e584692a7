/** Makes the requests that it reads from its input, four at once with nothing in between, and tells the milliseconds. */
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const log = z.object({
  url: z.string(),
  token: z.string(),
  concurrency: z.int().positive(),
  requests: z.array(z.object({ method: z.string(), path: z.string() })),
});

const { url, token, concurrency, requests } = log.parse(await json(process.stdin));
const headers = { authorization: `token ${token}`, 'user-agent': 'bench' };
const body = JSON.stringify({ query: '{ rateLimit { cost } }' });
const left = requests[Symbol.iterator]();

async function replay(): Promise<void> {
  for (const { method, path } of left) {
    const response = await fetch(url + path, { method, headers, ...(method === 'POST' && { body }) });
    await response.arrayBuffer();
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: concurrency }, replay));
console.log(JSON.stringify({ ms: performance.now() - started }));
