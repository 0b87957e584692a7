import type { DayEntry } from '../snapshot/history.ts';
import type { ActivityItem, PortfolioRepository } from './model.ts';

/** The events of the history, newest first, as far as they concern what is shown. Of a departed repository none is told. */
export function activityOf(
  history: readonly DayEntry[],
  repositories: readonly PortfolioRepository[],
): ActivityItem[] {
  const shown = new Map(repositories.map((repository) => [repository.id, repository]));
  return history
    .flatMap(({ events }) => events)
    .flatMap((event): ActivityItem[] => {
      if (event.kind === 'merged') return [{ event, repository: null }];
      const repository = shown.get(event.repository);
      return repository ? [{ event, repository }] : [];
    })
    .reverse();
}
