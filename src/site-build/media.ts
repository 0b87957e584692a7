import { on } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { type PdfContent, pdfContent } from '../render/resume/pdf/content.ts';
import type { OgImageFacts } from '../render/site/og-image.ts';
import { z } from '../zod.ts';
import { charactersOf } from './characters.ts';

/** What fonts, PDF and images are made of. */
export interface MediaOrder {
  /** Those for which the site's font and the images' need glyphs. */
  characters: readonly string[];
  resume: PdfContent;
  images: OgImageFacts;
  /** Absolute path of a folder for fonts that only the images need; it is removed. */
  fonts: string;
}

/** What the pages refer to. */
export interface EarlyMedia {
  /** The site's font, as WOFF2. */
  font: Uint8Array;
  /** Characters of the résumé for which the PDF's fonts have no glyph; if there are any, there is no PDF. */
  missing: readonly string[];
}

/** What takes longer. */
export interface LateMedia {
  pdf: Uint8Array | null;
  /** The Open Graph images by name, as PNG. */
  images: ReadonlyMap<string, Uint8Array>;
}

/** A thread that makes fonts, PDF and images while this one renders the pages. */
export interface MediaThread {
  order: (order: MediaOrder) => void;
  /** To be awaited in this order; they throw what was thrown in the thread. */
  early: () => Promise<EarlyMedia>;
  late: () => Promise<LateMedia>;
  /** Ends the thread, whether or not it is done. */
  end: () => Promise<unknown>;
}

/** Starts the thread, which loads what it can before it gets its order. */
export function startMedia(): MediaThread {
  // The Typst compiler is a large program of which a part runs for a moment: optimizing it costs 130 MB and most of a build's
  // time, and checking all of it a tenth of a second. V8 wants its flags set before other threads run.
  for (const flag of ['--liftoff-only', '--wasm-lazy-validation']) setFlagsFromString(flag);
  const worker = new Worker(bootstrap(), { eval: true, execArgv: [] });
  const messages = on(worker, 'message', { close: ['exit'] });
  const next = async () => {
    const { value, done } = await messages.next().catch((error: unknown) => {
      throw asThrown(error);
    });
    if (done) throw new Error('the thread that makes fonts, PDF and images ended too early');
    return value[0];
  };
  return {
    order: (order) => worker.postMessage(order),
    early: next,
    late: next,
    end: () => worker.terminate(),
  };
}

/**
 * In Node 20, `--import tsx` has no effect in a thread, so this one registers the loader itself: the one for CommonJS, because that
 * for ES modules would start a further thread, which takes longer than all that the thread loads.
 */
function bootstrap(): string {
  const require = createRequire(import.meta.url);
  const worker = fileURLToPath(new URL('./media-worker.ts', import.meta.url));
  return `require(${JSON.stringify(require.resolve('tsx/cjs/api'))}).register();
    require(${JSON.stringify(worker)});`;
}

const sentUserError = z.object({
  name: z.literal('UserError'),
  problems: z.array(z.object({ what: z.string(), where: z.string().optional(), fix: z.string() })),
});

/** An order for this portfolio. Only the PDF names the address that the site is built for, `siteUrl`. */
export function mediaOrder(portfolio: Portfolio, siteUrl: string, fonts: string): MediaOrder {
  const { name, label, site, reductions, totals, keyProjects, asOf } = portfolio;
  return {
    characters: charactersOf(portfolio),
    resume: pdfContent({ ...portfolio, site: siteUrl }, 'a4'),
    images: { name, label, site, reductions, totals, keyProjects, asOf },
    fonts,
  };
}

/** The error as it was in the thread: Node keeps the properties of what it passes on, but only standard classes. */
function asThrown(error: unknown): unknown {
  const { data } = sentUserError.safeParse(error);
  return data ? new UserError(...data.problems) : error;
}
