import type { Portfolio } from '../../src/portfolio/model.ts';
import { jsonResume } from '../../src/render/resume/json-resume.ts';
import { renderResumeMarkdown } from '../../src/render/resume/markdown.ts';
import { pdfContent } from '../../src/render/resume/pdf/content.ts';
import { renderResumeText } from '../../src/render/resume/text.ts';

/** The résumé in every format except the page, as text. */
export function formsOf(portfolio: Portfolio): Record<string, string> {
  return {
    Markdown: renderResumeMarkdown(portfolio),
    text: renderResumeText(portfolio),
    PDF: JSON.stringify(pdfContent(portfolio, 'a4')),
    JSON: JSON.stringify(jsonResume(portfolio)),
  };
}

/**
 * Keys whose values are shown differently or not at all: URLs, dates, evidence, machine-readable values, and texts that are only
 * for the home page.
 */
const SKIPPED_KEYS =
  /url|website|image|picture|date|network|username|\$schema|meta$|evidence|reviewedAt|titles|phone|short$/i;

/** The words of a résumé that every format must contain; `skippedPaths` are known to be left out. */
export function wordsIn(value: unknown, skippedPaths: readonly string[] = [], path = ''): string[] {
  if (skippedPaths.includes(path) || SKIPPED_KEYS.test(path.split('.').at(-1) ?? '')) return [];
  if (typeof value === 'string') return visibleWords(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    wordsIn(item, skippedPaths, path === '' ? key : `${path}.${key}`),
  );
}

/** The words without link URLs and placeholders such as `{years since 2022-03}`. */
function visibleWords(text: string): string[] {
  const visible = text.replace(/\]\([^)]*\)|\{[^}]*\}/g, ' ').toLowerCase();
  return visible.match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? [];
}
