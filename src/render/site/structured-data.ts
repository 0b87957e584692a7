import { plainText } from '../../portfolio/inline.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { toSingleLine } from '../escape.ts';
import { sanitizeText } from '../sanitize.ts';

/** A JSON-LD object. Unknown properties are undefined and so left out, because schema.org has no value for unknown. */
type Node = Record<string, unknown>;

/** JSON-LD for the home page: WebSite, and ProfilePage about the Person (schema.org). `siteUrl` has no trailing slash. */
export function profileData(portfolio: Portfolio, siteUrl: string): string {
  const page: Node = {
    '@type': 'ProfilePage',
    '@id': `${siteUrl}/#page`,
    url: `${siteUrl}/`,
    isPartOf: { '@id': `${siteUrl}/#site` },
    dateModified: portfolio.changedAt ?? undefined,
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

/** JSON-LD for a project's page: SoftwareSourceCode with the owner as author or contributor. Unknown facts are left out. */
export function projectData(repository: PortfolioRepository, portfolio: Portfolio, siteUrl: string): string {
  const { purpose, description, topics } = repository;
  const text = purpose === null ? description : plainText(purpose);
  const author = repository.role === 'contributor' ? 'contributor' : 'author';
  const code: Node = {
    '@type': 'SoftwareSourceCode',
    '@id': `${siteUrl}${repository.path}#code`,
    name: repository.title,
    url: `${siteUrl}${repository.path}`,
    codeRepository: repository.url,
    description: sanitized(text),
    programmingLanguage: sanitized(repository.language),
    license: licenseUrl(repository.license),
    dateCreated: repository.firstCommitAt ?? undefined,
    dateModified: repository.lastCommitAt ?? undefined,
    version: sanitized(repository.latestRelease?.tag),
    keywords: topics?.length ? topics.map((topic) => sanitizeText(topic)) : undefined,
    [author]: { '@id': `${siteUrl}/#person` },
  };
  return graph([
    code,
    { '@type': 'Person', '@id': `${siteUrl}/#person`, name: portfolio.name, url: `${siteUrl}/` },
  ]);
}

/** Untrusted text for a property; undefined if there is none. */
function sanitized(text: string | null | undefined): string | undefined {
  return text ? sanitizeText(text) : undefined;
}

function licenseUrl(spdxId: string | null): string | undefined {
  return spdxId ? `https://spdx.org/licenses/${encodeURIComponent(toSingleLine(spdxId))}` : undefined;
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
    identifier: profile ? String(profile.id) : undefined,
    email: resume.basics.email ? `mailto:${resume.basics.email}` : undefined,
    worksFor: employer?.name ? { '@type': 'Organization', name: employer.name } : undefined,
    knowsAbout: resume.skills.flatMap(({ keywords }) => keywords.map(plainText)),
    sameAs: [...new Set([profileUrl, ...resume.basics.profiles.map(({ url }) => url)])],
  };
}

/** JSON that is safe inside a script element: without `<` it cannot end the element or open a comment. */
function graph(nodes: readonly Node[]): string {
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes }).replaceAll('<', '\\u003c');
}
