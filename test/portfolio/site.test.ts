import { expect, test } from 'vitest';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import { emptySnapshot } from '../../src/snapshot/schema.ts';
import { OWNER } from '../support/owner.ts';

const WRITTEN = 'https://www.example.org/Me/';
const REPORTED = 'https://ada.example.org';

async function siteOf(given: { login?: string; written?: string; reported?: string; repository?: string }) {
  const { login = 'Ada', written, reported, repository } = given;
  const { config, ...owner } = await loadOwnerFiles(OWNER);
  const snapshot = emptySnapshot('2026-11-22');
  if (reported) snapshot.site = { value: { url: reported }, changedAt: '2026-11-22T04:37:00Z' };
  const facts = { snapshot, fetchLog: emptyFetchLog, history: [], repository };
  return buildPortfolio({ ...owner, config: { ...config, login, site: written }, ...facts }).site;
}

test.each([
  ['the configuration', { written: WRITTEN, reported: REPORTED }, 'https://www.example.org/Me'],
  ['the GitHub Pages report', { reported: REPORTED, repository: 'Ada/Site' }, REPORTED],
  ['the workflow’s repository', { repository: 'Ada/My.Site' }, 'https://ada.github.io/My.Site'],
  ['a repository named portfolio', {}, 'https://ada.github.io/portfolio'],
  ['the user site', { repository: 'Ada/ADA.github.io' }, 'https://ada.github.io'],
  ['another account’s user site', { repository: 'Ada/bob.github.io' }, 'https://ada.github.io/bob.github.io'],
  ['an organization’s repository', { repository: 'Lovelace/Ada' }, 'https://lovelace.github.io/Ada'],
])('the site URL comes from %s', async (_, given, expected) => {
  expect(await siteOf(given)).toBe(expected);
});
