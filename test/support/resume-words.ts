import type { Portfolio } from '../../src/portfolio/model.ts';
import { jsonResume } from '../../src/render/resume/json-resume.ts';
import { renderResumeMarkdown } from '../../src/render/resume/markdown.ts';
import { pdfContent } from '../../src/render/resume/pdf/content.ts';
import { renderResumeText } from '../../src/render/resume/text.ts';

/** Every form of the résumé but the page, as text. */
export function formsOf(portfolio: Portfolio): Record<string, string> {
  return {
    Markdown: renderResumeMarkdown(portfolio),
    text: renderResumeText(portfolio),
    PDF: JSON.stringify(pdfContent(portfolio, 'a4')),
    JSON: JSON.stringify(jsonResume(portfolio)),
  };
}

/** Values that are said in another way or not at all: addresses, dates, evidence, and what only programs read. */
const OTHERWISE =
  /url|website|image|picture|date|network|username|\$schema|meta$|evidence|reviewedAt|titles|phone/i;

/** The words of a résumé that a reader must find again; `leftOut` are paths that are known to be lost. */
export function wordsIn(value: unknown, leftOut: readonly string[] = [], path = ''): string[] {
  if (leftOut.includes(path) || OTHERWISE.test(path.split('.').at(-1) ?? '')) return [];
  if (typeof value === 'string') return spokenWords(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    wordsIn(item, leftOut, path === '' ? key : `${path}.${key}`),
  );
}

/** Without the addresses of links, and without what is reckoned, such as `{years since 2022-03}`. */
function spokenWords(text: string): string[] {
  const spoken = text.replace(/\]\([^)]*\)|\{[^}]*\}/g, ' ').toLowerCase();
  return spoken.match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? [];
}
