import { bundleAsync } from 'lightningcss';

/** The style sheet of all pages: the layers of site/_includes/css in one text, minified. */
export async function bundleStyles(): Promise<string> {
  const { code } = await bundleAsync({ filename: 'site/_includes/css/site.css', minify: true });
  return new TextDecoder().decode(code);
}
