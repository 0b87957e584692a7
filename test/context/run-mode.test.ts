import { describe, expect, test } from 'vitest';
import { chooseMode, type ModeFacts, modeOfCopy, type StoredOrigin } from '../../src/context/run-mode.ts';
import type { RepositoryOrigin } from '../../src/github/repository-origin.ts';

const facts = (given: Partial<ModeFacts> = {}): ModeFacts => ({
  repository: 'ada/portfolio',
  login: 'sku0x20',
  portfolioLogin: undefined,
  setUpFor: undefined,
  hasNewResume: false,
  ...given,
});

describe('without asking GitHub', () => {
  test.each<[why: string, given: Partial<ModeFacts>]>([
    ["the owner's portfolio", { login: 'Ada' }],
    ['outside a workflow', { repository: undefined }],
    ['the portfolio of PORTFOLIO_LOGIN', { login: 'sku0x20', portfolioLogin: 'SKU0x20' }],
  ])('%s is refreshed', (_, given) => {
    expect(chooseMode(facts(given))).toEqual({ kind: 'refresh' });
  });

  test.each<[why: string, given: Partial<ModeFacts>, login: string, isRepeated: boolean]>([
    ['for the owner', { setUpFor: 'Ada' }, 'Ada', false],
    ['for PORTFOLIO_LOGIN', { setUpFor: 'grace', portfolioLogin: 'Grace' }, 'grace', false],
    ['again, if it is the same login', { setUpFor: 'ada', login: 'ADA' }, 'ada', true],
    ['with invalid files', { setUpFor: 'ada', login: null }, 'ada', false],
    ['outside a workflow', { setUpFor: 'ada', repository: undefined }, 'ada', false],
  ])('the input "setup" sets up %s', (_, given, login, isRepeated) => {
    expect(chooseMode(facts(given))).toEqual({ kind: 'set up', login, isRepeated });
  });

  test.each<[why: string, given: Partial<ModeFacts>, mode: ReturnType<typeof chooseMode>]>([
    ["is imported into the owner's portfolio", {}, { kind: 'set up', login: 'ada', isRepeated: true }],
    ['changes nothing outside a workflow', { repository: undefined }, { kind: 'refresh' }],
    ["waits for the decision on someone else's", { login: 'grace' }, null],
  ])('an uploaded résumé %s', (_, given, mode) => {
    expect(chooseMode(facts({ login: 'ada', hasNewResume: true, ...given }))).toEqual(mode);
  });

  test('the input must not name anybody else, because the next run would set up for the owner', () => {
    expect(chooseMode(facts({ setUpFor: 'grace' }))).toMatchObject({
      kind: 'error',
      problem: { fix: expect.stringContaining('set the variable PORTFOLIO_LOGIN to grace') },
    });
  });

  test("someone else's portfolio is undecided", () => {
    expect(chooseMode(facts())).toBeNull();
    expect(chooseMode(facts({ portfolioLogin: 'grace' }))).toBeNull();
  });
});

describe("someone else's portfolio", () => {
  const origin: RepositoryOrigin = { isFork: false, createdAt: '2026-11-20T10:00:00Z', ownerId: 1 };
  const stored: StoredOrigin = { accountId: 2, latestChange: '2026-11-19T04:37:00Z' };

  test.each<[why: string, given: Partial<ModeFacts>, stored: Partial<StoredOrigin>, login: string]>([
    ['in a new copy, for its owner', {}, {}, 'ada'],
    ['for PORTFOLIO_LOGIN', { portfolioLogin: 'grace' }, {}, 'grace'],
    ['without facts', {}, { accountId: null, latestChange: null }, 'ada'],
  ])('is replaced %s', (_, given, more, login) => {
    const mode = modeOfCopy(facts(given), origin, { ...stored, ...more });
    expect(mode).toEqual({ kind: 'set up', login, isRepeated: false });
  });

  test.each<[why: string, origin: RepositoryOrigin | null, stored: Partial<StoredOrigin>, fix: string]>([
    ['in a fork', { ...origin, isFork: true }, {}, 'run Refresh with ada as "setup"'],
    ['if GitHub does not answer', null, {}, 'the next run asks again'],
    ['if the account was renamed', origin, { accountId: 1 }, 'write "login: ada"'],
    [
      'if the repository was transferred',
      origin,
      { latestChange: '2026-11-20T10:00:00Z' },
      'set the variable PORTFOLIO_LOGIN to sku0x20',
    ],
  ])('stays %s', (_, from, more, fix) => {
    const mode = modeOfCopy(facts(), from, { ...stored, ...more });
    expect(mode).toMatchObject({ kind: 'nothing', notice: { fix: expect.stringContaining(fix) } });
  });
});
