import type { FetchedRepository } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';

/**
 * In a repository without a commit there is no tree and no head with CI: GitHub's refusals then are no failures. Where
 * commits are known, an answer without any is not trusted to excuse them.
 */
export function ignoreEmptyRepositoryErrors(
  facts: FetchedRepository['facts'],
  known: Repository['sections'] | undefined,
): void {
  const { commits } = facts;
  const before = known?.commits?.value.total;
  const isConfirmedEmpty = commits?.kind === 'unchanged' && before === 0;
  const isFoundEmpty =
    commits?.kind === 'ok' && commits.value.total === 0 && (before === undefined || before === 0);
  if (!isConfirmedEmpty && !isFoundEmpty) return;
  if (facts.tree?.kind === 'error') facts.tree = { kind: 'unchanged' };
  if (facts.checks?.kind === 'error') facts.checks = { kind: 'unchanged' };
}
