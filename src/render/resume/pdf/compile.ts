import initialize, { TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import type { PdfContent } from './content.ts';

/** What the PDF is made with, as bytes: this module reads no file. */
export interface PdfMaterials {
  /** Static TTF cuts of Archivo, one for each weight in `resume.typ`. */
  fonts: readonly Uint8Array[];
  /** The text of `resume.typ`. */
  template: string;
}

/** Starts the Typst compiler; to be awaited before {@link compilePdf}. */
export async function startCompiler(wasm: Uint8Array): Promise<void> {
  await initialize({ module_or_path: wasm });
}

/** The résumé as a tagged PDF; the same content gives the same bytes. Throws Error where the template does not compile. */
export async function compilePdf(
  content: PdfContent,
  { fonts, template }: PdfMaterials,
): Promise<Uint8Array> {
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  try {
    compiler.add_source('/resume.typ', template);
    compiler.map_shadow('/data.json', new TextEncoder().encode(JSON.stringify(content)));
    const { result, diagnostics } = compiler.compile('/resume.typ', null, 'pdf', 2);
    if (!(result instanceof Uint8Array))
      throw new Error(`the résumé's template: ${JSON.stringify(diagnostics)}`);
    return result;
  } finally {
    compiler.free();
  }
}
