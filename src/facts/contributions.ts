import { isFuture } from '../dates.ts';
import { z } from '../zod.ts';
import { count, day, defineFact } from './fact.ts';

const contributions = z.strictObject({
  from: day,
  /** The day after the last: a Sunday. */
  to: day,
  total: count,
  /** Days without contributions are omitted. */
  days: z.record(day, count.positive()),
});

/** Public contributions by day, as GitHub counts them (docs.github.com, profile contributions reference). */
export type Contributions = z.infer<typeof contributions>;

/** The contribution calendar. */
export const contributionsFact = defineFact<Contributions>({
  label: 'Contributions',
  schema: contributions,
  compare: ({ value }) => ({ total: value.total }),
  gate: { countsOf: ({ total }) => ({ total }) },
  // A calendar that ends in the future is worthless.
  heal: (calendar, now) => (isFuture(calendar.to, now) ? null : { healed: calendar }),
});
