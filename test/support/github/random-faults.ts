import type { Fault, FaultRule } from './fault-rules.ts';
import * as faults from './faults.ts';
import * as graphqlFaults from './graphql-faults.ts';
import type { Random } from './random.ts';
import { pickOne, randomUpTo } from './random.ts';
import { routes } from './routes.ts';

/** All faults that take no real time, by a name for reports. */
export const quickFaults: Record<string, (random: Random) => Fault> = {
  unauthorized: () => faults.status(401),
  'primary limit': () => faults.primaryLimit(),
  'primary limit, 429': () => faults.primaryLimit(429),
  'secondary limit': () => faults.secondaryLimit(),
  'secondary limit, retry later': () => faults.secondaryLimit(429, 30),
  'not found': () => faults.status(404),
  conflict: () => faults.status(409),
  gone: () => faults.status(410),
  unprocessable: () => faults.status(422),
  'legal reasons': () => faults.status(451),
  'server error': () => faults.status(500),
  'bad gateway': () => faults.status(502),
  unavailable: () => faults.status(503),
  'gateway timeout': () => faults.status(504),
  'accepted forever': () => faults.accepted,
  'no content': () => faults.status(204),
  'not modified': () => faults.status(304),
  'redirect loop': () => faults.redirectLoop,
  html: () => faults.html,
  'truncated JSON': () => faults.truncated,
  'cut short': () => faults.cutShort,
  'empty body': () => faults.emptyBody,
  'wrong content type': () => faults.wrongContentType,
  'connection reset': () => faults.reset,
  'duplicated page': () => faults.duplicatedPage(),
  'page loop': () => faults.pageLoop,
  'clock skew': () => faults.clockSkew(-3 * 86_400),
  'list for object': () => faults.edit((body) => (Array.isArray(body) ? {} : [])),
  'damaged field': (random) => faults.edit((body) => damage(body, random)),
};

const LISTS_OF_A_REPOSITORY = ['history', 'languages', 'releases', 'refs'];
const LISTS = [...LISTS_OF_A_REPOSITORY, 'repositories', 'search'];
const FACTS = [...LISTS_OF_A_REPOSITORY, 'issues', 'pullRequests', 'defaultBranchRef'];
const FIELDS = [...FACTS, 'repositories', 'search', 'contributionsCollection'];
/** Matches some repositories of any world, by the last character of their names. */
const SOME = /[02468aeiou]$/i;

/** Faults specific to GraphQL that are recognizable as such, by a name for reports. */
export const quickGraphqlFaults: Record<string, (random: Random) => Omit<FaultRule, 'times'>> = {
  'part in error': (random) => ({ field: pickOne(random, FIELDS), fault: graphqlFaults.partError() }),
  'part in error for some': (random) => ({
    repository: SOME,
    field: pickOne(random, FACTS),
    fault: graphqlFaults.partError(),
  }),
  'part forbidden': (random) => ({ field: pickOne(random, FIELDS), fault: graphqlFaults.partForbidden }),
  'some repositories null': () => ({ repository: SOME, fault: graphqlFaults.partNull }),
  'some repositories in error': () => ({ repository: SOME, fault: graphqlFaults.partError() }),
  'repeated cursor': (random) => ({ field: pickOne(random, LISTS), fault: graphqlFaults.repeatedCursor }),
  'no data': () => ({ fault: graphqlFaults.noData() }),
  'resource limits': () => ({
    fault: graphqlFaults.noData('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.'),
  }),
  'primary limit': () => ({ fault: graphqlFaults.primaryRateLimit() }),
  'primary limit, new type': () => ({ fault: graphqlFaults.primaryRateLimit(1800, 'RATE_LIMIT') }),
  'secondary limit': () => ({ fault: graphqlFaults.secondaryRateLimit() }),
  'secondary limit, 403': () => ({ fault: graphqlFaults.secondaryRateLimit(403, 30) }),
  'too slow': () => ({ fault: graphqlFaults.tooSlow }),
  'bad gateway': () => ({ fault: graphqlFaults.badGateway }),
  'JSON null': () => ({ fault: graphqlFaults.json(null) }),
  'JSON list': () => ({ fault: graphqlFaults.json([]) }),
};

const GRAPHQL = '/graphql';
const endpoints = [...new Set(routes.map(({ name }) => name)), GRAPHQL];

/**
 * The faults of one day, often none. One endpoint, or rarely all of GitHub, fails in one way, a few times or all day.
 * @param share the probability of a day with a fault
 * @param graphqlShare the probability that it is one of the faults specific to GraphQL
 */
export function dailyFaults(
  random: Random,
  share: number,
  graphqlShare = 0,
): { names: string[]; rules: FaultRule[] } {
  if (random() >= share) return { names: [], rules: [] };
  const name = pickOne(random, Object.keys(quickFaults));
  const fault = quickFaults[name];
  if (!fault) return { names: [], rules: [] };
  const on = random() < 0.1 ? undefined : pickOne(random, endpoints);
  const times = random() < 0.5 ? undefined : 1 + randomUpTo(random, 3);
  if (graphqlShare > 0 && random() < graphqlShare) return graphqlFaultsOfTheDay(random, times);
  return { names: [`${name} on ${on ?? 'everything'}`], rules: [{ on, times, fault: fault(random) }] };
}

function graphqlFaultsOfTheDay(random: Random, times: number | undefined) {
  const name = pickOne(random, Object.keys(quickGraphqlFaults));
  const rule = quickGraphqlFaults[name]?.(random);
  return { names: [`GraphQL: ${name}`], rules: rule ? [{ on: GRAPHQL, times, ...rule }] : [] };
}

/** Changes the type of one field, in a list of its first item. */
function damage(body: unknown, random: Random): void {
  const item: unknown = Array.isArray(body) ? body[0] : body;
  const fields = Object.keys(Object(item));
  if (fields.length === 0 || typeof item !== 'object') return;
  const name = pickOne(random, fields);
  const value: unknown = Reflect.get(Object(item), name);
  Reflect.set(
    Object(item),
    name,
    typeof value === 'object' && value !== null ? 'damaged' : { damaged: true },
  );
}
