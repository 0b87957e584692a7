import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import type { Portfolio } from '../../../src/portfolio/model.ts';
import { toSingleLine } from '../../../src/render/escape.ts';
import { formatDay } from '../../../src/render/format.ts';
import { replaceBlocks } from '../../../src/render/readme/markers.ts';
import { renderReadmeBlock, renderReadmeBlocks } from '../../../src/render/readme/readme.ts';
import {
  elementsOf,
  nodesOf,
  type RenderedNode,
  renderAsGitHub,
  renderUnsanitised,
  textOf,
} from '../as-github.ts';
import { samplePortfolio, sampleSnapshot } from '../sample.ts';

/** The text of each list item, with whitespace collapsed. */
function itemsOf(markdown: string): string[] {
  return nodesOf(renderAsGitHub(markdown))
    .filter(({ tagName }) => tagName === 'li')
    .map((node) => textOf(node).replace(/\s+/g, ' ').trim());
}

function itemOf(markdown: string, title: string): string {
  return itemsOf(markdown).find((text) => text.startsWith(title)) ?? '';
}

test('the block of the sample matches the golden file', async () => {
  await expect(`${renderReadmeBlock(samplePortfolio())}\n`).toMatchFileSnapshot(
    '../../fixtures/readme-block.md',
  );
});

// Refreshes change the data folder, so these tests must hold for any data.
describe.each([
  ['made-up data', () => Promise.resolve(samplePortfolio())],
  ['the data folder', () => loadPortfolio('data')],
])('from %s', (_, load) => {
  test('the block is at most 10 KB', async () => {
    expect(Buffer.byteLength(renderReadmeBlock(await load()))).toBeLessThanOrEqual(10_000);
  });

  test('every key project can be read back with its facts', async () => {
    const portfolio = await load();
    const block = renderReadmeBlock(portfolio);
    for (const { title, commits, lastCommitAt, latestRelease, language } of portfolio.keyProjects) {
      const item = itemOf(block, title);
      const [, count] = /([\d,]+) commits?\b/.exec(item) ?? [];
      expect(count === undefined ? null : Number(count.replaceAll(',', ''))).toBe(commits);
      if (lastCommitAt) expect(item).toContain(`last on ${formatDay(lastCommitAt)}`);
      if (latestRelease)
        expect(item).toContain(`${latestRelease.tag} of ${formatDay(latestRelease.publishedAt)}`);
      if (language) expect(item).toContain(language);
    }
  });

  test('headings are in order and there is no phone number', async () => {
    const portfolio = await load();
    const block = renderReadmeBlock(portfolio);
    const headings = elementsOf(renderAsGitHub(block)).filter((tag) => /^h\d$/.test(tag));
    expect(headings[0]).toBe('h1');
    expect(headings.slice(1).every((tag) => tag === 'h2')).toBe(true);
    const { phone } = portfolio.resume.basics;
    if (phone) expect(block).not.toContain(phone);
  });

  test('GitHub’s sanitizer removes nothing', async () => {
    const block = renderReadmeBlock(await load());
    const shape = (root: RenderedNode) =>
      nodesOf(root)
        .filter(({ type }) => type === 'element')
        .map(({ tagName, properties }) => ({ tagName, properties }));
    expect(shape(renderAsGitHub(block))).toEqual(shape(renderUnsanitised(block)));
    expect(textOf(renderAsGitHub(block))).toBe(textOf(renderUnsanitised(block)));
  });

  test('a Markdown formatter changes nothing, markers included', async () => {
    const empty = '<!-- portfolio:start -->\n<!-- portfolio:end -->\n';
    const filled = replaceBlocks(empty, 'README.md', renderReadmeBlocks(await load()));
    expect(await format(filled, { parser: 'markdown' })).toBe(filled);
  });

  test('the time of the last check does not change the block', async () => {
    const portfolio = await load();
    const later: Portfolio = { ...portfolio, checkedAt: '2040-01-01T00:00:00Z' };
    expect(renderReadmeBlocks(later)).toEqual(renderReadmeBlocks(portfolio));
  });
});

describe('a fact', () => {
  const block = renderReadmeBlock(samplePortfolio());

  test('that is known is shown with its owner and date', () => {
    expect(itemOf(block, 'Abacus')).toBe(
      'Abacus Counts fast. Go · release v3.2.1 of 15 Jan 2031 · 2,051 commits, last on 30 Jan 2031 · checks passing on 30 Jan 2031',
    );
    expect(itemOf(block, 'loom')).toBe(
      'loom Weaves archived · contributor · Rust · 1 commit by ada-sample, last on 6 May 2030 · tests present',
    );
    expect(block).toContain('Facts as of 3 Feb 2031.');
  });

  test('that is unknown is left out, never 0', () => {
    expect(itemOf(block, 'mystery')).toBe('mystery');
    expect(block).not.toMatch(/\b0\b|null|undefined|NaN/);
  });

  test('about checks is replaced by tests and workflow if there are no checks or they are unknown', () => {
    const portfolio = samplePortfolio();
    const [abacus] = portfolio.keyProjects;
    if (!abacus?.ci) throw new Error('the sample has checks');
    const none = { ...abacus, ci: { ...abacus.ci, state: 'none' as const } };
    for (const repository of [none, { ...abacus, ci: null }]) {
      const text = itemOf(renderReadmeBlock({ ...portfolio, keyProjects: [repository] }), 'Abacus');
      expect(text).toContain('tests and workflow present');
      expect(text).not.toContain('checks');
    }
  });

  test('is required for a section: empty sections are left out', () => {
    const nothing = samplePortfolio({
      ...sampleSnapshot,
      repositories: [],
      pullRequestsElsewhere: undefined,
    });
    const text = renderReadmeBlock({ ...nothing, reductions: [] });
    expect(text).not.toContain('##');
    expect(text).not.toContain('Facts as of');
    expect(text).not.toMatch(/\n{3}/);
  });
});

/** The sample with all text from GitHub replaced by this one. */
function withUntrustedText(text: string): Portfolio {
  const portfolio = samplePortfolio();
  const repositories = portfolio.repositories.map((repository) => ({
    ...repository,
    title: text,
    description: text,
    language: text,
    purpose: null,
    latestRelease: repository.latestRelease && { ...repository.latestRelease, tag: text },
  }));
  const [abacus] = repositories;
  const merged = portfolio.pullRequestsElsewhere;
  return {
    ...portfolio,
    keyProjects: repositories.slice(0, 1),
    collections: [{ title: text, description: null, repositories: repositories.slice(0, 1) }],
    releases: abacus?.latestRelease ? [{ repository: abacus, release: abacus.latestRelease }] : [],
    latestCommit: abacus ? { repository: abacus, at: '2031-01-01' } : null,
    pullRequestsElsewhere: merged && {
      ...merged,
      items: merged.items.map((item) => ({ ...item, title: text })),
    },
  };
}

test('hostile names, descriptions, tags and titles add only text', async () => {
  const calm = elementsOf(renderAsGitHub(renderReadmeBlock(withUntrustedText('calm'))));
  expect(calm.filter((name) => name === 'img')).toHaveLength(1);
  const attack =
    '<img src=x onerror=1> [a](javascript:b) @octocat #1 `c` | ![d](https://e.test/f.png) www.g.test\n# h';
  const signs = fc.array(fc.constantFrom(...'\\`*_[]()<>#+-!|~&:@$ \n1a'), { minLength: 1, maxLength: 15 });
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    signs.map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.property(
      words.filter((text) => toSingleLine(text) !== ''),
      (text) => {
        expect(elementsOf(renderAsGitHub(renderReadmeBlock(withUntrustedText(text))))).toEqual(calm);
      },
    ),
    { numRuns: 300, examples: [[attack]] },
  );
});

test('each block fits between its own markers', () => {
  const blocks = renderReadmeBlocks(samplePortfolio());
  const names = Object.keys(blocks);
  expect(names).toEqual(['all', 'introduction', 'projects', 'collections', 'reductions', 'newest', 'date']);
  const text = names.map((name) => `<!-- portfolio:start ${name} -->\n<!-- portfolio:end -->`).join('\n');
  const filled = replaceBlocks(text, 'README.md', blocks);
  for (const block of Object.values(blocks)) expect(filled).toContain(`\n\n${block}\n\n`);
});
