/**
 * `npm run sample`: builds the site of a made-up owner, from test/fixtures/sample and a fake GitHub, and serves it. With
 * `--picture` it takes the picture in README.md instead.
 */
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run as build } from '../src/commands/build.ts';
import { refresh } from '../src/commands/refresh.ts';
import type { Context } from '../src/context/command.ts';
import { readEnvironment } from '../src/context/environment.ts';
import { parseFlags } from '../src/context/flags.ts';
import { openServer } from '../src/site-build/serve.ts';
import { startBrowser } from '../test/e2e/browser/chromium.ts';
import { jobToken } from '../test/support/github/callers.ts';
import { startFakeGitHub } from '../test/support/github/server.ts';
import { sampleWorld } from './sample-world.ts';

const FOLDER = '.cache/sample';
const SITE = join(FOLDER, '_site');
const PICTURE = 'docs/sample.png';

async function buildSample(): Promise<void> {
  const data = join(FOLDER, 'data');
  await rm(data, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await cp('test/fixtures/sample', data, { recursive: true });
  const github = await startFakeGitHub(sampleWorld());
  try {
    const context: Context = {
      flags: { ...parseFlags([], []), data, out: SITE },
      environment: readEnvironment({ GITHUB_API_URL: github.url, GITHUB_TOKEN: jobToken() }),
      now: new Date(github.world.now),
      say: (line) => console.log(line),
      progress: () => {},
    };
    await refresh(context);
    console.log((await build(context)).text);
  } finally {
    await github.close();
  }
}

/** Serves the site while `use` runs. */
async function serve(port: number, use: (url: string) => Promise<void>): Promise<void> {
  const server = await openServer(port);
  try {
    server.show(SITE);
    await use(server.url);
  } finally {
    server.close();
  }
}

async function takePicture(url: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, colorScheme: 'light' });
    await page.goto(url);
    await page.screenshot({ path: PICTURE });
    console.log(`Saved ${PICTURE}`);
  } finally {
    await browser.close();
  }
}

async function untilStopped(url: string): Promise<void> {
  console.log(`${url} shows the sample; Ctrl+C stops it`);
  await once(process, 'SIGINT');
}

await buildSample();
await (process.argv.includes('--picture') ? serve(0, takePicture) : serve(8080, untilStopped));
