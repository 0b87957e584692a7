import { expect, test } from 'vitest';
import { resumeSchema } from '../../../src/config/resume-schema.ts';
import type { Claim } from '../../../src/portfolio/model.ts';
import { type Block, type Item, runsOf } from '../../../src/render/resume/blocks.ts';
import { resumeDocument } from '../../../src/render/resume/document.ts';
import { firstPortfolio, portfolioOf } from '../../site/built-site.ts';
import { samplePortfolio, sampleSnapshot } from '../sample.ts';

/** The document of a résumé with the basics of the sample. */
async function documentOf(resume: Record<string, unknown>) {
  const { basics } = samplePortfolio().resume;
  const parsed = resumeSchema.parse({ basics, ...resume });
  return resumeDocument(await portfolioOf(sampleSnapshot, { resume: parsed }));
}

/** Every block, also those inside entries and list items. */
function allBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'entry') return [block, ...allBlocks(block.blocks)];
    return block.kind === 'list'
      ? [block, ...block.items.flatMap((item) => allBlocks(item.blocks))]
      : [block];
  });
}

function itemsIn(blocks: readonly Block[]): Item[] {
  return allBlocks(blocks).flatMap((block) => (block.kind === 'list' ? block.items : []));
}

test('every claim is attached to its highlight or project', async () => {
  const portfolio = await firstPortfolio();
  const blocks = resumeDocument(portfolio).sections.flatMap((section) => section.blocks);
  const attached: Claim[] = [];
  for (const { claim } of itemsIn(blocks)) if (claim) attached.push(claim);
  for (const block of allBlocks(blocks))
    if (block.kind === 'entry' && block.claim) attached.push(block.claim);
  expect(portfolio.claims.length).toBeGreaterThan(15);
  expect(attached).toEqual(portfolio.claims);
  const mentorship = itemsIn(blocks).find(({ claim }) => claim?.subject === 'Mentorship & Hiring');
  expect(mentorship?.spans[0]).toMatchObject({ text: 'Mentorship & Hiring:', strong: true });
});

test('a section without content has no heading', async () => {
  const { sections } = await documentOf({ interests: [{ name: 'Tea' }] });
  expect(sections.map(({ title }) => title)).toEqual(['Summary', 'Interests']);
});

test('every section of the schema is in the document, in the order of its headings', async () => {
  const named = [{ name: 'One' }];
  const { sections } = await documentOf({
    work: [{ position: 'One' }],
    projects: named,
    skills: [{ name: 'One', keywords: ['One'] }],
    education: [{ area: 'One' }],
    volunteer: [{ position: 'One' }],
    awards: [{ title: 'One' }],
    certificates: named,
    publications: named,
    languages: [{ language: 'One' }],
    interests: named,
    references: named,
  });
  const titles = resumeSchema.shape.titles.parse(undefined);
  expect(sections.map(({ title }) => title)).toEqual(Object.values(titles));
});

test('headings and claims have anchors of their own, whatever they are called', async () => {
  const highlights = ['**Same:** did it.', '**Same:** did more.', 'Plain.'];
  const group = { name: 'Same', highlights };
  const job = { position: 'Same', name: 'Same', highlights, sections: [group, group] };
  const document = await documentOf({
    titles: { summary: 'Same', work: 'Same', projects: 'Same' },
    work: [job, job],
    projects: [{ name: 'Same', description: 'Same' }],
  });
  const anchors = document.sections.map(({ anchor }) => anchor);
  const blocks = document.sections.flatMap((section) => section.blocks);
  for (const block of allBlocks(blocks)) {
    if (block.kind === 'heading') anchors.push(block.anchor);
    if (block.kind === 'entry' && block.claim) anchors.push(block.claim.anchor);
  }
  for (const { claim } of itemsIn(blocks)) if (claim) anchors.push(claim.anchor);
  expect(anchors).toHaveLength(3 + 4 + 1 + 18);
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(anchors[0]).toBe('same');
  // The link to the content of the page goes to #main.
  const [summary] = (await documentOf({ titles: { summary: 'Main' } })).sections;
  expect(summary?.anchor).toBe('main-2');
});

test('paragraphs of a project stay paragraphs, and its other fields follow as notes', async () => {
  const project = {
    name: 'Loom',
    description: 'First.\n\nSecond.',
    startDate: '2020',
    roles: ['Author'],
    keywords: ['**Zig**'],
  };
  const [, projects] = (await documentOf({ projects: [project] })).sections;
  const [entry] = projects?.blocks ?? [];
  const paragraphs = entry?.kind === 'entry' ? entry.blocks : [];
  expect(paragraphs).toMatchObject([
    { kind: 'paragraph', spans: [{ text: 'First.' }], isNote: false },
    { kind: 'paragraph', spans: [{ text: 'Second.' }], isNote: false },
    { kind: 'paragraph', spans: [{ text: '2020 – Present · Author' }], isNote: true },
    { kind: 'paragraph', spans: [{ text: 'Zig', strong: true }], isNote: true },
  ]);
});

test('an employer is linked, by its address if it has no name', async () => {
  const url = 'https://www.works.test/';
  const { sections } = await documentOf({
    work: [
      { position: 'A', name: 'Works', url },
      { position: 'B', url },
    ],
  });
  const headings = sections[1]?.blocks.map((block) => (block.kind === 'entry' ? block.heading[1] : null));
  expect(headings).toEqual([
    { text: 'Works', url },
    { text: 'works.test', url },
  ]);
});

test('the bold and the plain part of a link are one link', () => {
  const span = { strong: false, emphasis: false, code: false, url: 'https://x.test/' };
  const spans = [
    { ...span, text: 'a', url: null },
    { ...span, text: 'b', strong: true },
    { ...span, text: 'c' },
  ];
  expect(runsOf(spans).map(({ url, spans: run }) => [url, run.length])).toEqual([
    [null, 1],
    ['https://x.test/', 2],
  ]);
});
