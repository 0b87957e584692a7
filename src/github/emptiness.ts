import type { ObservedRepository } from '../snapshot/observation.ts';
import type { Repository } from '../snapshot/schema.ts';

/** In a repository without a commit there is no tree and no head with checks: GitHub's refusals then are no failures. */
export function forgiveEmptiness(
  sections: ObservedRepository['sections'],
  known: Repository['sections'] | undefined,
): void {
  const { commits } = sections;
  const answer = commits?.kind === 'confirmed' ? known?.commits?.value : undefined;
  const { total } = (commits?.kind === 'answer' ? commits.value : answer) ?? {};
  if (total !== 0) return;
  if (sections.tree?.kind === 'failure') sections.tree = { kind: 'confirmed' };
  if (sections.checks?.kind === 'failure') sections.checks = { kind: 'confirmed' };
}
