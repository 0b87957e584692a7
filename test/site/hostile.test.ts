import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Repository } from '../../src/snapshot/schema.ts';
import {
  attributesOf,
  type BuiltSite,
  builtSite,
  firstSnapshot,
  pageOf,
  portfolioOf,
  textOf,
} from './built-site.ts';

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</script></title></style><svg onload=alert(1)>',
  '[click](javascript:alert(1)) **bold** `code`',
  '{{ portfolio.phone }} {% set x = 1 %} {# gone #}',
  '\u202Egnorw\u202C \u200Bz\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo',
  '👩‍👩‍👧‍👦 漢字かな交じり文 <!-- ]]>',
  'word '.repeat(2000),
  'x'.repeat(10_000),
];
const ALL = ATTACKS.slice(0, 8).join(' ');

/** The repository as an attacker with write access to it would make it. */
function attacked(repository: Repository, index: number): Repository {
  const { core, release } = repository.sections;
  const description = ATTACKS[index % ATTACKS.length] ?? ALL;
  const changedAt = '2026-11-20T10:00:00Z';
  if (!core) return repository;
  return {
    ...repository,
    sections: {
      ...repository.sections,
      core: {
        changedAt,
        value: {
          ...core.value,
          description: index < 5 ? ALL : description,
          topics: ATTACKS,
          language: index % 3 === 0 ? ALL : core.value.language,
          license: index % 3 === 0 ? ALL : core.value.license,
          homepage: 'https://example.com/"onmouseover="alert(1)',
        },
      },
      languages: { changedAt, value: { [ALL]: 10, Go: 5 } },
      release: release && {
        changedAt,
        value: {
          kind: 'release',
          tag: ALL,
          name: ALL,
          publishedAt: changedAt,
          url: 'https://github.com/a/b/releases/tag/%3Cscript%3E',
        },
      },
    },
  };
}

let site: BuiltSite;
let clean: BuiltSite;

beforeAll(async () => {
  const snapshot = await firstSnapshot();
  const pull = {
    repository: 'someone/else',
    number: 1,
    title: ALL,
    url: 'https://github.com/someone/else/pull/1',
    mergedAt: '2026-11-20T10:00:00Z',
  };
  const portfolio = await portfolioOf(
    {
      ...snapshot,
      repositories: snapshot.repositories.map(attacked),
      pullRequestsElsewhere: { changedAt: '2026-11-20T10:00:00Z', value: { total: 1, items: [pull] } },
    },
    {
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
    },
  );
  site = await builtSite(portfolio);
  clean = await builtSite(await portfolioOf(snapshot));
});
afterAll(() => Promise.all([site.remove(), clean.remove()]));

it('shows attacks as text and nothing else', () => {
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

it('keeps the pages well formed, and as many as they were', async () => {
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

it('cuts what has no end', () => {
  for (const [path, html] of site.pages) {
    expect(html, path).not.toContain('x'.repeat(500));
    expect(html, path).not.toContain('word '.repeat(200));
  }
});
