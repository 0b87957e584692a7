/** A page of 100 repositories is below 1 MB; a body beyond this is broken, or meant to do harm. In bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A body was longer than any that is expected. */
export class BodyTooLargeError extends Error {
  constructor() {
    super(`the answer is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`);
    this.name = 'BodyTooLargeError';
  }
}

/** What can be read in pieces: a response of the platform's `fetch` or of undici's. */
interface Readable {
  body: { getReader: () => { read: () => Promise<Chunk>; cancel: () => Promise<void> } } | null;
}

type Chunk = { done: boolean; value?: Uint8Array | undefined };

/**
 * Reads a body while the signal lets it. Throws {@link BodyTooLargeError}, and the signal's reason once it
 * aborts: while it unpacks a body, `fetch` itself does not always heed the signal.
 */
export async function readBody(
  { body }: Readable,
  signal: AbortSignal | null | undefined,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const aborted = whenAborted(signal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done || value === undefined) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > MAX_BODY_BYTES) throw new BodyTooLargeError();
      chunks.push(value);
    }
  } catch (error) {
    // Not waited for: a body that does not end may not cancel either.
    reader.cancel().catch(() => {});
    throw error;
  }
}

function whenAborted(signal: AbortSignal | null | undefined): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Whoever races with it takes the rejection; after the race nobody does.
  aborted.catch(() => {});
  return aborted;
}
