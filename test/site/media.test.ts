import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { makeMedia } from '../../src/site-build/media.ts';
import { type MediaRequest, mediaRequest } from '../../src/site-build/media-request.ts';
import { samplePortfolio } from '../render/sample.ts';
import { aWorkspace } from '../support/workspace.ts';

const portfolio = samplePortfolio();

async function createRequest(): Promise<MediaRequest> {
  const { folder } = await aWorkspace();
  const fonts = join(folder, '.fonts');
  return mediaRequest(portfolio, { siteUrl: 'https://ada.example.test', ownFonts: [], fonts });
}

test('requests at once get their own answers, and one that fails keeps its error and fails no other', async () => {
  const request = await createRequest();
  const other = { ...request, characters: ['ü'], images: { ...request.images, name: 'Bob Other' } };
  const before = makeMedia(request);
  const failing = makeMedia({ ...request, images: { ...request.images, site: 'nowhere' } });
  const [first, error, second, third] = await Promise.all([
    before.late,
    failing.late.catch((thrown: unknown) => thrown),
    makeMedia(other).late,
    makeMedia(request).late,
  ]);
  expect(await before.early).toEqual({ missing: [], hasPdf: true });
  expect([...first.images.keys()]).toContain('site');
  expect(third).toEqual(first);
  expect(second.images.get('site')).not.toEqual(first.images.get('site'));
  expect(second.font).not.toEqual(first.font);
  expect(second.pdf).toEqual(first.pdf);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: 'Invalid URL', code: 'ERR_INVALID_URL' });
});

test('a UserError in the thread is rethrown as a UserError', async () => {
  const workspace = await aWorkspace();
  await workspace.write('a file', 'taken');
  const fonts = join(workspace.folder, 'taken', '.fonts');
  const { late } = makeMedia({ ...(await createRequest()), fonts });
  const error = await late.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    problems: [{ what: expect.stringContaining('a part of the path'), where: join(fonts, '0.ttf') }],
  });
});

test('if a page fails, the build leaves no temporary folder', async () => {
  const { folder, site: out } = await aWorkspace();
  const latestCommit = portfolio.latestCommit && { ...portfolio.latestCommit, at: 'no date' };
  const building = buildSite({ ...portfolio, latestCommit }, { out, baseUrl: portfolio.site });
  await expect(building).rejects.toThrow();
  // The thread serves one request after the other: once this one is done, it writes nothing more for the build.
  await makeMedia(await createRequest()).late;
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
});
