import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { siteAddress } from './site-address.ts';

const login = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write the GitHub login alone, without @ or address')
  .describe("The owner's GitHub login.");

const entry = z.union([
  repositoryName,
  z.strictObject({
    repository: repositoryName,
    role: z
      .enum(['author', 'maintainer', 'contributor'])
      .default('author')
      .describe("The owner's part in it; counts of a repository that is not his own are labelled."),
  }),
]);

const collection = z.strictObject({
  title: z.string().min(1),
  description: z.string().optional(),
  repositories: z.array(entry).min(1),
});

/** What to show and where: written by hand, beside the résumé. */
export const portfolioConfigSchema = z
  .strictObject({
    login,
    site: siteAddress
      .describe(
        "The site's address, for a site that is hosted elsewhere; by default the one of GitHub Pages.",
      )
      .optional(),
    key: z.array(entry).default([]).describe('The key projects, in the order to show them.'),
    collections: z.array(collection).default([]).describe('Groups of repositories that belong together.'),
    exclude: z
      .array(repositoryName)
      .default([])
      .describe('Public repositories to leave out. Forks, private and disabled ones are left out anyway.'),
    showPhone: z
      .boolean()
      .default(true)
      .describe(
        'Whether the phone number shows on the résumé. data/resume.yaml itself is public either way.',
      ),
    maxRequests: z
      .int()
      .min(10)
      .max(5000)
      .optional()
      .describe('Obsolete: a refresh needs few requests, and this has no effect any more.'),
  })
  .superRefine((config, context) => {
    const seen = new Map<string, string>();
    for (const { path, name } of entriesWithPaths(config)) {
      const earlier = seen.get(name.toLowerCase());
      if (earlier) {
        context.addIssue({ code: 'custom', path, message: `already listed at ${earlier}; list it once` });
      }
      seen.set(name.toLowerCase(), path.join('.'));
    }
  })
  .describe('What the portfolio shows.');

export type PortfolioConfig = z.infer<typeof portfolioConfigSchema>;
export type Role = 'author' | 'maintainer' | 'contributor';

type Entry = z.infer<typeof entry>;

/** A repository that the configuration names, with the owner's role in it. */
export interface ConfiguredRepository {
  name: string;
  role: Role;
}

/** An entry in its full form. */
export function configuredRepository(item: Entry): ConfiguredRepository {
  return typeof item === 'string'
    ? { name: item, role: 'author' }
    : { name: item.repository, role: item.role };
}

/** Every repository that the configuration names: key projects first, then collections, each in its order. */
export function configuredRepositories(config: PortfolioConfig): ConfiguredRepository[] {
  return [...config.key, ...config.collections.flatMap((group) => group.repositories)].map(
    configuredRepository,
  );
}

function entriesWithPaths(config: { key: Entry[]; collections: { repositories: Entry[] }[] }) {
  const key = config.key.map((item, index) => ({ path: ['key', index], item }));
  const collected = config.collections.flatMap((group, at) =>
    group.repositories.map((item, index) => ({ path: ['collections', at, 'repositories', index], item })),
  );
  return [...key, ...collected].map(({ path, item }) => ({ path, name: configuredRepository(item).name }));
}
