import type { Portfolio } from '../../portfolio/model.ts';
import { publicData, publicDataSchema } from '../portfolio-json.ts';
import { JSON_RESUME_FILE, jsonResume } from '../resume/json-resume.ts';
import { renderResumeMarkdown } from '../resume/markdown.ts';

/** A format in which the portfolio or the résumé is published besides the pages. */
export interface OutputFormat {
  /** File name at the root of the site. */
  file: string;
  /** Its label on /resume/; null if it is not a format of the résumé. */
  label: string | null;
  /** The content of the file. Absent if it needs more than the model: then the site's build or a template writes it. */
  render?: (portfolio: Portfolio) => string;
}

/** Every format with its file. {@link formatLinks} chooses which are linked where. */
export const formats = {
  pdf: { file: 'resume.pdf', label: 'PDF' },
  jsonResume: { file: JSON_RESUME_FILE, label: 'JSON', render: (portfolio) => toJson(jsonResume(portfolio)) },
  markdown: { file: 'resume.md', label: 'Markdown', render: renderResumeMarkdown },
  text: { file: 'resume.txt', label: 'Plain text' },
  portfolioJson: {
    file: 'portfolio.json',
    label: null,
    render: (portfolio) => toJson(publicData(portfolio)),
  },
  portfolioSchema: { file: 'portfolio.schema.json', label: null, render: () => toJson(publicDataSchema()) },
  feed: { file: 'feed.xml', label: null },
} as const satisfies Record<string, OutputFormat>;

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The files that the model alone decides, by their names at the root of the site. */
export function exportFiles(portfolio: Portfolio): Record<string, string> {
  const files: Record<string, string> = {};
  for (const format of Object.values<OutputFormat>(formats)) {
    if (format.render) files[format.file] = format.render(portfolio);
  }
  return files;
}

/** The formats that each output links to, in order. Formats that were not built are left out. */
export interface FormatLinks {
  /** The footer of every page: machine-readable formats. */
  footer: readonly OutputFormat[];
  /** /resume/: the other formats of the résumé. */
  resume: readonly OutputFormat[];
  /** The last line of /resume.txt. */
  resumeText: readonly OutputFormat[];
}

/**
 * What each output links to. There is no PDF if its fonts lack a character of the résumé. Without a résumé (see
 * `hasResume` in src/portfolio/resume.ts), none of its formats is linked.
 */
export function formatLinks({ hasPdf, hasResume }: { hasPdf: boolean; hasResume: boolean }): FormatLinks {
  const isLinked = (format: OutputFormat) =>
    (hasPdf || format !== formats.pdf) && (hasResume || format.label === null);
  const made = (...wanted: OutputFormat[]) => wanted.filter(isLinked);
  return {
    footer: made(formats.portfolioJson, formats.jsonResume, formats.text, formats.feed),
    resume: made(formats.pdf, formats.jsonResume, formats.markdown, formats.text),
    resumeText: made(formats.pdf, formats.markdown, formats.jsonResume, formats.portfolioJson),
  };
}
