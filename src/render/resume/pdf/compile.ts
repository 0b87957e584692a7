import { initSync, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import type { PdfContent } from './content.ts';
import { reduceToGlyphs } from './glyphs.ts';

/** The files the PDF is made with. They are passed in because this module reads no files. */
export interface PdfMaterials {
  /** Static TTF instances of Archivo, one for each weight used in `resume.typ`, and fonts for characters that it lacks. */
  fonts: readonly Uint8Array[];
  /** The code points that these fonts have. Others are left out. */
  glyphs: ReadonlySet<number>;
  /** The content of `resume.typ`. */
  template: string;
}

/** Loads the Typst compiler, before {@link compilePdf}. The asynchronous way would load all of `fetch` first. */
export function startCompiler(wasm: Uint8Array): void {
  initSync({ module: wasm });
}

/** The résumé as a tagged PDF. The same content gives the same bytes. Throws Error if the template does not compile. */
export async function compilePdf(
  content: PdfContent,
  { fonts, glyphs, template }: PdfMaterials,
): Promise<Uint8Array> {
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  try {
    compiler.add_source('/resume.typ', template);
    const drawn = JSON.stringify(content, (key, value: unknown) =>
      typeof value === 'string' && key !== 'url' ? reduceToGlyphs(value, glyphs) : value,
    );
    compiler.map_shadow('/data.json', new TextEncoder().encode(drawn));
    const { result, diagnostics } = compiler.compile('/resume.typ', null, 'pdf', 2);
    if (!(result instanceof Uint8Array))
      throw new Error(`the résumé template does not compile: ${JSON.stringify(diagnostics)}`);
    return result;
  } finally {
    compiler.free();
  }
}
