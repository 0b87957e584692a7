import { hasUnsafeCharacters } from '../text/characters.ts';
import { z } from '../zod.ts';
import { ContradictionError } from './answer.ts';
import { count, defineFact, NONE } from './fact.ts';

/** GitHub's maximum page size. */
const MAX_LANGUAGES = 100;

const answer = z.object({
  primaryLanguage: z.object({ name: z.string() }).nullable(),
  languages: z
    .object({
      totalCount: count,
      edges: z.array(
        z.object({
          size: count,
          node: z.object({
            name: z.string().refine((name) => !hasUnsafeCharacters(name), 'unsafe characters'),
          }),
        }),
      ),
    })
    .nullable(),
});

/** Bytes of code by language. */
export type Languages = Record<string, number>;

/** The languages of the default branch. */
export const languagesFact = defineFact<Languages>({
  label: 'Languages',
  schema: z.record(z.string(), count),
  source: {
    by: {
      graphql: {
        fields: {
          primaryLanguage: '{ name }',
          languages: `(first: ${MAX_LANGUAGES}, orderBy: { field: SIZE, direction: DESC }) { totalCount edges { size node { name } } }`,
        },
        read: readLanguages,
      },
    },
    of: 'every',
    onlyByPush: true,
  },
  published: {
    shape: { languages: z.record(z.string(), count).nullable().describe('Bytes by language.') },
    of: (languages) => ({ languages: languages && Object.fromEntries(sortByBytes(languages)) }),
  },
  compare: ({ value }) => ({
    languages:
      sortByBytes(value)
        .map(([name]) => name)
        .join(', ') || NONE,
  }),
  gate: { countsOf: (bytes) => ({ 'bytes of code': sumOf(bytes) }), refusesDropToZero: true },
});

/** Largest first; languages without bytes are omitted. */
function sortByBytes(languages: Languages): [name: string, bytes: number][] {
  return Object.entries(languages)
    .filter(([, bytes]) => bytes > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

function sumOf(bytes: Languages): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}

function readLanguages(node: unknown): Languages {
  const { primaryLanguage, languages } = answer.parse(node);
  const edges = languages?.edges ?? [];
  const total = languages?.totalCount ?? edges.length;
  if (edges.length !== Math.min(total, MAX_LANGUAGES)) {
    throw new ContradictionError(`got ${edges.length} of ${total} languages`);
  }
  if (primaryLanguage && edges.length === 0) {
    throw new ContradictionError(`no languages, but the main language is ${primaryLanguage.name}`);
  }
  return Object.fromEntries(edges.map(({ size, node: { name } }) => [name, size]));
}
