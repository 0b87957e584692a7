import { optionalSections } from '../../config/optional-sections.ts';
import type { Highlight, Resume, Work } from '../../config/resume-schema.ts';
import { plainProse, plainText } from '../../portfolio/inline.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { fullHighlight, repositoryAt } from '../../portfolio/resume.ts';
import { commitsInYearBefore } from '../../portfolio/totals.ts';

const SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json';

/** Its file name at the root of the site, which its content repeats as an address. */
export const JSON_RESUME_FILE = 'resume.json';

/**
 * `/resume.json`: the résumé as JSON Resume, without Markdown. `work[].sections` groups the highlights; `work[].highlights` has
 * all of them for readers that only know the standard fields. `projects[].x-portfolio` has live facts from GitHub. `lang` is the
 * language of the résumé, if it names one.
 */
export function jsonResume(portfolio: Portfolio) {
  const { resume, phone, site, asOf } = portfolio;
  const { name, label, image, email, url, location, summary, profiles } = resume.basics;
  return {
    $schema: SCHEMA,
    lang: resume.lang,
    basics: {
      name,
      label,
      image,
      email,
      phone: phone ?? undefined,
      url,
      location,
      summary: plainProse(summary),
      profiles,
    },
    work: resume.work.map(job),
    ...optionalSectionsIn(resume),
    education: resume.education.map(published),
    skills: resume.skills.map((group) => ({
      name: group.name,
      level: group.level,
      keywords: group.keywords.map(plainText),
      summary: group.summary && plainText(group.summary),
    })),
    projects: resume.projects.map((entry) => project(entry, portfolio)),
    meta: {
      canonical: `${site}/${JSON_RESUME_FILE}`,
      version: 'v1.0.0',
      lastModified: `${asOf}T00:00:00`,
    },
  };
}

/** The optional sections that are not empty. */
function optionalSectionsIn(resume: Resume) {
  const names = Object.keys(optionalSections) as (keyof typeof optionalSections)[];
  const filled = names.filter((name) => resume[name].length > 0);
  return Object.fromEntries(filled.map((name) => [name, resume[name].map(published)]));
}

/** The fields of an entry that contain Markdown. */
const MARKDOWN = new Set(['highlights', 'courses', 'keywords']);
/** The fields that contain paragraphs and lists. */
const PROSE = new Set(['summary', 'reference']);

/** An entry with its Markdown as plain text, and without fields that are only for the owner. */
function published({ reviewedAt, ...entry }: { reviewedAt?: string }) {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    return typeof value === 'string' ? plainText(value) : value;
  };
  const converted = (key: string, value: unknown) => {
    if (PROSE.has(key) && typeof value === 'string') return plainProse(value);
    return MARKDOWN.has(key) ? plain(value) : value;
  };
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, converted(key, value)]));
}

function job({ reviewedAt, summary, highlights = [], sections = [], ...rest }: Work) {
  const groups = sections.map((section) => ({
    name: section.name,
    highlights: section.highlights.flatMap(plainHighlights),
  }));
  return {
    ...rest,
    summary: summary && plainProse(summary),
    highlights: [...highlights.flatMap(plainHighlights), ...groups.flatMap((group) => group.highlights)],
    sections: groups.length > 0 ? groups : undefined,
  };
}

/** A highlight, followed by each of its reductions. */
function plainHighlights(highlight: Highlight): string[] {
  const { text, metrics: reductions = [] } = fullHighlight(highlight);
  return [
    plainText(text),
    ...reductions.map((reduction) => `${reduction.name}: ${plainText(reduction.text)}`),
  ];
}

function project(entry: Resume['projects'][number], { repositories, asOf }: Portfolio) {
  const { name, description, url, evidence, ...rest } = entry;
  const repository = repositoryAt(url, repositories);
  return {
    name,
    description: description && plainText(description),
    url,
    ...published(rest),
    'x-portfolio': repository ? liveFacts(repository, asOf) : undefined,
  };
}

function liveFacts(repository: PortfolioRepository, asOf: string) {
  return {
    repository: repository.name,
    language: repository.language,
    stars: repository.stars,
    commits: repository.commits,
    commitsLastYear: commitsInYearBefore(repository, asOf),
    lastCommitAt: repository.lastCommitAt,
    latestRelease: repository.latestRelease,
    checks: repository.ci,
    changedAt: repository.changedAt,
  };
}
