import { parentPort } from 'node:worker_threads';
import { webFont } from './archivo.ts';
import type { EarlyMedia, LateMedia } from './media.ts';
import type { MediaRequest } from './media-request.ts';
import { drawOgImages } from './og-images.ts';
import { loadTypesetter } from './typesetter.ts';

if (!parentPort) throw new Error('media-worker.ts must run in a worker thread');
const port = parentPort;

const loading = loadTypesetter();
// Thrown when it is awaited: an error in a thread without a request would reach nobody.
loading.catch(() => undefined);

// An error is not caught here: it ends the thread, and Node passes it on to the main thread.
port.on('message', (request: MediaRequest) => void handleRequest(request));

async function handleRequest({ characters, resume, ownFonts, images, fonts }: MediaRequest): Promise<void> {
  const prepare = await loading;
  const { missing, isReadable, typeset } = await prepare(resume, ownFonts);
  port.postMessage({ missing, hasPdf: isReadable } satisfies EarlyMedia);

  const font = await webFont(characters);
  const pdf = isReadable ? await typeset() : null;
  const drawn = await drawOgImages(images, { fonts, characters, ownFonts });
  port.postMessage({ font, pdf, images: drawn } satisfies LateMedia);
}
