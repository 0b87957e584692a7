import { type FactValues, repositoryFacts } from '../facts/index.ts';
import type { FetchLog } from './fetch-log.ts';
import type { FetchedRepository } from './fetched-state.ts';
import { type MergeContext, mergeFacts } from './merge-fact.ts';
import type { Repository } from './schema.ts';

/** The fetch log of one repository, by fact. */
export type RepositoryLog = FetchLog['repositories'][string];

/** Merges one repository and its fetch log; see `merge`. A fact that no longer applies is dropped. */
export function mergeRepository(
  { id, name, pushedAt, facts }: FetchedRepository,
  before: Repository | undefined,
  previousLog: RepositoryLog,
  context: MergeContext,
): { repository: Repository; log: RepositoryLog } {
  const known = { stored: before?.sections ?? {}, log: previousLog };
  const { stored, log } = mergeFacts<FactValues>(repositoryFacts, facts, known, context, { pushedAt });
  const names = before ? [before.name, ...before.formerNames] : [];
  const formerNames = [...new Set(names)].filter((former) => former !== name);
  return { repository: { id, name, formerNames, sections: stored }, log };
}
