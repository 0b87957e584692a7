import { expect, it } from 'vitest';
import { profileData, projectData } from '../../../src/render/site/structured-data.ts';
import { firstPortfolio, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot } from '../../site/complete-snapshot.ts';

const SITE = 'https://example.org/prefix';

it('describes person, page and site once each, linked by id', async () => {
  const graph = JSON.parse(profileData(await firstPortfolio(), SITE))['@graph'];
  expect(graph).toMatchObject([
    { '@type': 'WebSite', '@id': `${SITE}/#site`, url: `${SITE}/` },
    {
      '@type': 'ProfilePage',
      mainEntity: { '@id': `${SITE}/#person` },
      dateModified: '2026-08-22T16:59:16Z',
    },
    {
      '@type': 'Person',
      '@id': `${SITE}/#person`,
      name: 'Siddhant',
      alternateName: 'sku0x20',
      jobTitle: 'Backend & Infrastructure Engineer',
      worksFor: { '@type': 'Organization', name: 'WiZNSystems' },
      sameAs: ['https://github.com/sku0x20'],
    },
  ]);
  expect(graph[2].knowsAbout).toContain('async-profiler');
  expect(graph[2]).not.toHaveProperty('identifier');
  expect(JSON.stringify(graph)).not.toContain('91 8383056329');
});

it('describes a project by its known facts', async () => {
  const portfolio = await firstPortfolio();
  const [code, person] = JSON.parse(projectData(repositoryOf(portfolio), portfolio, SITE))['@graph'];
  expect(code).toMatchObject({
    '@type': 'SoftwareSourceCode',
    codeRepository: 'https://github.com/sku0x20/assertG',
    programmingLanguage: 'Go',
    license: 'https://spdx.org/licenses/MIT',
    version: 'v0.1.0',
    author: { '@id': person['@id'] },
  });
  expect(code).not.toHaveProperty('keywords');
});

it('cannot be broken out of by its content', async () => {
  const snapshot = completeSnapshot(await firstSnapshot());
  const portfolio = await portfolioOf(snapshot);
  const attacked = { ...repositoryOf(portfolio), topics: ['</script><script>alert(1)</script>', '<!--'] };
  const data = projectData(attacked, portfolio, SITE);
  expect(data).not.toContain('<');
  expect(JSON.parse(data)['@graph'][0].keywords).toEqual(attacked.topics);
});

function repositoryOf({ keyProjects: [repository] }: Awaited<ReturnType<typeof firstPortfolio>>) {
  if (!repository) throw new Error('there is no key project');
  return repository;
}
