import { count, publishedDay, publishedInstant } from '../facts/fact.ts';
import { type FactSet, namesOf, type Stored } from '../facts/fact-set.ts';
import { type FactValues, factNames, repositoryFacts, type StoredFacts } from '../facts/index.ts';
import type { Portfolio, PortfolioRepository } from '../portfolio/model.ts';
import { z } from '../zod.ts';
import { publicClaims, publicClaimsShape } from './public-claims.ts';

/** Version of the format of `/portfolio.json`. Raised when a field is removed or changes its meaning, not when one is added. */
const VERSION = 1;

const repositoryName = z.string().describe('A repository as owner/name.');

const freshness = z
  .object({
    state: z.enum(['fresh', 'stale', 'unknown']).describe('Whether the newest check confirmed these facts.'),
    since: z.string().nullable().describe('When the facts changed, or since when they are not confirmed.'),
  })
  .describe('How far a section of these facts can be trusted.');

const repository = z.object({
  name: repositoryName,
  url: z.string(),
  role: z
    .enum(['author', 'maintainer', 'contributor'])
    .describe("The owner's part. Unless it is the author's, only the owner's commits are counted."),
  group: z.enum(['key', 'collection', 'other']),
  ...factShapes(),
  openIssuesAndPullRequests: count.nullable(),
  changedAt: publishedInstant.nullable().describe('When the newest change of any of these facts was seen.'),
  sections: z.record(z.enum(factNames), freshness),
});

/** The schemas of all fields that facts publish, in the order of the facts. */
function factShapes(): Record<string, z.ZodType> {
  const shapes: Record<string, z.ZodType> = {};
  for (const name of factNames) Object.assign(shapes, repositoryFacts[name].published?.shape);
  return shapes;
}

/** What a repository's facts publish, by the keys in `/portfolio.json`. */
export function publishedFacts(facts: Readonly<StoredFacts>): Record<string, unknown> {
  return publishedFields<FactValues>(repositoryFacts, facts);
}

function publishedFields<Values>(set: FactSet<Values>, stored: Stored<Values>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of namesOf(set)) {
    Object.assign(fields, set[name].published?.of(stored[name]?.value ?? null));
  }
  return fields;
}

const partialSum = z
  .object({
    value: count.nullable().describe('The sum over those that are known; null while none is.'),
    knownFor: count.describe('Repositories whose part in the sum is known.'),
    of: count.describe('Repositories that belong to the sum.'),
  })
  .describe('A sum of which not every part need be known.');

const totals = z.object({
  repositories: z.object({ shown: count, public: count.nullable() }),
  stars: partialSum,
  commitsLastYear: partialSum.describe('Commits in the 52 weeks before asOf.'),
  languages: z
    .array(z.object({ name: z.string(), repositories: count, lastCommitAt: publishedInstant.nullable() }))
    .describe('Repositories by main language.'),
});

const pullRequestsElsewhere = z
  .object({
    total: count,
    items: z
      .array(
        z.object({
          repository: repositoryName,
          number: count,
          title: z.string(),
          url: z.string(),
          mergedAt: publishedInstant,
        }),
      )
      .describe('The newest of them, newest first.'),
  })
  .describe("Pull requests merged into other people's repositories.");

const contributions = z
  .object({
    from: publishedDay,
    to: publishedDay.describe('The day after the last.'),
    total: count,
    days: z
      .array(z.object({ date: publishedDay, count }))
      .describe('Days with a contribution; the others between from and to had none.'),
  })
  .describe('The public contribution calendar.');

/** The public data. The schemas strip unknown keys, so that nothing internal can leak. */
const publicDataShape = z
  .object({
    version: z.literal(VERSION).describe('Raised when a field goes or changes its meaning.'),
    login: z.string(),
    name: z.string(),
    asOf: publishedDay.describe('The Sunday at which all windows and durations end.'),
    changedAt: publishedInstant.nullable().describe('When the newest change of any fact was seen.'),
    checkedAt: publishedInstant.nullable().describe('When GitHub was last asked.'),
    repositories: z.array(repository),
    totals,
    contributions: contributions.nullable(),
    pullRequestsElsewhere: pullRequestsElsewhere.nullable(),
    ...publicClaimsShape,
  })
  .describe('A portfolio as data. Null is unknown, unless a description says otherwise.');

export type PublicData = z.infer<typeof publicDataShape>;

/** The content of `/portfolio.json`. Keys are in the order of the schema, independent of the model. */
export function publicData(portfolio: Portfolio): PublicData {
  const { repositories, contributions: calendar, ...rest } = portfolio;
  return publicDataShape.parse({
    ...rest,
    version: VERSION,
    repositories: repositories.map(publicRepository),
    contributions: calendar && {
      ...calendar,
      days: Object.entries(calendar.days).map(([date, contributed]) => ({ date, count: contributed })),
    },
    ...publicClaims(portfolio),
  });
}

/** The JSON Schema of {@link publicData}, published as `/portfolio.schema.json`. */
export function publicDataSchema(): object {
  return z.toJSONSchema(publicDataShape, { io: 'output', target: 'draft-7' });
}

function publicRepository({ facts, freshness: sections, ...known }: PortfolioRepository) {
  return { ...known, sections, ...publishedFacts(facts) };
}
