import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { subsetArchivo } from './archivo.ts';
import type { EarlyMedia, LateMedia } from './media.ts';
import type { MediaRequest } from './media-request.ts';
import { drawOgImages } from './og-images.ts';
import { loadTypesetter } from './typesetter.ts';

async function makeMedia(port: MessagePort): Promise<void> {
  const loading = loadTypesetter();
  const [request]: MediaRequest[] = await once(port, 'message');
  if (!request) throw new Error('the worker thread received no request');
  const { characters, resume, ownFonts, images, fonts } = request;

  const prepare = await loading;
  const { missing, isReadable, typeset } = await prepare(resume, ownFonts);
  port.postMessage({ missing, hasPdf: isReadable } satisfies EarlyMedia);

  const font = await subsetArchivo(characters, { minimum: 400, maximum: 800 }, 'woff2');
  const pdf = isReadable ? await typeset() : null;
  const drawn = await drawOgImages(images, { fonts, characters, ownFonts });
  port.postMessage({ font, pdf, images: drawn } satisfies LateMedia);
}

if (!parentPort) throw new Error('media-worker.ts must run in a worker thread');
void makeMedia(parentPort);
