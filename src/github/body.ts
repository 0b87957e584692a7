/** In bytes. A page of 100 repositories is under 1 MB, so a larger body is broken or malicious. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A response body exceeded {@link MAX_BODY_BYTES}. */
export class BodyTooLargeError extends Error {
  constructor() {
    super(`the response is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`);
    this.name = 'BodyTooLargeError';
  }
}

/** The part of a response that is read here: both the global `fetch` and undici's have it. */
interface Readable {
  body: { getReader: () => { read: () => Promise<Chunk>; cancel: () => Promise<void> } } | null;
}

type Chunk = { done: boolean; value?: Uint8Array | undefined };

/**
 * Reads a response body. Throws {@link BodyTooLargeError}, or the signal's reason once it aborts: `fetch` does not always react
 * to the signal while it decompresses a body.
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
    // Not awaited: canceling a body that never ends may never finish either.
    reader.cancel().catch(() => {});
    throw error;
  }
}

function whenAborted(signal: AbortSignal | null | undefined): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // An abort after the last race would otherwise be an unhandled rejection.
  aborted.catch(() => {});
  return aborted;
}
