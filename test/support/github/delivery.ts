import type { ServerResponse } from 'node:http';

/** A response as sent over the wire. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  text: string;
  delivery: 'whole' | 'cut short' | 'trickling' | 'hanging' | 'reset';
  /** For responses that never end: called once the client is waiting for the rest. */
  whenStalled?: () => void;
};

/** Sends a response in the way given by `delivery`. Resolves when nothing more will be sent. */
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

/** Milliseconds between two bytes, short enough that no idle timeout fires. */
const PACE = 10;
/** Bytes after which the client has the headers and is reading the body. */
const UNDER_WAY = 3;

/** Sends one byte at a time, then spaces, so that the response never ends. */
async function trickle(bytes: Buffer, response: ServerResponse, whenStalled?: () => void): Promise<void> {
  for (let sent = 0; !response.destroyed; sent += 1) {
    response.write(sent < bytes.length ? bytes.subarray(sent, sent + 1) : ' ');
    if (sent === UNDER_WAY) whenStalled?.();
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
}
