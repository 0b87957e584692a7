import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resumeSchema } from '../../../src/config/resume-schema.ts';
import type { Span } from '../../../src/portfolio/inline.ts';
import type { Portfolio } from '../../../src/portfolio/model.ts';
import { type Block, valueSpans } from '../../../src/render/resume/blocks.ts';
import { resumeDocument } from '../../../src/render/resume/document.ts';
import { renderResumeMarkdown } from '../../../src/render/resume/markdown.ts';
import { formsOf, wordsIn } from '../../support/resume-words.ts';
import { elementsOf, renderAsGitHub, textOf } from '../as-github.ts';
import { samplePortfolio } from '../sample.ts';
import { anyResume } from './any-resume.ts';

const sample = samplePortfolio();
const { basics } = sample.resume;

function portfolioWith(resume: object): Portfolio {
  return { ...sample, resume: resumeSchema.parse({ basics, ...resume }), claims: [], skills: [] };
}

/** The text of the blocks, in order. */
function wordsOf(blocks: readonly Block[]): string[] {
  const text = (spans: readonly Span[]) => spans.map((span) => span.text).join('');
  return blocks.flatMap(partsOf);

  function partsOf(block: Block): string[] {
    switch (block.kind) {
      case 'heading':
        return [block.text];
      case 'paragraph':
        return [text(block.spans)];
      case 'list':
        return block.items.flatMap((item) => [text(item.spans), ...wordsOf(item.blocks)]);
      case 'keyValues':
        return block.groups.flatMap((group) => [`${group.key}:`, text(valueSpans(group))]);
      case 'entry':
        return [...block.heading.map((label) => label.text), ...block.details, ...wordsOf(block.blocks)];
    }
  }
}

const signs = (text: string) => text.replace(/[\s|]/g, '');

test('no word of any résumé is missing from any format', async () => {
  await fc.assert(
    fc.property(anyResume, (resume) => {
      const portfolio = portfolioWith(resume);
      const words = wordsIn(resume);
      for (const [form, text] of Object.entries(formsOf(portfolio))) {
        const lower = text.toLowerCase();
        expect(
          words.filter((word) => !lower.includes(word)),
          form,
        ).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

test('Markdown that is read back has the same signs in the same order, and the same headings', async () => {
  await fc.assert(
    fc.property(anyResume, (resume) => {
      const portfolio = portfolioWith(resume);
      const { sections } = resumeDocument(portfolio);
      const html = renderAsGitHub(renderResumeMarkdown(portfolio));
      const [, ...printed] = textOf(html).split(sections[0]?.title ?? '');
      const expected = sections.flatMap(({ title, blocks }) => [title, ...wordsOf(blocks)]);
      expect(signs((sections[0]?.title ?? '') + printed.join(sections[0]?.title ?? ''))).toBe(
        signs(expected.join(' ')),
      );
      expect(elementsOf(html).filter((tag) => tag === 'h2')).toHaveLength(sections.length);
    }),
    { numRuns: 30 },
  );
});
