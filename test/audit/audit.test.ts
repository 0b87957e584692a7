import { describe, expect, test } from 'vitest';
import { auditAll } from '../../src/audit/audit.ts';
import { anAuditInput, aStoredRepository, type Given } from './audit-input.ts';

/** Findings as `severity file:line:column what`. */
function found(given: Given): string[] {
  return auditAll(anAuditInput(given)).map(({ severity, where, what }) => `${severity} ${where} ${what}`);
}

interface Case extends Given {
  name: string;
  finds: string[];
}

const LINKS: Case[] = [
  {
    name: 'a broken link',
    goneLinks: ['ada/gone'],
    resume:
      "projects:\n  - name: P\n    description: 'See [it](https://github.com/ada/gone/wiki).'\n    reviewedAt: 2031-01-01\n",
    finds: ['error resume.yaml:4:47 broken link to ada/gone (404)'],
  },
  {
    name: 'a link by an old name',
    repositories: [aStoredRepository('ada/new', { formerNames: ['ada/old'] })],
    config: 'key: [ada/new]\n',
    resume: 'projects:\n  - { name: P, url: https://github.com/ada/old, reviewedAt: 2031-01-01 }\n',
    finds: ['warning resume.yaml:3:40 ada/old is now called ada/new'],
  },
  {
    name: 'nothing about working links, links to other owners, and links to forks',
    repositories: [aStoredRepository('ada/one')],
    config: 'key: [ada/one]\n',
    resume:
      'projects:\n  - { name: P, url: https://github.com/Ada/One, description: https://github.com/ada/fork https://github.com/else/where, reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'evidence that no longer exists',
    repositories: [aStoredRepository('ada/one')],
    config: 'key: [ada/one]\n',
    resume:
      'skills:\n  - name: S\n    keywords: [K8s]\n    reviewedAt: 2031-01-01\n    evidence:\n      K8s: [ada/none, { release: ada/one@v1.0.0 }, { repository: ada/one, fact: dockerfile }, { pullRequest: else/where#3 }]\n',
    finds: [
      'error resume.yaml:7:13 ada/none is listed as evidence, but was not found',
      'warning resume.yaml:7:66 evidence not found in ada/one',
    ],
  },
  {
    name: 'evidence by an old name, and evidence not refreshed yet',
    repositories: [{ ...aStoredRepository('ada/new', { formerNames: ['ada/old'] }), id: null }],
    config: 'key: [ada/new]\n',
    resume:
      'work:\n  - position: W\n    reviewedAt: 2031-01-01\n    highlights: [{ text: T, evidence: [ada/old, ada/none] }]\n',
    finds: [
      'warning resume.yaml:5:40 ada/old is now called ada/new',
      'warning resume.yaml:5:49 ada/none is listed as evidence, but was not found',
    ],
  },
];

const PROJECTS: Case[] = [
  {
    name: 'nothing about a good key project',
    repositories: [aStoredRepository('ada/one')],
    config: 'key: [ada/one]\n',
    finds: [],
  },
  {
    name: 'a key project that is archived, without README, license, tests and release',
    repositories: [
      aStoredRepository('ada/one', {
        archived: true,
        readme: false,
        license: false,
        tests: false,
        release: null,
      }),
    ],
    config: 'key:\n  - ada/one\n',
    finds: [
      'warning portfolio.yaml:4:5 the key project ada/one is archived',
      'warning portfolio.yaml:4:5 the key project ada/one has no README',
      'note portfolio.yaml:4:5 the key project ada/one has no license',
      'note portfolio.yaml:4:5 the key project ada/one has no tests',
      'note portfolio.yaml:4:5 the key project ada/one has no release or tag',
    ],
  },
  {
    name: 'an empty key project',
    repositories: [aStoredRepository('ada/one', { commits: 0 })],
    config: 'key:\n  - ada/one\n',
    finds: ['warning portfolio.yaml:4:5 the key project ada/one is empty'],
  },
  {
    name: 'nothing about unknown facts',
    repositories: [{ id: 1, name: 'ada/one', formerNames: [], sections: {} }],
    config: 'key: [ada/one]\n',
    finds: [],
  },
  {
    name: 'configured repositories that were not found',
    repositories: [aStoredRepository('ada/one')],
    config: 'key: [ada/one, ada/gone]\ncollections: [{ title: T, repositories: [ada/lost] }]\n',
    finds: [
      'error portfolio.yaml:3:16 ada/gone was not found',
      'warning portfolio.yaml:4:42 ada/lost was not found',
    ],
  },
  {
    name: 'a configured repository by an old name',
    repositories: [aStoredRepository('ada/new', { formerNames: ['ada/old'] })],
    config: 'key: [ada/old]\n',
    finds: ['warning portfolio.yaml:3:7 ada/old is now called ada/new'],
  },
  {
    name: 'public repositories in no group',
    repositories: [
      aStoredRepository('ada/one'),
      aStoredRepository('ada/two'),
      aStoredRepository('ada/three'),
    ],
    config: 'key: [ada/one]\n',
    rules: 'rules: [{ skill: None, mainLanguage: Go }]',
    resume: 'skills: [{ name: S, keywords: [None], reviewedAt: 2031-01-01 }]\n',
    finds: ['note portfolio.yaml:3:1 2 public repositories are not in any group: ada/three, ada/two'],
  },
];

const REVIEWS: Case[] = [
  {
    name: 'a section reviewed six months ago',
    resume: 'education:\n  - area: A\n    reviewedAt: 2030-08-02\n  - area: B\n    reviewedAt: 2030-08-03\n',
    finds: ['warning resume.yaml:4:17 this section was last reviewed on 2030-08-02'],
  },
  {
    name: 'temporary phrases without a recent review',
    resume:
      'work:\n  - { position: A, summary: Currently moving., reviewedAt: 2031-01-01 }\n  - { position: B, highlights: ["**Move (In Progress):** all"] }\n',
    finds: [
      'warning resume.yaml:4:42 "In Progress" may be out of date',
      'note resume.yaml:4:5 1 of 3 résumé sections have no review date',
    ],
  },
];

const CLAIMS: Case[] = [
  {
    name: 'a claim and a skill whose latest evidence is three years old',
    repositories: [aStoredRepository('ada/one', { lastCommitAt: '2028-02-02T00:00:00Z' })],
    config: 'key: [ada/one]\n',
    rules: 'rules: [{ skill: Go, mainLanguage: Go }]',
    resume:
      'skills: [{ name: S, keywords: [Go], reviewedAt: 2031-01-01 }]\nprojects:\n  - { name: P, url: https://github.com/ada/one, reviewedAt: 2031-01-01 }\n',
    finds: [
      'note resume.yaml:4:5 the latest evidence for "P" is from 2028-02-02',
      'note resume.yaml:2:32 the latest evidence for "Go" is from 2028-02-02',
    ],
  },
  {
    name: 'nothing about evidence that is a day newer',
    repositories: [aStoredRepository('ada/one', { lastCommitAt: '2028-02-03T00:00:00Z' })],
    config: 'key: [ada/one]\n',
    resume: 'projects:\n  - { name: P, url: https://github.com/ada/one, reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'skills with evidence that the résumé does not mention',
    repositories: [
      aStoredRepository('ada/one', { language: 'Zig', commits: 25 }),
      aStoredRepository('ada/other', { language: 'Zig', commits: 25 }),
      aStoredRepository('ada/three', { language: 'Go', commits: 900 }),
    ],
    config: 'key: [ada/one, ada/other, ada/three]\n',
    resume: 'skills:\n  - { name: S, keywords: [Kotlin], reviewedAt: 2031-01-01 }\n',
    finds: ['note resume.yaml:2:1 2 repositories are evidence of Zig, which the résumé does not mention'],
  },
  {
    name: 'nothing about a language with another spelling in the résumé',
    repositories: ['ada/one', 'ada/other'].map((name) =>
      aStoredRepository(name, { language: 'Go', commits: 25 }),
    ),
    config: 'key: [ada/one, ada/other]\n',
    resume: 'skills:\n  - { name: S, keywords: [Golang], reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'nothing about skills under another name, with old evidence, or with little evidence',
    repositories: [
      aStoredRepository('ada/one', { language: 'Zig' }),
      aStoredRepository('ada/other', { language: 'Zig' }),
      aStoredRepository('ada/three', { language: 'C', lastCommitAt: '2027-01-01T00:00:00Z' }),
      aStoredRepository('ada/fourth', { language: 'C', lastCommitAt: '2027-01-01T00:00:00Z' }),
      aStoredRepository('ada/fifths', { language: 'Ada', commits: 24 }),
      aStoredRepository('ada/sixth12', { language: 'Ada', commits: 25 }),
    ],
    config: 'key: [ada/one, ada/other, ada/three, ada/fourth, ada/fifths, ada/sixth12]\n',
    resume: 'skills:\n  - { name: S, keywords: [Zig (Experimental)], reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
];

describe.each([
  ['links and evidence', LINKS],
  ['repositories', PROJECTS],
  ['reviews', REVIEWS],
  ['claims and skills', CLAIMS],
])('%s', (_, cases) => {
  test.each(cases)('$name', ({ name: _name, finds, ...given }) => {
    expect(found(given)).toEqual(finds);
  });
});

test('every finding has a reason and a fix, and errors come first', () => {
  const findings = auditAll(
    anAuditInput({
      config: 'key: [ada/gone]\n',
      repositories: [aStoredRepository('ada/one')],
      goneLinks: ['ada/x'],
    }),
  );
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'note']);
  for (const { why, fix } of findings)
    expect([why, fix]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
});
