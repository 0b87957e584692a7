import { type PortfolioConfig, portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { type Resume, resumeSchema } from '../../src/config/resume-schema.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import { SNAPSHOT_VERSION, type Snapshot, snapshotSchema } from '../../src/snapshot/schema.ts';

/** All data in this file is made up. */
const CHANGED_AT = '2031-02-03T04:05:06Z';

/** A snapshot with all facts of one repository, a few of a second and none of a third. */
export const sampleSnapshot: Snapshot = snapshotSchema.parse({
  version: SNAPSHOT_VERSION,
  asOf: '2031-02-02',
  departed: [],
  profile: { value: { id: 1, name: 'Ada Sample', publicRepositories: 4 }, changedAt: CHANGED_AT },
  repositories: [
    {
      id: 11,
      name: 'ada-sample/Abacus',
      formerNames: [],
      sections: {
        core: fact(
          core('ada-sample/Abacus', {
            description: 'Counts',
            language: 'Go',
            stars: 1234,
            forks: 5,
            topics: ['counting'],
            license: 'MIT',
          }),
        ),
        languages: fact({ Go: 9000, Shell: 1000 }),
        commits: fact({
          total: 2051,
          firstCommitAt: '2029-01-02T00:00:00Z',
          lastCommitAt: '2031-01-30T10:00:00Z',
          weeks: { from: '2028-12-31', to: '2031-02-02', counts: { '2028-12-31': 2001, '2031-01-26': 50 } },
        }),
        tree: fact({ readme: true, tests: true, dockerfile: false, workflow: true, license: true }),
        release: fact({
          kind: 'release',
          tag: 'v3.2.1',
          name: 'Three',
          publishedAt: '2031-01-15T00:00:00Z',
          url: 'https://github.com/ada-sample/Abacus/releases/tag/v3.2.1',
        }),
        checks: fact({
          state: 'passing',
          sha: '0123456789abcdef0123456789abcdef01234567',
          completedAt: '2031-01-30T10:05:00Z',
          url: 'https://github.com/ada-sample/Abacus/commit/0123456789abcdef0123456789abcdef01234567',
        }),
        issues: fact(4),
        pullRequests: fact(2),
      },
    },
    {
      id: 12,
      name: 'someone-else/loom',
      formerNames: [],
      sections: {
        core: fact(core('someone-else/loom', { description: 'Weaves', language: 'Rust', archived: true })),
        commits: fact({
          total: 1,
          firstCommitAt: null,
          lastCommitAt: '2030-05-06T00:00:00Z',
          weeks: null,
        }),
        tree: fact({ readme: true, tests: true, dockerfile: false, workflow: false, license: false }),
      },
    },
    { id: null, name: 'ada-sample/mystery', formerNames: [], sections: {} },
    {
      id: 14,
      name: 'ada-sample/other',
      formerNames: [],
      sections: { core: fact(core('ada-sample/other', { stars: 0 })) },
    },
  ],
  pullRequestsElsewhere: fact({
    total: 12,
    items: [
      {
        repository: 'far/away',
        number: 99,
        title: 'Fix the tide',
        url: 'https://github.com/far/away/pull/99',
        mergedAt: '2031-01-20T00:00:00Z',
      },
    ],
  }),
});

const resume: Resume = resumeSchema.parse({
  basics: {
    name: 'Ada Sample',
    label: 'Sample Engineer',
    email: 'ada@example.test',
    phone: '+00 000',
    summary: '**Sample Engineer** who is made up. Second sentence.',
    profiles: [{ network: 'Elsewhere', username: 'ada', url: 'https://elsewhere.test/ada' }],
  },
  work: [
    {
      name: 'Sample Works',
      position: 'Sample Engineer',
      startDate: '2029-03',
      endDate: '2030',
      highlights: ['Did **one** thing.'],
      sections: [
        {
          name: 'Storage',
          highlights: [
            {
              text: 'Made it small:',
              metrics: [
                {
                  name: 'Set',
                  text: 'From **10GB to 1GB**.',
                  before: '10 GB',
                  after: '1 GB',
                  reduction: '90 %',
                },
              ],
              evidence: ['ada-sample/Abacus'],
            },
          ],
        },
      ],
    },
  ],
  projects: [
    { name: 'Abacus', description: 'Counts **fast**.', url: 'https://github.com/ada-sample/Abacus' },
    { name: 'Mysteries', description: 'Of which little is known.' },
  ],
  skills: [{ name: 'Languages', keywords: ['**Go**', 'Zig (Experimental)'], summary: 'Learning **more**.' }],
  education: [{ area: 'Samples', studyType: 'Coursework', institution: 'School', startDate: '2020' }],
});

const config: PortfolioConfig = portfolioConfigSchema.parse({
  login: 'ada-sample',
  site: 'https://ada.example.test/portfolio/',
  key: ['ada-sample/Abacus', { repository: 'someone-else/loom', role: 'contributor' }],
  collections: [{ title: 'Mysteries', repositories: ['ada-sample/mystery'] }],
});

/** The portfolio built from a snapshot, by default the sample. */
export function samplePortfolio(snapshot: Snapshot = sampleSnapshot): Portfolio {
  return buildPortfolio({ resume, config, snapshot, fetchLog: emptyFetchLog, history: [] });
}

function fact<T>(value: T) {
  return { value, changedAt: CHANGED_AT };
}

function core(name: string, known: Record<string, unknown>) {
  return {
    url: `https://github.com/${name}`,
    description: null,
    homepage: null,
    topics: null,
    language: null,
    stars: null,
    forks: null,
    license: null,
    archived: null,
    fork: null,
    defaultBranch: 'main',
    ...known,
  };
}
