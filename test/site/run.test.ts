import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/context/environment.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { aWorkspace } from '../support/workspace.ts';
import { firstPortfolio } from './built-site.ts';

test('a site built by a workflow links to the run and says how to verify the files', async () => {
  const { site: out } = await aWorkspace();
  const { run } = readEnvironment({
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'ada/portfolio',
    GITHUB_RUN_ID: '42',
  });
  const portfolio = await firstPortfolio();
  await buildSite(portfolio, { out, baseUrl: 'https://ada.example/', run });
  const page = await readFile(join(out, 'verify', 'index.html'), 'utf8');
  expect(page).toContain('<a href="https://github.com/ada/portfolio/actions/runs/42">');
});
