/** A form in which the portfolio or the résumé is published besides the pages. */
export interface OutputFormat {
  /** File name at the root of the site. */
  file: string;
  /** How /resume/ names it; null for what is not a form of the résumé. */
  label: string | null;
}

/** Every form, and its file. What is linked where is chosen from these. */
export const formats = {
  pdf: { file: 'resume.pdf', label: 'PDF' },
  jsonResume: { file: 'resume.json', label: 'JSON' },
  markdown: { file: 'resume.md', label: 'Markdown' },
  text: { file: 'resume.txt', label: 'Plain text' },
  portfolioJson: { file: 'portfolio.json', label: null },
  portfolioSchema: { file: 'portfolio.schema.json', label: null },
  feed: { file: 'feed.xml', label: null },
} as const satisfies Record<string, OutputFormat>;

/** The forms that each surface links to, in its order; a form that was not made is left out. */
export interface FormatLinks {
  /** The footer of every page: what programs read. */
  footer: readonly OutputFormat[];
  /** /resume/: the other forms of the résumé. */
  resume: readonly OutputFormat[];
  /** The last line of /resume.txt. */
  resumeText: readonly OutputFormat[];
}

/** What each surface links to. There is no PDF where its fonts lack a character of the résumé. */
export function formatLinks({ hasPdf }: { hasPdf: boolean }): FormatLinks {
  const made = (...wanted: OutputFormat[]) => wanted.filter((format) => hasPdf || format !== formats.pdf);
  return {
    footer: made(formats.portfolioJson, formats.jsonResume, formats.text, formats.feed),
    resume: made(formats.pdf, formats.jsonResume, formats.markdown, formats.text),
    resumeText: made(formats.pdf, formats.markdown, formats.jsonResume, formats.portfolioJson),
  };
}
