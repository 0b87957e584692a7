import type { Highlight, Resume, Work } from '../config/resume-schema.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { fullHighlight, repositoryAt } from '../portfolio/resume.ts';
import { commitsInYearBefore } from '../portfolio/totals.ts';
import { plainText } from '../portfolio/inline.ts';

const SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json';

/**
 * `/resume.json`: the résumé in the form of JSON Resume, without Markdown. `work[].sections` groups what `work[].highlights`
 * lists for readers that know no groups; `projects[].x-portfolio` holds live facts.
 */
export function jsonResume(portfolio: Portfolio) {
  const { resume, phone, site, asOf } = portfolio;
  const { name, label, email, url, summary, profiles } = resume.basics;
  return {
    $schema: SCHEMA,
    basics: { name, label, email, phone: phone ?? undefined, url, summary: plainText(summary), profiles },
    work: resume.work.map(job),
    education: resume.education.map(({ reviewedAt, summary: words, ...entry }) => ({
      ...entry,
      summary: words && plainText(words),
    })),
    skills: resume.skills.map((group) => ({
      name: group.name,
      keywords: group.keywords.map(plainText),
      summary: group.summary && plainText(group.summary),
    })),
    projects: resume.projects.map((entry) => project(entry, portfolio)),
    meta: { canonical: `${site}/resume.json`, version: 'v1.0.0', lastModified: `${asOf}T00:00:00` },
  };
}

function job({ reviewedAt, summary, highlights = [], sections = [], ...rest }: Work) {
  const groups = sections.map((section) => ({
    name: section.name,
    highlights: section.highlights.flatMap(lines),
  }));
  return {
    ...rest,
    summary: summary && plainText(summary),
    highlights: [...highlights.flatMap(lines), ...groups.flatMap((group) => group.highlights)],
    sections: groups.length > 0 ? groups : undefined,
  };
}

/** A highlight, followed by a line for each of its measurements. */
function lines(highlight: Highlight): string[] {
  const { text, metrics = [] } = fullHighlight(highlight);
  return [plainText(text), ...metrics.map((metric) => `${metric.name}: ${plainText(metric.text)}`)];
}

function project({ name, description, url }: Resume['projects'][number], { repositories, asOf }: Portfolio) {
  const repository = repositoryAt(url, repositories);
  return {
    name,
    description: plainText(description),
    url,
    'x-portfolio': repository
      ? {
          repository: repository.name,
          language: repository.language,
          stars: repository.stars,
          commits: repository.commits,
          commitsLastYear: commitsInYearBefore(repository, asOf),
          lastCommitAt: repository.lastCommitAt,
          latestRelease: repository.latestRelease,
          checks: repository.checks,
          changedAt: repository.changedAt,
        }
      : undefined,
  };
}
