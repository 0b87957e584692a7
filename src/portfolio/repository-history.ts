import type { DayEntry } from '../snapshot/history.ts';
import type { PortfolioRepository } from './model.ts';

/** The latest release and the earlier ones recorded in the history, newest first. */
export function releasesOf(
  id: number | null,
  latest: PortfolioRepository['latestRelease'],
  history: readonly DayEntry[],
): PortfolioRepository['releases'] {
  const releases: { tag: string; date: string; url: string }[] = [];
  for (const event of history.flatMap(({ events }) => events)) {
    if (event.kind !== 'released' || event.repository !== id || event.tag === latest?.tag) continue;
    releases.push({ tag: event.tag, date: event.date, url: event.url });
  }
  if (latest) releases.push({ tag: latest.tag, date: latest.publishedAt.slice(0, 10), url: latest.url });
  return releases.reverse();
}

/** One point for each day on which the history records a new star count. */
export function starsOverTime(
  id: number | null,
  history: readonly DayEntry[],
): PortfolioRepository['starsOverTime'] {
  if (id === null) return [];
  const points: { date: string; stars: number }[] = [];
  for (const { date, changed } of history) {
    const stars = changed[String(id)]?.stars;
    if (stars !== undefined) points.push({ date, stars });
  }
  return points;
}
