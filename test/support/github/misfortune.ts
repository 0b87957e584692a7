import type { Fault, FaultRule } from './fault-rules.ts';
import * as faults from './faults.ts';
import type { Random } from './random.ts';
import { oneOf, upTo } from './random.ts';
import { routes } from './routes.ts';

/** Every fault that costs no real time, by a name for reports: what GitHub may do on any day of five years. */
export const quickFaults: Record<string, (random: Random) => Fault> = {
  unauthorised: () => faults.status(401),
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
  'accepted for ever': () => faults.accepted,
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

const endpoints = [...new Set(routes.map(({ name }) => name)), '/graphql'];

/**
 * The faults of one day, often none: one endpoint fails in one way, a few times or all day; rarely all of GitHub does.
 * @param share of days on which something is wrong
 */
export function dailyFaults(random: Random, share: number): { names: string[]; rules: FaultRule[] } {
  if (random() >= share) return { names: [], rules: [] };
  const name = oneOf(random, Object.keys(quickFaults));
  const fault = quickFaults[name];
  if (!fault) return { names: [], rules: [] };
  const on = random() < 0.1 ? undefined : oneOf(random, endpoints);
  const times = random() < 0.5 ? undefined : 1 + upTo(random, 3);
  return { names: [`${name} on ${on ?? 'everything'}`], rules: [{ on, times, fault: fault(random) }] };
}

/** Gives one field a value of another type, in the first item of a list. */
function damage(body: unknown, random: Random): void {
  const victim: unknown = Array.isArray(body) ? body[0] : body;
  const fields = Object.keys(Object(victim));
  if (fields.length === 0 || typeof victim !== 'object') return;
  const name = oneOf(random, fields);
  const value: unknown = Reflect.get(Object(victim), name);
  Reflect.set(
    Object(victim),
    name,
    typeof value === 'object' && value !== null ? 'damaged' : { damaged: true },
  );
}
