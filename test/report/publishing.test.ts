import { expect, test } from 'vitest';
import { addressMismatchNotice, pagesNotice, publicationOf } from '../../src/report/publishing.ts';

test('a notice explains why Pages does not accept the site, unless workflows deploy it', () => {
  const url = 'https://octo.github.io';
  expect(pagesNotice({ url, isDeployedByWorkflow: true })).toBeNull();
  const messages = [{ url, isDeployedByWorkflow: false }, null, undefined].map(
    (pages) => pagesNotice(pages)?.message,
  );
  expect(messages).toMatchInlineSnapshot(`
    [
      "GitHub Pages publishes a branch of this repository instead",
      "GitHub Pages is off for this repository",
      "couldn't read the GitHub Pages settings",
    ]
  `);
});

const HERE = 'https://octo.github.io';
const STORED = 'https://octo.example';

test.each([
  ['a workflow deploys it', { url: HERE, isDeployedByWorkflow: true }, STORED, HERE, true],
  ['a branch is published', { url: HERE, isDeployedByWorkflow: false }, STORED, HERE, false],
  ['Pages is off', null, STORED, undefined, false],
  ['GitHub did not answer', undefined, STORED, STORED, true],
  ['nothing is known', undefined, undefined, undefined, false],
])('if %s, address and deployment follow from it', (_, pages, stored, address, isDeployable) => {
  expect(publicationOf(pages, stored)).toEqual({ address, isDeployable });
});

test('addresses that differ only in a final slash or in case are the same', () => {
  expect(addressMismatchNotice('https://Octo.example', 'https://octo.example/', 'x')).toBeNull();
  expect(addressMismatchNotice('https://octo.example', 'https://octo.example/portfolio', 'x')).toMatchObject({
    location: 'x',
    fix: expect.stringContaining('Custom domain'),
  });
});
