import type { PortfolioRepository } from '../../../src/portfolio/model.ts';
import { toPortfolioRepository } from '../../../src/portfolio/repository.ts';
import { emptyFetchLog } from '../../../src/snapshot/fetch-log.ts';

/** A repository with only these facts known. */
export function sampleRepository(facts: Partial<PortfolioRepository> = {}): PortfolioRepository {
  const pages = { path: '/projects/engine/', formerPaths: [] };
  const placement = {
    role: 'author',
    group: 'key',
    title: null,
    purpose: null,
    usage: {},
    ...pages,
  } as const;
  return {
    ...toPortfolioRepository({ id: 1, name: 'ada/engine', formerNames: [], sections: {} }, placement, {
      fetchLog: emptyFetchLog,
      history: [],
    }),
    ...facts,
  };
}

/** Twelve commits in two weeks of 2025; weeks are known from 1 June to 6 July. */
export const SUMMER = {
  commits: 12,
  firstCommitAt: '2025-06-03T10:00:00Z',
  lastCommitAt: '2025-06-27T10:00:00Z',
  commitsByWeek: { from: '2025-06-01', to: '2025-07-06', weeks: { '2025-06-01': 4, '2025-06-22': 8 } },
};
