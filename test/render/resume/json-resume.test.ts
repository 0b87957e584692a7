import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import { jsonResume } from '../../../src/render/resume/json-resume.ts';
import { OWNER } from '../../support/owner.ts';
import { samplePortfolio } from '../sample.ts';

const schema = JSON.parse(await readFile('node_modules/@jsonresume/schema/schema.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

function published(portfolio: Parameters<typeof jsonResume>[0]) {
  return JSON.parse(JSON.stringify(jsonResume(portfolio)));
}

describe.each([
  ['made-up data', () => Promise.resolve(samplePortfolio())],
  ['the data folder', () => loadPortfolio('data', '2026-11-22')],
])('from %s', (_, load) => {
  test('the output is a valid JSON Resume', async () => {
    validate(published(await load()));
    expect(validate.errors).toBeNull();
  });

  test('the output has no Markdown', async () => {
    const { meta, $schema, ...words } = published(await load());
    expect(JSON.stringify(words)).not.toMatch(/\*\*|`|\]\(|\{years/);
  });
});

test('the sample matches the golden file', async () => {
  const text = `${JSON.stringify(published(samplePortfolio()), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../fixtures/resume-sample.json');
});

test('no word of the résumé is missing, except headings', async () => {
  const words = JSON.stringify(published(await loadPortfolio(OWNER, '2026-11-22')));
  const source = await readFile('test/fixtures/resume.md', 'utf8');
  const lines = source.split('\n').filter((line) => /^\s*\* {3}|^[A-Z*].{60}/.test(line));
  expect(lines.length).toBeGreaterThan(25);
  for (const word of lines.join(' ').match(/[\p{L}\p{N}+%]{3,}/gu) ?? []) expect(words).toContain(word);
});

test('a hidden phone number is not published', () => {
  expect(published({ ...samplePortfolio(), phone: null }).basics).not.toHaveProperty('phone');
});

test('every highlight of a section appears once in the highlights', () => {
  const [work] = published(samplePortfolio()).work;
  expect(work.highlights).toEqual(['Did one thing.', 'Made it small:', 'Set: From 10GB to 1GB.']);
  expect(work.sections).toEqual([{ name: 'Storage', highlights: work.highlights.slice(1) }]);
});

test('the language of the résumé is in the file', () => {
  const portfolio = samplePortfolio();
  expect(published(portfolio)).not.toHaveProperty('lang');
  expect(published({ ...portfolio, resume: { ...portfolio.resume, lang: 'pl' } })).toMatchObject({
    lang: 'pl',
  });
});
