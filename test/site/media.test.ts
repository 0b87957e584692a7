import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { startMedia } from '../../src/site-build/media.ts';
import { type MediaRequest, mediaRequest } from '../../src/site-build/media-request.ts';
import { samplePortfolio } from '../render/sample.ts';
import { aWorkspace } from '../support/workspace.ts';

const portfolio = samplePortfolio();

function startThread() {
  const media = startMedia();
  onTestFinished(async () => void (await media.end()));
  return media;
}

async function createRequest(): Promise<MediaRequest> {
  const { folder } = await aWorkspace();
  const fonts = join(folder, '.fonts');
  return mediaRequest(portfolio, { siteUrl: 'https://ada.example.test', ownFonts: [], fonts });
}

test('the same request gives the same bytes', async () => {
  const request = await createRequest();
  const made = await Promise.all(
    [startThread(), startThread()].map(async (media) => {
      media.send(request);
      return { early: await media.early(), late: await media.late() };
    }),
  );
  expect(made[0]?.early.missing).toEqual([]);
  expect([...(made[0]?.late.images.keys() ?? [])]).toContain('site');
  expect(made[1]).toEqual(made[0]);
});

test('a UserError in the thread is rethrown as a UserError', async () => {
  const workspace = await aWorkspace();
  await workspace.write('a file', 'taken');
  const fonts = join(workspace.folder, 'taken', '.fonts');
  const media = startThread();
  media.send({ ...(await createRequest()), fonts });
  await media.early();
  const error = await media.late().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    problems: [{ what: expect.stringContaining('a part of the path'), where: join(fonts, '0.ttf') }],
  });
});

test('an unexpected error in the thread keeps its class and message', async () => {
  const media = startThread();
  const request = await createRequest();
  media.send({ ...request, images: { ...request.images, site: 'nowhere' } });
  await media.early();
  const error = await media.late().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: 'Invalid URL', code: 'ERR_INVALID_URL' });
});

test('a terminated thread rejects pending results', async () => {
  const media = startThread();
  media.send(await createRequest());
  await media.end();
  await expect(media.early()).rejects.toThrow(/thread .* ended/);
});

test.each([
  ['a page fails', 'no date', 'rejected'],
  ['everything works', portfolio.asOf, 'fulfilled'],
])('if %s, the build ends the thread and leaves no temporary folder', async (_case, at, status) => {
  const { folder, site: out } = await aWorkspace();
  const latestCommit = portfolio.latestCommit && { ...portfolio.latestCommit, at };
  const media = startMedia();
  const [built] = await Promise.allSettled([
    buildSite({ ...portfolio, latestCommit }, { out, baseUrl: portfolio.site, media }),
  ]);
  expect(built.status).toBe(status);
  // A fast thread may have sent its last message before it was ended; after that it sends nothing.
  await media.late().catch(() => undefined);
  await expect(media.late()).rejects.toThrow(/thread .* ended/);
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
});
