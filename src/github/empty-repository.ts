import type { FetchedRepository } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';

/**
 * In a repository without a commit there is no tree and no head with checks: GitHub's refusals then are no failures. Where
 * commits are known, an answer without any is not trusted to excuse them.
 */
export function ignoreEmptyRepositoryErrors(
  sections: FetchedRepository['facts'],
  known: Repository['sections'] | undefined,
): void {
  const { commits } = sections;
  const before = known?.commits?.value.total;
  const isConfirmedEmpty = commits?.kind === 'confirmed' && before === 0;
  const isFoundEmpty =
    commits?.kind === 'answer' && commits.value.total === 0 && (before === undefined || before === 0);
  if (!isConfirmedEmpty && !isFoundEmpty) return;
  if (sections.tree?.kind === 'failure') sections.tree = { kind: 'confirmed' };
  if (sections.checks?.kind === 'failure') sections.checks = { kind: 'confirmed' };
}
