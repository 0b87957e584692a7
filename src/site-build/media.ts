import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { z } from '../zod.ts';
import type { MediaRequest } from './media-request.ts';
import { startMediaThread } from './media-thread.ts';

/** What the pages need, so it is sent first. */
export interface EarlyMedia {
  /** Characters of the résumé that no font has. The PDF leaves them out. */
  missing: readonly string[];
  /** Whether enough characters remain for a PDF. */
  hasPdf: boolean;
}

/** What takes longer and the pages do not need. */
export interface LateMedia {
  /** The site's font, as WOFF2. */
  font: Uint8Array;
  pdf: Uint8Array | null;
  /** The Open Graph images by name, as PNG. */
  images: ReadonlyMap<string, Uint8Array>;
}

/** Fonts, PDF and images in the making. Both promises rethrow errors of the worker thread. */
export interface Media {
  early: Promise<EarlyMedia>;
  /** Once it settles, the thread no longer writes files for this request. */
  late: Promise<LateMedia>;
}

/** Settles when the thread is done with all requests so far. */
let idle: Promise<unknown> = Promise.resolve();

/** Makes fonts, PDF and images in the worker thread while the main thread renders the pages. */
export function makeMedia(request: MediaRequest): Media {
  const answers = idle.then(() => send(startMediaThread(), request));
  const early = answers.then(({ next }) => next());
  const late = Promise.all([answers, early]).then(([{ next }]) => next());
  idle = Promise.allSettled([late, answers.then(({ end }) => late.finally(end))]);
  return { early, late };
}

/** Sends the request; `next` resolves to the thread's next message. */
function send(worker: Worker, request: MediaRequest) {
  worker.ref();
  const messages = on(worker, 'message', { close: ['exit'] });
  worker.postMessage(request);
  const next = async () => {
    const { value, done } = await messages.next().catch((error: unknown) => {
      throw restoreError(error);
    });
    if (done) throw new Error('the worker thread for fonts, PDF and images ended before it was done');
    return value[0];
  };
  const end = async () => {
    worker.unref();
    await messages.return?.();
  };
  return { next, end };
}

const sentUserError = z.object({
  name: z.literal('UserError'),
  problems: z.array(z.object({ what: z.string(), where: z.string().optional(), fix: z.string() })),
});

/** Restores a UserError from the thread: Node passes on the properties of an error, but only standard classes. */
function restoreError(error: unknown): unknown {
  const { data } = sentUserError.safeParse(error);
  return data ? new UserError(...data.problems) : error;
}
