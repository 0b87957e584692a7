import type { ServerResponse } from 'node:http';

/** An answer as it goes over the wire. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  text: string;
  delivery: 'whole' | 'cut short' | 'trickling' | 'hanging' | 'reset';
};

/** Sends an answer in the way that it asks for. Resolves when nothing more will be sent. */
export async function deliver(answer: Answer, response: ServerResponse): Promise<void> {
  const bytes = Buffer.from(answer.text);
  const bodyless = answer.status === 204 || answer.status === 304;
  if (answer.delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer.delivery === 'hanging') return;
  const length = bodyless ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  if (bodyless) response.end();
  else if (answer.delivery === 'cut short') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  } else if (answer.delivery === 'trickling') await trickle(bytes, response);
  else response.end(bytes);
}

/** One byte at a time, slower than anybody should wait for. */
async function trickle(bytes: Buffer, response: ServerResponse): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  response.end();
}
