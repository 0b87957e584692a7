import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { accentColor } from './accent-color.ts';
import { line, markdown } from './resume-fields.ts';
import { siteAddress } from './site-address.ts';

/** A login as GitHub allows it. */
export const githubLogin = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'write only the GitHub login, without @ or a URL');

const login = githubLogin.describe("The owner's GitHub login.");

const withRole = z.strictObject({
  repository: repositoryName,
  role: z
    .enum(['author', 'maintainer', 'contributor'])
    .default('author')
    .describe("The owner's role. Counts from other people's repositories are labeled as such."),
});

const entry = z.union([repositoryName, withRole]);

const code = z.string().trim().min(1);

const keyEntry = z.union([
  repositoryName,
  withRole.extend({
    install: code.describe('How to install it, as shell commands. Its page shows them as code.').optional(),
    example: code.describe('How to use it, in a few lines. Its page shows them as code.').optional(),
  }),
]);

const collection = z.strictObject({
  title: z.string().min(1),
  description: z.string().optional(),
  repositories: z.array(entry).min(1),
});

const home = z.strictObject({
  introduction: markdown
    .describe(
      'Who you are, in a sentence or two. By default the first sentence about your current job, or else of the summary.',
    )
    .optional(),
  seeking: markdown.describe('What you are looking for. Left out by default.').optional(),
  reductionsTitle: line
    .describe('The heading above the size reductions, which are drawn to scale.')
    .optional(),
});

/** What the portfolio shows. The owner writes this file by hand. */
export const portfolioConfigSchema = z
  .strictObject({
    login,
    site: siteAddress
      .describe('The URL of the site. Only needed if it is not hosted on GitHub Pages.')
      .optional(),
    home: home.prefault({}).describe('The text of the home page that the résumé does not contain.'),
    key: z.array(keyEntry).default([]).describe('The key projects, in display order.'),
    collections: z.array(collection).default([]).describe('Groups of related repositories.'),
    exclude: z
      .array(repositoryName)
      .default([])
      .describe('Public repositories to leave out. Forks and disabled repositories are always left out.'),
    showPhone: z
      .boolean()
      .default(true)
      .describe('Whether the résumé shows the phone number. data/resume.yaml itself is public either way.'),
    theme: z
      .strictObject({ accent: accentColor.optional() })
      .optional()
      .describe('The colors of the site, the images and the PDF.'),
    maxRequests: z
      .int()
      .min(10)
      .max(5000)
      .optional()
      .describe('Obsolete. It no longer has any effect, because a refresh needs few requests.'),
  })
  .superRefine((config, context) => {
    const seen = new Map<string, string>();
    for (const { path, name } of entriesWithPaths(config)) {
      const earlier = seen.get(name.toLowerCase());
      if (earlier) {
        context.addIssue({
          code: 'custom',
          path,
          message: `already listed at ${earlier}; remove one of them`,
        });
      }
      seen.set(name.toLowerCase(), path.join('.'));
    }
  })
  .describe('What the portfolio shows.');

export type PortfolioConfig = z.infer<typeof portfolioConfigSchema>;
export type Role = 'author' | 'maintainer' | 'contributor';

type Entry = z.infer<typeof keyEntry>;

/** How a project is used, in code that the owner writes. */
export interface Usage {
  install?: string | undefined;
  example?: string | undefined;
}

/** A repository listed in portfolio.yaml. */
export interface ConfiguredRepository {
  name: string;
  role: Role;
  usage: Usage;
}

/** Expands the short form of an entry, a plain name. */
export function configuredRepository(item: Entry): ConfiguredRepository {
  if (typeof item === 'string') return { name: item, role: 'author', usage: {} };
  const { repository, role, ...usage } = item;
  return { name: repository, role, usage };
}

/** All repositories listed in portfolio.yaml: key projects first, then collections. */
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
