import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  attributesOf,
  type BuiltSite,
  builtSite,
  firstSnapshot,
  pageOf,
  portfolioOf,
  textOf,
} from './built-site.ts';
import { ALL, attackedSnapshot } from './hostile.ts';

let site: BuiltSite;
let clean: BuiltSite;

beforeAll(async () => {
  const snapshot = await firstSnapshot();
  const portfolio = await portfolioOf(attackedSnapshot(snapshot), {
    history: [
      {
        date: '2026-11-20',
        changed: {},
        events: [
          {
            date: '2026-11-20',
            kind: 'merged',
            name: 'a/b',
            number: 2,
            title: ALL,
            url: 'https://github.com/a/b/pull/2',
          },
        ],
      },
    ],
  });
  site = await builtSite(portfolio);
  clean = await builtSite(await portfolioOf(snapshot));
}, 60_000);
afterAll(() => Promise.all([site.remove(), clean.remove()]));

it('shows attacks as plain text', () => {
  const offences = [
    /<script(?! type="application\/ld\+json">).{0,40}/i,
    /<(img|iframe|object|embed)\b.{0,40}/i,
    /<[^>]*\son\w+\s*=.{0,40}/i,
    /.{0,40}[\u202A-\u202E\u2066-\u2069\u200B]/,
  ];
  for (const [path, html] of site.pages) {
    expect(
      offences.flatMap((offence) => offence.exec(html)?.[0] ?? []),
      path,
    ).toEqual([]);
    for (const address of [...attributesOf(html, 'href'), ...attributesOf(html, 'src')]) {
      expect(address, path).toMatch(/^(https?:|mailto:|tel:|[/#])/);
    }
  }
  const project = textOf(pageOf(site, '/projects/assertg/'));
  expect(project).toContain('<script>alert(1)</script> "><img src=x onerror=alert(1)>');
  expect(project).toContain('{{ portfolio.phone }} {% set x = 1 %} {# gone #}');
  expect(project).toContain('[click](javascript:alert(1)) **bold**');
});

it('keeps the pages valid and their number the same', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' },
  });
  expect([...site.pages.keys()].sort()).toEqual([...clean.pages.keys()].sort());
  for (const [path, html] of site.pages) {
    const report = await validator.validateString(html, path);
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId} ${message}`)),
      path,
    ).toEqual([]);
  }
});

it('writes only characters that XML allows (XML 1.0, production 2)', async () => {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|\p{Cc}(?<![\t\n\r])/u;
  const texts = site.files.filter((file) => /\.(?:xml|svg|html|txt|md)$/.test(file));
  expect(texts).toContain('/feed.xml');
  for (const file of texts) {
    const text = await readFile(join(site.folder, file), 'utf8');
    expect(forbidden.exec(text)?.index, file).toBeUndefined();
  }
});

it('truncates very long text', () => {
  for (const [path, html] of site.pages) {
    expect(html, path).not.toContain('x'.repeat(500));
    expect(html, path).not.toContain('word '.repeat(200));
  }
});
