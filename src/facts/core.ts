import { z } from '../zod.ts';
import { count, defineFact, NONE, type StoredFact, webAddress } from './fact.ts';

/** Null means unknown, unless a comment says otherwise. */
const core = z.strictObject({
  url: webAddress,
  description: z.string().nullable(), // null also if there is none
  homepage: webAddress.nullable(), // null also if there is none
  topics: z.array(z.string()).nullable(),
  language: z.string().nullable(), // null also if GitHub recognizes none
  stars: count.nullable(),
  forks: count.nullable(),
  /** SPDX identifier. Null also if there is no license, or GitHub cannot identify it. */
  license: z.string().nullable(),
  archived: z.boolean().nullable(),
  fork: z.boolean().nullable(),
  defaultBranch: z.string().nullable(),
});

/** What GitHub's lists say about a repository. */
export type Core = z.infer<typeof core>;

/** What is published about a repository that no refresh has listed yet. */
export const UNKNOWN_CORE: Omit<Core, 'url' | 'homepage' | 'defaultBranch'> = {
  description: null,
  language: null,
  stars: null,
  forks: null,
  license: null,
  topics: null,
  archived: null,
  fork: null,
};

/** The repository's basic data, part of every list. */
export const coreFact = defineFact<Core>({
  label: 'Stars, forks, topics, license',
  schema: core,
  compare: (fact) => {
    const { value } = fact;
    return {
      stars: value.stars,
      forks: value.forks,
      description: knownOrNone(fact, value.description),
      topics: value.topics && (value.topics.join(', ') || NONE),
      language: knownOrNone(fact, value.language),
      license: knownOrNone(fact, value.license),
      archived: value.archived,
    };
  },
  gate: { countsOf: ({ stars, forks }) => ({ stars, forks }) },
  published: {
    shape: {
      description: z.string().nullable(),
      language: z.string().nullable(),
      stars: count.nullable(),
      forks: count.nullable(),
      license: z.string().nullable().describe('SPDX identifier of a license that GitHub recognizes.'),
      topics: z.array(z.string()).nullable(),
      archived: z.boolean().nullable(),
      fork: z.boolean().nullable(),
    },
    of: (value) => value ?? UNKNOWN_CORE,
  },
  counts: { stars: ({ stars }) => stars, forks: ({ forks }) => forks },
});

/** From GitHub, null means none; in a record from git history, it means unknown. */
function knownOrNone({ source }: StoredFact<Core>, value: string | null): string | null {
  return source ? value : (value ?? NONE);
}
