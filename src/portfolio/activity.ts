import type { DayEntry } from '../snapshot/history.ts';
import type { ActivityItem, PortfolioRepository } from './model.ts';

/** The events in the history, newest first, without those of repositories that are no longer shown. */
export function activityOf(
  history: readonly DayEntry[],
  repositories: readonly PortfolioRepository[],
): ActivityItem[] {
  const shown = new Map(repositories.map((repository) => [repository.id, repository]));
  const items: ActivityItem[] = [];
  for (const event of history.flatMap(({ events }) => events)) {
    if (event.kind === 'merged') {
      items.push({ event, repository: null });
      continue;
    }
    const repository = shown.get(event.repository);
    if (repository) items.push({ event, repository });
  }
  return items.reverse();
}
