import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import {
  attributesOf,
  type BuiltSite,
  builtSite,
  decode,
  firstSnapshot,
  pageOf,
  portfolioOf,
  textOf,
} from './built-site.ts';
import { completeSnapshot } from './complete-snapshot.ts';

/** Code with characters that HTML and templates could act on. */
const EXAMPLE = 'List<T> all = a && b;\n  {{ portfolio.phone }}';

let site: BuiltSite;
beforeAll(async () => {
  const resume = resumeSchema.parse({
    basics: { name: 'Ann', label: 'Developer', summary: 'The public work of Ann on GitHub.' },
    skills: [
      { name: 'Languages', keywords: ['Go', 'Kotlin', 'Main'] },
      { name: 'Languages', keywords: ['Redis'] },
    ],
  });
  const config = portfolioConfigSchema.parse({
    login: 'sku0x20',
    key: [{ repository: 'sku0x20/assertG', install: 'go get', example: EXAMPLE }],
  });
  site = await builtSite(
    await portfolioOf(completeSnapshot(await firstSnapshot()), { resume, config }),
    'https://example.org',
  );
}, 60_000);
afterAll(() => site.remove());

/** The pages, without the one that nothing links to. */
const pages = () => [...site.pages].filter(([path]) => path !== '/resume/');

it('without a résumé nothing links to one', () => {
  for (const [path, html] of pages()) {
    const links = attributesOf(html, 'href').filter((href) => /resume|\.pdf/.test(href));
    expect(links, path).toEqual([]);
  }
  expect(pages().length).toBeGreaterThan(6);
});

it('a skill called like a main language is shown by its repositories, without any rule', () => {
  const text = textOf(pageOf(site, '/skills/'));
  expect(text).toContain('Go In public: Main language of assertG , gRunner , go-spikes');
  expect(text).not.toContain('list of skills');
});

it('code that the owner wrote stays as it is, in valid HTML', async () => {
  const page = pageOf(site, '/projects/assertg/');
  const code = [...page.matchAll(/<code>(.*?)<\/code>/gs)].map(([, text = '']) => decode(text));
  expect(code).toEqual(['go get', EXAMPLE]);
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
  });
  const { results } = await validator.validateString(page);
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
});

it('every id is unique on its page, whatever skills and their groups are called', () => {
  for (const [path, html] of site.pages) {
    const ids = attributesOf(html, 'id');
    if (path !== '/resume/') expect(ids, path).toEqual([...new Set(ids)]);
  }
  expect(attributesOf(pageOf(site, '/skills/'), 'id')).toContain('main-2');
});
