import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import subsetFont from 'subset-font';

const PACKAGE = '@sparticuz/chromium';
/** The browser's package has one font, which is proportional. Without this one, text that is monospace elsewhere would be narrower. */
const MONOSPACE = '@fontsource/dejavu-mono';

/**
 * Starts the browser from the npm package with the package's own libraries and fonts from packages, so that pages render the same
 * on every Linux machine. Set `CHROME_PATH` to another browser on machines where this one does not run.
 */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [
    ...more,
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
    // All pages come from loopback, so separate renderer processes would protect nothing.
    '--renderer-process-limit=1',
    ...[
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
    ],
  ];
  const other = process.env.CHROME_PATH;
  if (other) return chromium.launch({ executablePath: other, args });
  const folder = await unpackedBrowser();
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, 'lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    HOME: folder,
  };
  return chromium.launch({ executablePath: join(folder, 'chromium'), args, env });
}

/** The folder with the unpacked browser and fonts. It is named after their versions and created atomically. */
async function unpackedBrowser(): Promise<string> {
  const { root, version } = await installed(PACKAGE);
  const monospace = await installed(MONOSPACE);
  const folder = resolve('node_modules/.cache', `chromium-${version}-dejavu-${monospace.version}`);
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const packed = (name: string) => join(root, 'bin', name);
  await pipeline(
    createReadStream(packed('chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(unfinished, 'chromium')),
  );
  await chmod(join(unfinished, 'chromium'), 0o755);
  for (const archive of ['al2023.tar.br', 'fonts.tar.br']) {
    await untar(brotliDecompressSync(await readFile(packed(archive))), unfinished);
  }
  await writeMonospace(monospace.root, join(unfinished, 'fonts'));
  const folders = `<dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir>`;
  const alias = '<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>';
  await writeFile(
    join(unfinished, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig>${folders}${alias}</fontconfig>`,
  );
  // If another process was faster, its folder is used.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

/** Writes the monospace font as TrueType, because browsers load WOFF2 only from pages. */
async function writeMonospace(root: string, fonts: string): Promise<void> {
  const characters = Array.from({ length: 0x3000 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));
  for (const weight of [400, 700]) {
    const packed = await readFile(join(root, 'files', `dejavu-mono-latin-${weight}-normal.woff2`));
    const font = await subsetFont(packed, characters.join(''), { targetFormat: 'sfnt' });
    await writeFile(join(fonts, `dejavu-mono-${weight}.ttf`), font);
  }
}

/** The root folder and the version of an installed package. */
async function installed(name: string): Promise<{ root: string; version: string }> {
  let root = dirname(createRequire(import.meta.url).resolve(name));
  while (!root.endsWith(name)) {
    if (root === dirname(root)) throw new Error(`${name} is not installed: run npm ci`);
    root = dirname(root);
  }
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { root, version };
}

/** Extracts the files of a tar archive (POSIX ustar): a header of 512 bytes, then the content in blocks of 512. */
async function untar(archive: Buffer, folder: string): Promise<void> {
  const text = (from: number, length: number) =>
    archive.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; text(at, 100) !== ''; ) {
    const [name, size, type] = [text(at, 100), Number.parseInt(text(at + 124, 12), 8), text(at + 156, 1)];
    const path = join(folder, name);
    await mkdir(type === '5' ? path : dirname(path), { recursive: true });
    if (type !== '5') await writeFile(path, archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
