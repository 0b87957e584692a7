import { plainText } from '../../portfolio/inline.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { toSingleLine } from '../escape.ts';
import { sanitizeText } from '../sanitize.ts';

type Node = Record<string, unknown>;

/** JSON-LD for the home page: WebSite, and ProfilePage about the Person (schema.org). `siteUrl` has no final slash. */
export function profileData(portfolio: Portfolio, siteUrl: string): string {
  const page: Node = {
    '@type': 'ProfilePage',
    '@id': `${siteUrl}/#page`,
    url: `${siteUrl}/`,
    isPartOf: { '@id': `${siteUrl}/#site` },
    ...(portfolio.changedAt && { dateModified: portfolio.changedAt }),
    mainEntity: { '@id': `${siteUrl}/#person` },
  };
  const site: Node = {
    '@type': 'WebSite',
    '@id': `${siteUrl}/#site`,
    url: `${siteUrl}/`,
    name: portfolio.name,
  };
  return graph([site, page, personOf(portfolio, siteUrl)]);
}

/** JSON-LD for a project's page: SoftwareSourceCode by the Person. Unknown facts are left out. */
export function projectData(repository: PortfolioRepository, portfolio: Portfolio, siteUrl: string): string {
  const { purpose, description, topics } = repository;
  const words = purpose === null ? description : plainText(purpose);
  const code: Node = {
    '@type': 'SoftwareSourceCode',
    '@id': `${siteUrl}${repository.path}#code`,
    name: repository.title,
    url: `${siteUrl}${repository.path}`,
    codeRepository: repository.url,
    ...(words && { description: sanitizeText(words) }),
    ...(repository.language && { programmingLanguage: sanitizeText(repository.language) }),
    ...(repository.license && {
      license: `https://spdx.org/licenses/${encodeURIComponent(toSingleLine(repository.license))}`,
    }),
    ...(repository.firstCommitAt && { dateCreated: repository.firstCommitAt }),
    ...(repository.lastCommitAt && { dateModified: repository.lastCommitAt }),
    ...(repository.latestRelease && { version: sanitizeText(repository.latestRelease.tag) }),
    ...(topics && topics.length > 0 && { keywords: topics.map((topic) => sanitizeText(topic)) }),
    [repository.role === 'contributor' ? 'contributor' : 'author']: { '@id': `${siteUrl}/#person` },
  };
  return graph([
    code,
    { '@type': 'Person', '@id': `${siteUrl}/#person`, name: portfolio.name, url: `${siteUrl}/` },
  ]);
}

function personOf({ login, name, label, profile, profileUrl, resume }: Portfolio, siteUrl: string): Node {
  const employer = resume.work.find(({ endDate }) => endDate === undefined);
  return {
    '@type': 'Person',
    '@id': `${siteUrl}/#person`,
    name,
    url: `${siteUrl}/`,
    alternateName: login,
    jobTitle: label,
    description: plainText(resume.basics.summary),
    ...(profile && { identifier: String(profile.id) }),
    ...(resume.basics.email && { email: `mailto:${resume.basics.email}` }),
    ...(employer?.name && { worksFor: { '@type': 'Organization', name: employer.name } }),
    knowsAbout: resume.skills.flatMap(({ keywords }) => keywords.map(plainText)),
    sameAs: [...new Set([profileUrl, ...resume.basics.profiles.map(({ url }) => url)])],
  };
}

/** Safe inside a script element: nothing in it can end the element or open a comment. */
function graph(nodes: readonly Node[]): string {
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes }).replaceAll('<', '\\u003c');
}
