import { readFile } from 'node:fs/promises';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Portfolio } from '../../../../src/portfolio/model.ts';
import { factsOf } from '../../../../src/render/facts.ts';
import { compilePdf } from '../../../../src/render/resume/pdf/compile.ts';
import { type Paper, pdfContent } from '../../../../src/render/resume/pdf/content.ts';
import { loadTypesetter } from '../../../../src/site-build/typesetter.ts';
import { firstPortfolio } from '../../../site/built-site.ts';
import { renderAsGitHub, textOf } from '../../as-github.ts';
import { samplePortfolio } from '../../sample.ts';

const prepare = await loadTypesetter();

async function bytesOf(portfolio: Portfolio, paper: Paper = 'a4'): Promise<Uint8Array> {
  const { missing, typeset } = await prepare(pdfContent(portfolio, paper));
  expect(missing).toEqual([]);
  return typeset();
}

async function read(bytes: Uint8Array) {
  // The reader detaches the buffer it is given.
  const document = await getDocumentProxy(bytes.slice());
  const { text } = await extractText(document, { mergePages: true });
  return { document, text };
}

/** Letters and digits only, because line breaks, bullets and separators differ between the outputs. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Made-up facts of maximum length. */
const EVERYTHING = {
  archived: true,
  commits: 12_345,
  firstCommitAt: '2026-01-04T00:00:00Z',
  commitsByWeek: { from: '2026-01-04', to: '2026-11-22', weeks: { '2026-01-04': 12_345 } },
  latestRelease: {
    kind: 'release' as const,
    tag: 'v10.20.30-beta.1',
    name: null,
    publishedAt: '2026-09-30T00:00:00Z',
    url: 'https://example.test/',
  },
  checks: {
    state: 'passing' as const,
    sha: '0123456789',
    completedAt: '2026-09-30T00:00:00Z',
    url: 'https://example.test/',
  },
};

describe.each<Paper>(['a4', 'us-letter'])('the owner’s résumé on %s', (paper) => {
  let bytes = new Uint8Array();
  let pdf: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    bytes = new Uint8Array(await bytesOf(await firstPortfolio(), paper));
    pdf = await read(bytes);
  });

  test('has two pages and at most 120 KB', () => {
    expect(pdf.document.numPages).toBe(2);
    expect(bytes.length).toBeLessThanOrEqual(120_000);
  });

  test('still has two pages if every fact is known', async () => {
    const portfolio = await firstPortfolio();
    const repositories = portfolio.repositories.map((repository) => ({ ...repository, ...EVERYTHING }));
    const { document } = await read(await bytesOf({ ...portfolio, repositories }, paper));
    expect(document.numPages).toBe(2);
  });

  test('has all sentences of the source, in order', async () => {
    const source = textOf(renderAsGitHub(await readFile('test/fixtures/resume.md', 'utf8')));
    const pieces = source.split(/[\n|]/).map(letters);
    const text = letters(pdf.text);
    let from = 0;
    for (const piece of pieces) {
      const at = text.indexOf(piece, from);
      expect(at, piece).toBeGreaterThanOrEqual(from);
      from = at + piece.length;
    }
    expect(from).toBeGreaterThan(5000);
  });

  test('is tagged, in reading order', async () => {
    expect(await pdf.document.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await pdf.document.getPage(1)).getStructTree());
    const roles = [...tree.matchAll(/"role":"(\w+)"/g)].map(([, role]) => role);
    expect(roles.slice(0, 2)).toEqual(['Document', 'H1']);
    expect(roles).toEqual(expect.arrayContaining(['H2', 'H3', 'H4', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Link']));
  });

  test('has title, author, language, keywords and the date of the data', async () => {
    const { info } = await pdf.document.getMetadata();
    expect(info).toMatchObject({
      Title: 'Siddhant, Backend & Infrastructure Engineer',
      Author: 'Siddhant',
      Language: 'en',
      CreationDate: 'D:20261122000000Z',
      ModDate: 'D:20261122000000Z',
      Keywords: expect.stringContaining('ClickHouse'),
    });
  });

  test('embeds its fonts and has working links', async () => {
    const raw = new TextDecoder('latin1').decode(bytes);
    const fonts = new Set([...raw.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name));
    expect([...fonts].every((name) => name?.includes('Archivo'))).toBe(true);
    expect([...raw.matchAll(/\/FontFile2/g)]).toHaveLength(fonts.size);
    const pages = await Promise.all([1, 2].map((number) => pdf.document.getPage(number)));
    const annotations = (await Promise.all(pages.map((page) => page.getAnnotations()))).flat();
    const urls = annotations.map((annotation: { url?: string }) => annotation.url);
    expect(urls).toEqual(
      expect.arrayContaining([
        'https://www.sku20.dev/',
        'https://github.com/sku0x20',
        'mailto:siddhantkumarupmanyu@gmail.com',
        'https://github.com/sku0x20/recruitment',
        'https://github.com/sku0x20/assertG',
      ]),
    );
  });
});

describe('live facts', () => {
  test('appear with the project and their date', async () => {
    const portfolio = samplePortfolio();
    const { text } = await read(await bytesOf(portfolio));
    const flat = text.replace(/\s+/g, ' ');
    const [abacus] = portfolio.keyProjects;
    if (!abacus) throw new Error('the sample has a key project');
    expect(flat).toContain(factsOf(abacus, portfolio.login, portfolio.asOf).join(' · '));
    expect(flat).toContain('2,051 commits, 50 in the last year, last on 30 Jan 2031');
    expect(flat).toContain('Updated 3 Feb 2031');
  });

  test('cannot break the document, whatever they contain', async () => {
    const portfolio = samplePortfolio();
    const repositories = portfolio.repositories.map((repository) => ({
      ...repository,
      language: '#panic("x") $ * _ ` \\ <a> @b // 日本 🚀 \u202e',
    }));
    const { text } = await read(await bytesOf({ ...portfolio, repositories }));
    expect(text.replace(/\s+/g, ' ')).toContain('#panic("x") $ * _ ` \\ <a> @b //');
  });
});

test('the same data gives the same bytes', async () => {
  expect(Buffer.compare(await bytesOf(samplePortfolio()), await bytesOf(samplePortfolio()))).toBe(0);
});

test('a hidden phone number is not published', async () => {
  const { text } = await read(await bytesOf({ ...samplePortfolio(), phone: null }));
  expect(text).not.toContain('+00 000');
});

test('a template that does not compile is an error with the reason', async () => {
  const content = pdfContent(samplePortfolio(), 'a4');
  const materials = { fonts: [], glyphs: new Set<number>(), template: '#nonsense' };
  await expect(compilePdf(content, materials)).rejects.toThrow(
    /^the résumé template does not compile: .*nonsense/,
  );
});
