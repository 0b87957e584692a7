import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { buildSite, startTools } from '../../src/site-build/build.ts';
import { type MediaOrder, mediaOrder, startMedia } from '../../src/site-build/media.ts';
import { samplePortfolio } from '../render/sample.ts';
import { aWorkspace } from '../support/workspace.ts';

const portfolio = samplePortfolio();

function aThread() {
  const media = startMedia();
  onTestFinished(async () => void (await media.end()));
  return media;
}

async function anOrder(): Promise<MediaOrder> {
  const { folder } = await aWorkspace();
  return mediaOrder(portfolio, 'https://ada.example.test', join(folder, '.fonts'));
}

test('the same order gives the same bytes', async () => {
  const order = await anOrder();
  const made = [];
  for (const media of [aThread(), aThread()]) {
    media.order(order);
    made.push({ early: await media.early(), late: await media.late() });
  }
  expect(made[0]?.early.missing).toEqual([]);
  expect([...(made[0]?.late.images.keys() ?? [])]).toContain('site');
  expect(made[1]).toEqual(made[0]);
});

test('a mistake that a person can fix stays one on its way out of the thread', async () => {
  const workspace = await aWorkspace();
  await workspace.write('a file', 'taken');
  const fonts = join(workspace.folder, 'taken', '.fonts');
  const media = aThread();
  media.order({ ...(await anOrder()), fonts });
  await media.early();
  const error = await media.late().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    problems: [
      { what: expect.stringContaining('a part of the path'), where: join(fonts, 'archivo-400.ttf') },
    ],
  });
});

test('an error of the program keeps its class and its text on its way out of the thread', async () => {
  const media = aThread();
  const order = await anOrder();
  media.order({ ...order, images: { ...order.images, site: 'nowhere' } });
  await media.early();
  const error = await media.late().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: 'Invalid URL', code: 'ERR_INVALID_URL' });
});

test('a thread that was ended makes nothing more, and says so', async () => {
  const media = aThread();
  media.order(await anOrder());
  await media.end();
  await expect(media.early()).rejects.toThrow('ended too early');
});

test.each([
  ['a page fails', 'no date', 'rejected'],
  ['all goes well', portfolio.asOf, 'fulfilled'],
])(
  'where %s, the thread ends with the build, and nothing stays beside its folder',
  async (_case, at, status) => {
    const { folder, site: out } = await aWorkspace();
    const newestCommit = portfolio.newestCommit && { ...portfolio.newestCommit, at };
    const tools = startTools();
    const [built] = await Promise.allSettled([
      buildSite({ ...portfolio, newestCommit }, { out, baseUrl: portfolio.site, tools }),
    ]);
    expect(built.status).toBe(status);
    await expect(tools.media.late()).rejects.toThrow('ended too early');
    expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  },
);
