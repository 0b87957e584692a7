import type { ServerResponse } from 'node:http';

/** An answer as it goes over the wire. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  text: string;
  delivery: 'whole' | 'cut short' | 'trickling' | 'hanging' | 'reset';
  /** Called for an answer that never ends, once the client has got all that it needs to wait for the rest. */
  whenStalled?: () => void;
};

/** Sends an answer in the way that it asks for. Resolves when nothing more will be sent. */
export async function deliver(answer: Answer, response: ServerResponse): Promise<void> {
  const bytes = Buffer.from(answer.text);
  const bodyless = answer.status === 204 || answer.status === 304;
  if (answer.delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer.delivery === 'hanging') {
    answer.whenStalled?.();
    return;
  }
  if (answer.delivery === 'trickling') {
    response.writeHead(answer.status, answer.headers);
    await trickle(bytes, response, answer.whenStalled);
    return;
  }
  const length = bodyless ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  if (bodyless) response.end();
  else if (answer.delivery === 'cut short') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  } else response.end(bytes);
}

/** Between two bytes, in milliseconds: no reader can take the stream for one that has gone silent. */
const PACE = 10;
/** Bytes after which the client has the headers and is reading the body. */
const UNDER_WAY = 3;

/** One byte at a time, and blanks after the last: however long a client waits, the answer is never whole. */
async function trickle(bytes: Buffer, response: ServerResponse, whenStalled?: () => void): Promise<void> {
  for (let sent = 0; !response.destroyed; sent += 1) {
    response.write(sent < bytes.length ? bytes.subarray(sent, sent + 1) : ' ');
    if (sent === UNDER_WAY) whenStalled?.();
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
}
