import { describe, expect, it, test } from 'vitest';
import { addressMismatchNotice, notOwnerNotice, pagesNotice } from '../../src/report/publishing.ts';

describe('a portfolio is published', () => {
  it.each([
    ['in a repository of its owner', 'octo', 'Octo/portfolio', undefined],
    ['outside a workflow', 'octo', undefined, undefined],
    ['where PORTFOLIO_LOGIN names its owner', 'octo', 'acme/portfolio', 'OCTO'],
  ])('%s', (_, login, repository, allowed) => {
    expect(notOwnerNotice(login, repository, allowed)).toBeNull();
  });

  it.each([undefined, 'other'])('nowhere else, where PORTFOLIO_LOGIN is %s', (allowed) => {
    expect(notOwnerNotice('octo', 'acme/portfolio', allowed)?.fix).toBe(
      'run "npm run init -- --login acme" and push; or, if acme publishes for octo, set the variable PORTFOLIO_LOGIN to octo (Settings → Secrets and variables → Actions → Variables)',
    );
  });
});

test('Pages takes the site only where workflows deploy it', () => {
  const url = 'https://octo.github.io';
  expect(pagesNotice({ url, isDeployedByWorkflow: true })).toBeNull();
  expect(pagesNotice({ url, isDeployedByWorkflow: false })?.message).toContain('branch');
  expect(pagesNotice(null)?.message).toContain('off');
  expect(pagesNotice(undefined)?.message).toContain('did not say');
});

test('two addresses are one where they differ by a slash or by case alone', () => {
  expect(addressMismatchNotice('https://Octo.example', 'https://octo.example/', 'x')).toBeNull();
  expect(addressMismatchNotice('https://octo.example', 'https://octo.example/portfolio', 'x')).toMatchObject({
    location: 'x',
    fix: expect.stringContaining('Custom domain'),
  });
});
