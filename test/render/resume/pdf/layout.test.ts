import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import type { Work } from '../../../../src/config/resume-schema.ts';
import { pdfContent } from '../../../../src/render/resume/pdf/content.ts';
import { countPages, lengthNotice } from '../../../../src/site-build/resume-pdf.ts';
import { loadTypesetter } from '../../../../src/site-build/typesetter.ts';
import { samplePortfolio } from '../../sample.ts';

const prepare = await loadTypesetter();

interface Line {
  text: string;
  page: number;
  /** Positions in points, from the left and bottom edges of the page. */
  left: number;
  right: number;
  bottom: number;
}

/** The PDF of the sample with these jobs. */
async function typesetWork(work: Work[]): Promise<Uint8Array> {
  const portfolio = samplePortfolio();
  const { typeset } = await prepare(
    pdfContent({ ...portfolio, resume: { ...portfolio.resume, work } }, 'a4'),
  );
  return typeset();
}

/** The pieces of text in a PDF, by page and position. */
async function linesOf(pdf: Uint8Array): Promise<Line[]> {
  const document = await getDocumentProxy(pdf.slice());
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(
    numbers.map(async (page) => {
      const { items } = await (await document.getPage(page)).getTextContent();
      return items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , , , left = 0, bottom = 0] = item.transform.map(Number);
        return [{ text: item.str, page, left, right: left + item.width, bottom }];
      });
    }),
  );
  return pages.flat();
}

function find(lines: readonly Line[], text: string): Line {
  return lines.find((line) => line.text.includes(text)) ?? expect.unreachable(`${text} is not in the PDF`);
}

const shortLines = (count: number) => Array.from({ length: count }, (_, index) => `Did thing ${index}.`);
const job = (position: string, highlights: string[], more: Partial<Work> = {}): Work => ({
  position,
  name: 'Works',
  startDate: '2020-01',
  endDate: '2021-01',
  highlights,
  ...more,
});
/** The width of A4 and the margin at each side, in points. */
const PAGE_WIDTH = 595.28;
const MARGIN = (16 / 25.4) * 72;

test('the heading of a job is on the page of its first highlight, wherever the page ends', async () => {
  const pages: number[] = [];
  for (let count = 43; count <= 48; count += 1) {
    const lines = await linesOf(
      await typesetWork([job('First', shortLines(count)), job('Second', ['Last of all.'])]),
    );
    const { page } = find(lines, 'Second |');
    expect([count, page]).toEqual([count, find(lines, 'Last of all.').page]);
    pages.push(page);
  }
  expect(new Set(pages)).toEqual(new Set([1, 2]));
});

test('a job that goes on on the next page is named there', async () => {
  const lines = await linesOf(
    await typesetWork([job('First', shortLines(80)), job('Second', ['Last of all.'])]),
  );
  expect(lines.filter(({ text }) => text.includes('continued'))).toMatchObject([
    { page: 2, text: expect.stringContaining('First | Works, continued') },
  ]);
});

test('dates and place stand beside a short title and below a long one', async () => {
  const long = 'Principal Distinguished Staff Engineer of Backend Infrastructure';
  const place = { location: 'A Town With a Long Name, A Country With a Long Name', description: 'Contract' };
  const lines = await linesOf(await typesetWork([job('Short', ['a']), job(long, ['b'], place)]));
  expect(find(lines, 'January 2020').bottom).toBeCloseTo(find(lines, 'Short | Works').bottom, 0);
  const details = find(lines, 'A Town With');
  expect(details.bottom).toBeLessThan(find(lines, 'Principal Distinguished').bottom);
  expect(details.left).toBeCloseTo(MARGIN, 0);
});

test('no word reaches into the margin, however long', async () => {
  const highlights = [
    `See https://example.org/${'averylongpath'.repeat(14)} for more.`,
    'Donaudampfschifffahrtsgesellschaft'.repeat(7),
  ];
  const lines = await linesOf(await typesetWork([job('x'.repeat(200), highlights)]));
  const widest = Math.max(...lines.map(({ right }) => right));
  // Typst lets the last letter of a broken word reach over the edge.
  expect(widest).toBeLessThanOrEqual(PAGE_WIDTH - MARGIN + 7);
  expect(widest).toBeGreaterThan(PAGE_WIDTH - MARGIN - 20);
});

test('a highlight with many measurements fills the page instead of moving to the next as a whole', async () => {
  const metrics = Array.from({ length: 12 }, (_, index) => ({
    name: `Set ${index}`,
    text: 'From **{before} to {after}**.',
    before: '10 GB',
    after: '1 GB',
    reduction: '90%',
  }));
  const measured = { text: 'Made it small:', metrics };
  const lines = await linesOf(
    await typesetWork([{ ...job('First', shortLines(36)), highlights: [...shortLines(36), measured] }]),
  );
  expect(find(lines, 'Made it small').page).toBe(1);
  expect(find(lines, 'Set 0').page).toBe(1);
  expect(find(lines, 'Set 11').page).toBe(2);
});

test('headings have a line of their own, over the whole width', async () => {
  const lines = await linesOf(await typesetWork([job('First', ['a'])]));
  for (const title of ['Summary', 'Experience', 'Projects', 'Skills', 'Education']) {
    const heading = find(lines, title);
    expect(heading.left).toBeCloseTo(MARGIN, 0);
    expect(lines.filter(({ page, bottom }) => page === heading.page && bottom === heading.bottom)).toEqual([
      heading,
    ]);
  }
});

test('more than three pages are reported', async () => {
  const pdf = await typesetWork([job('First', shortLines(200))]);
  expect(countPages(pdf)).toBe((await getDocumentProxy(pdf.slice())).numPages);
  expect(lengthNotice(countPages(pdf))).toMatchObject({ level: 'notice', message: 'resume.pdf has 4 pages' });
  expect(lengthNotice(3)).toBeNull();
});
