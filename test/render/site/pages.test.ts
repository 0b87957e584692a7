import { expect, it } from 'vitest';
import { sitePages } from '../../../src/render/site/pages.ts';
import { firstPortfolio, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { withMoreRepositories } from '../../site/complete-snapshot.ts';

it('gives key and collection repositories a page and lists the others', async () => {
  const portfolio = await firstPortfolio();
  const { projectPages, repositoryTable, redirects } = sitePages(portfolio);
  expect(projectPages.map(({ title }) => title)).toEqual([
    'assertG',
    'Relay',
    'Stopgap',
    'terraform-configs',
  ]);
  expect(repositoryTable).toEqual({ shown: portfolio.others, pages: [] });
  expect(redirects).toEqual([]);
});

it('shows 70 repositories with facts and the rest by name', async () => {
  const { repositoryTable, projectPages } = sitePages(
    await portfolioOf(withMoreRepositories(await firstSnapshot(), 1000)),
  );
  expect(repositoryTable.shown.length + projectPages.length).toBe(70);
  expect(repositoryTable.pages.map((page) => page.length)).toEqual([400, 400, 159]);
});

it('redirects old paths unless another project uses them', async () => {
  const snapshot = await firstSnapshot();
  const repositories = snapshot.repositories.map((repository) =>
    repository.name === 'sku0x20/relay'
      ? { ...repository, formerNames: ['sku0x20/old-relay', 'sku0x20/Stopgap'] }
      : repository,
  );
  const { redirects } = sitePages(await portfolioOf({ ...snapshot, repositories }));
  expect(redirects).toEqual([{ from: '/projects/old-relay/', to: '/projects/relay/', title: 'Relay' }]);
});
