import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
// biome-ignore lint/correctness/noUnresolvedImports: Biome does not see what this package's CommonJS exports.
import { chromium } from 'playwright-core';

const PACKAGE = 'node_modules/@sparticuz/chromium';

/** A real browser, with the libraries it needs, both out of npm: nothing of the machine is used. */
export async function launchBrowser() {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
    ],
  });
}

/** The package's archives, unpacked once for each version; many test files may ask for it at the same time. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const folder = `node_modules/.cache/chromium-${version}`;
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}-`);
  await decompress('chromium.br', join(temporary, 'chromium'));
  await chmod(join(temporary, 'chromium'), 0o755);
  const archive = join(temporary, 'libraries.tar');
  await decompress('al2023.tar.br', archive);
  await promisify(execFile)('tar', ['-xf', archive, '-C', temporary]);
  await rename(temporary, folder).catch(async (error: unknown) => {
    // Another test file was faster, and its folder is as good.
    if (!existsSync(folder)) throw error;
    await rm(temporary, { recursive: true });
  });
  return folder;
}

async function decompress(name: string, to: string): Promise<void> {
  await pipeline(
    createReadStream(join(PACKAGE, 'bin', name)),
    createBrotliDecompress(),
    createWriteStream(to),
  );
}
