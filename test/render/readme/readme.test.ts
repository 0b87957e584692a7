import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import type { Portfolio, PortfolioRepository } from '../../../src/portfolio/model.ts';
import { toSingleLine } from '../../../src/render/escape.ts';
import { formatCount } from '../../../src/render/format.ts';
import { replaceBlocks } from '../../../src/render/readme/markers.ts';
import { renderReadmeBlock, renderReadmeBlocks } from '../../../src/render/readme/readme.ts';
import { markdownTable } from '../../../src/render/readme/table.ts';
import {
  elementsOf,
  nodesOf,
  type RenderedNode,
  renderAsGitHub,
  renderUnsanitised,
  textOf,
} from '../as-github.ts';
import { samplePortfolio, sampleSnapshot } from '../sample.ts';

/** The text of each row of the tables, cell by cell, with whitespace collapsed. */
function rowsOf(markdown: string): string[][] {
  const rows = nodesOf(renderAsGitHub(markdown)).filter(({ tagName }) => tagName === 'tr');
  return rows.map((row) =>
    nodesOf(row)
      .filter(({ tagName }) => tagName === 'td')
      .map((cell) => textOf(cell).replace(/\s+/g, ' ').trim()),
  );
}

function rowOf(markdown: string, title: string): string[] {
  return rowsOf(markdown).find(([first]) => first === title) ?? [];
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

  test('every key project can be read back with its status', async () => {
    const portfolio = await load();
    const block = renderReadmeBlock(portfolio);
    for (const { title, commits, latestRelease, ci } of portfolio.keyProjects) {
      const [, , status = ''] = rowOf(block, title);
      if (latestRelease) expect(status).toContain(latestRelease.tag);
      if (ci && ci.state !== 'none') expect(status).toContain(`CI ${ci.state}`);
      if (!latestRelease && !ci && commits) expect(status).toContain(formatCount(commits));
    }
  });

  test('headings are in order and there is no phone number', async () => {
    const portfolio = await load();
    const block = renderReadmeBlock(portfolio);
    const headings = elementsOf(renderAsGitHub(block)).filter((tag) => /^h\d$/.test(tag));
    expect(headings).toEqual(['h1']);
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

describe('the introduction', () => {
  const first = (changes: Partial<Portfolio>) =>
    textOf(renderAsGitHub(renderReadmeBlock({ ...samplePortfolio(), ...changes })))
      .split('\n')
      .filter(Boolean)[1];

  test('has role, first sentence, main skills and what the owner is looking for', () => {
    const changes = { introduction: 'Leads **all**. Alone.', seeking: '**A team**, remote' };
    expect(first(changes)).toBe(
      'Sample Engineer. Leads all. Languages: Go, Zig (Experimental). Looking for a team, remote.',
    );
  });

  test('names the role once', () => {
    const { resume } = samplePortfolio();
    expect(first({ resume: { ...resume, skills: [] } })).toBe('Sample Engineer who is made up.');
  });

  test('links to the résumé only if it has content', () => {
    const { resume } = samplePortfolio();
    const basics = { ...resume.basics, summary: 'The public work of Ada on GitHub.' };
    const empty = { ...resume, basics, work: [], projects: [], education: [] };
    const linksOf = (changes: Partial<Portfolio>) => renderReadmeBlocks({ ...samplePortfolio(), ...changes });
    expect(linksOf({}).introduction).toContain('[Résumé](https://ada.example.test/portfolio/resume/)');
    expect(linksOf({ resume: empty }).introduction).not.toContain('Résumé');
  });
});

describe('the status', () => {
  const portfolio = samplePortfolio();
  const block = renderReadmeBlock(portfolio);
  const [abacus] = portfolio.keyProjects;
  const statusOf = (changes: Partial<PortfolioRepository>) => {
    if (!abacus) throw new Error('the sample has a key project');
    return rowOf(renderReadmeBlock({ ...portfolio, keyProjects: [{ ...abacus, ...changes }] }), 'Abacus')[2];
  };

  test('is the latest release and CI, else the commits', () => {
    expect(rowOf(block, 'Abacus')).toEqual(['Abacus', 'Counts fast.', 'v3.2.1 · CI passing']);
    expect(rowOf(block, 'loom')).toEqual(['loom', 'Weaves', 'archived · 1 commit by ada-sample']);
    expect(statusOf({ latestRelease: null })).toBe('CI passing');
    expect(statusOf({ latestRelease: null, ci: null })).toBe('2,051 commits');
  });

  test('that is unknown is left out, never 0', () => {
    expect(rowOf(block, 'mystery')).toEqual(['mystery', 'Mysteries', '']);
    expect(statusOf({ latestRelease: null, ci: null, commits: 0 })).toBe('');
    expect(block).not.toMatch(/\b0\b|null|undefined|NaN/);
  });
});

test('the block says when it was updated, by whose workflow, and how to verify it', () => {
  expect(renderReadmeBlocks(samplePortfolio()).date).toBe(
    '<sub>Updated 3 Feb 2031 by a [scheduled workflow](https://github.com/ada-sample/portfolio/actions). Every number can be [verified](https://ada.example.test/portfolio/verify/).</sub>',
  );
});

test('the pictures say in words and numbers what they show', () => {
  const { work = '', reductions = '' } = renderReadmeBlocks(samplePortfolio());
  expect(work).toContain(
    'alt="At least 2,051 commits in 1 public repository from Jan 2029 to Jan 2031; most in Jan 2029: 2,001. Commits by year: 2029: 2,001, 2031: 50."',
  );
  expect(reductions).toContain('alt="Drawn to scale: Set from 10 GB to 1 GB, 90% less."');
});

test("pipes in the owner's text stay in their cell, also in code and after a backslash", () => {
  const portfolio = samplePortfolio();
  const [abacus] = portfolio.keyProjects;
  const keyProjects = abacus ? [{ ...abacus, purpose: 'Pipes a | b, `c | d`, e \\| f and g \\\\| h.' }] : [];
  const row = rowOf(renderReadmeBlock({ ...portfolio, keyProjects }), 'Abacus');
  expect(row).toEqual(['Abacus', 'Pipes a | b, c | d, e | f and g \\| h.', 'v3.2.1 · CI passing']);
});

test('columns are as wide as their widest cell, also in wide scripts', () => {
  expect(markdownTable(['A', 'B'], [['漢字', '|']])).toBe('| A    | B   |\n| ---- | --- |\n| 漢字 | \\|  |');
});

test('a long list of projects ends with a link to all', () => {
  const portfolio = samplePortfolio();
  const [first] = portfolio.keyProjects;
  const keyProjects = first ? Array.from({ length: 9 }, () => first) : [];
  const block = renderReadmeBlock({ ...portfolio, keyProjects, collections: [] });
  expect(rowsOf(block)).toHaveLength(1 + 8);
  expect(block).toContain('[See all 4 repositories](https://ada.example.test/portfolio/projects/)');
});

test('empty parts are left out', () => {
  const nothing = samplePortfolio({ ...sampleSnapshot, repositories: [], pullRequestsElsewhere: undefined });
  const text = renderReadmeBlock({ ...nothing, reductions: [] });
  expect(text).not.toMatch(/<picture>|\|/);
  expect(text).not.toContain('Updated');
  expect(text).not.toMatch(/\n{3}/);
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
  const elements = (text: string) =>
    Object.values(renderReadmeBlocks(withUntrustedText(text))).map((block) =>
      elementsOf(renderAsGitHub(block)),
    );
  const calm = elements('calm');
  expect(calm.flat()).toContain('td');
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
        expect(elements(text)).toEqual(calm);
      },
    ),
    { numRuns: 30, examples: [[attack]] },
  );
});

test('each block fits between its own markers', () => {
  const blocks = renderReadmeBlocks(samplePortfolio());
  const names = Object.keys(blocks);
  expect(names).toEqual([
    'all',
    'introduction',
    'work',
    'projects',
    'reductions',
    'date',
    'collections',
    'newest',
  ]);
  const text = names.map((name) => `<!-- portfolio:start ${name} -->\n<!-- portfolio:end -->`).join('\n');
  const filled = replaceBlocks(text, 'README.md', blocks);
  for (const block of Object.values(blocks)) expect(filled).toContain(`\n\n${block}\n\n`);
});
