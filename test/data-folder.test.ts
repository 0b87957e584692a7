import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPortfolio } from '../src/context/inputs.ts';
import { builtSite, pageOf, textOf } from './site/built-site.ts';
import { formsOf, wordsIn } from './support/resume-words.ts';

test('all text of data/resume.yaml is on the site and in every format of the résumé', async () => {
  const portfolio = await loadPortfolio('data');
  const site = await builtSite(portfolio);
  const [page, files] = [textOf(pageOf(site, '/resume/')), site.files];
  await site.remove();
  const words = wordsIn(parse(await readFile('data/resume.yaml', 'utf8')));
  expect(words.length).toBeGreaterThan(0);
  for (const [form, text] of Object.entries({ page, ...formsOf(portfolio) })) {
    const missing = words.filter((word) => !text.toLowerCase().includes(word));
    expect(missing, form).toEqual([]);
  }
  expect(files).toEqual(expect.arrayContaining(['/index.html', '/portfolio.json', '/feed.xml']));
});
