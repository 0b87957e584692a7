import type { Reason } from '../../facts/fact.ts';
import { type FactName, repositoryFacts } from '../../facts/index.ts';
import type { DataStatus } from '../../portfolio/data-status.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';

/** What a page says about data that is not current: a sentence that may end with a day, and a second sentence of the same form. */
export interface DataNotice {
  text: string;
  /** The day or instant that follows the text; null if there is none. */
  since: string | null;
  /** The second sentence; null if there is none. */
  more: { text: string; day: string | null } | null;
}

/** The start of a sentence that ends with the day of the first failure. */
const FAILURES: Record<Reason, string> = {
  unreachable: "GitHub couldn't be reached since",
  'timed out': "GitHub couldn't be reached in time since",
  'rate limited': 'GitHub has limited requests since',
  'not allowed': 'GitHub has refused access since',
  'not found': "GitHub couldn't find this data since",
  'server error': 'GitHub has answered with errors since',
  'unexpected answer': 'GitHub has sent incomplete data since',
  'implausible answer': 'GitHub has sent implausible data since',
  'request budget spent': 'Requests to GitHub have been used up since',
  'no token': 'There has been no access to GitHub since',
};

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
  const history = fromHistory.length > 0 ? `Still from git history: ${labels(fromHistory)}.` : null;
  if (!stale) return history === null ? null : { text: history, since: null, more: null };
  const older = `These may be out of date: ${labels(stale.facts)}.`;
  const text = history === null ? older : `${older} ${history}`;
  return { text: FAILURES[stale.reason], since: stale.since, more: { text, day: null } };
}

function firstNotice(repositories: Portfolio['repositories']): string {
  if (repositories.length === 0) return 'Live data arrives with the first refresh.';
  return 'From git history; live data arrives with the first refresh.';
}

function staleNotice({ since, reason, figuresFrom }: Extract<DataStatus, { kind: 'stale' }>): DataNotice {
  const more = figuresFrom === null ? null : { text: 'Figures are from', day: figuresFrom };
  return { text: FAILURES[reason], since, more };
}

function labels(facts: readonly FactName[]): string {
  return facts.map((name) => repositoryFacts[name].label.toLowerCase()).join(', ');
}
