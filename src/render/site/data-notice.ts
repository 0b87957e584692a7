import { type FactName, repositoryFacts } from '../../facts/index.ts';
import type { DataStatus } from '../../portfolio/data-status.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { words } from './words.ts';

/** What a page says about data that is not current: a sentence that may end with a day, and a second sentence of the same form. */
export interface DataNotice {
  text: string;
  /** The day or instant that follows the text; null if there is none. */
  since: string | null;
  /** The second sentence; null if there is none. */
  more: { text: string; day: string | null } | null;
}

/** The notice under the masthead of every page; null if the data is current. */
export function dataNotice({ dataStatus, repositories }: Portfolio): DataNotice | null {
  switch (dataStatus.kind) {
    case 'current':
      return null;
    case 'not refreshed':
      return { text: firstNotice(repositories), since: null, more: null };
    case 'stale':
      return staleNotice(dataStatus);
  }
}

/** The notice on the page of a repository whose data is not current; null if it is, or if the notice of all pages covers it. */
export function repositoryNotice(
  { status }: PortfolioRepository,
  { dataStatus }: Portfolio,
): DataNotice | null {
  if (dataStatus.kind !== 'current') return null;
  const { stale, fromHistory } = status;
  const history = fromHistory.length > 0 ? words.notices.stillFromHistory(labels(fromHistory)) : null;
  if (!stale) return history === null ? null : { text: history, since: null, more: null };
  const older = words.notices.outdated(labels(stale.facts));
  const text = history === null ? older : `${older} ${history}`;
  return { text: words.notices.failures[stale.reason], since: stale.since, more: { text, day: null } };
}

function firstNotice(repositories: Portfolio['repositories']): string {
  if (repositories.length === 0) return words.notices.beforeRefresh;
  return words.notices.fromHistory;
}

function staleNotice({ since, reason, figuresFrom }: Extract<DataStatus, { kind: 'stale' }>): DataNotice {
  const more = figuresFrom === null ? null : { text: words.notices.figuresFrom, day: figuresFrom };
  return { text: words.notices.failures[reason], since, more };
}

function labels(facts: readonly FactName[]): string {
  return facts.map((name) => repositoryFacts[name].label.toLowerCase()).join(', ');
}
