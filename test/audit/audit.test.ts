import { describe, expect, test } from 'vitest';
import { auditAll } from '../../src/audit/audit.ts';
import { aKnown, aSubject, type Given } from './subject.ts';

/** Findings as `severity file:line:column what`. */
function found(given: Given): string[] {
  return auditAll(aSubject(given)).map(({ severity, where, what }) => `${severity} ${where} ${what}`);
}

interface Case extends Given {
  name: string;
  finds: string[];
}

const LINKS: Case[] = [
  {
    name: 'a link that answers 404',
    goneLinks: ['ada/gone'],
    resume:
      "projects:\n  - name: P\n    description: 'See [it](https://github.com/ada/gone/wiki).'\n    reviewedAt: 2031-01-01\n",
    finds: ['error resume.yaml:4:47 the link to ada/gone leads nowhere'],
  },
  {
    name: 'a link by a former name',
    repositories: [aKnown('ada/new', { formerNames: ['ada/old'] })],
    config: 'key: [ada/new]\n',
    resume: 'projects:\n  - { name: P, url: https://github.com/ada/old, reviewedAt: 2031-01-01 }\n',
    finds: ['warning resume.yaml:3:40 ada/old is called ada/new now'],
  },
  {
    name: 'nothing wrong with links to what is there, to others, and to forks that no list holds',
    repositories: [aKnown('ada/one')],
    config: 'key: [ada/one]\n',
    resume:
      'projects:\n  - { name: P, url: https://github.com/Ada/One, description: https://github.com/ada/fork https://github.com/else/where, reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'evidence that is not there any more',
    repositories: [aKnown('ada/one')],
    config: 'key: [ada/one]\n',
    resume:
      'skills:\n  - name: S\n    keywords: [K8s]\n    reviewedAt: 2031-01-01\n    evidence:\n      K8s: [ada/none, { release: ada/one@v1.0.0 }, { repository: ada/one, fact: dockerfile }, { pullRequest: else/where#3 }]\n',
    finds: [
      'error resume.yaml:7:13 ada/none is named as evidence, but is not among the repositories',
      'warning resume.yaml:7:66 ada/one does not show what it is named for',
    ],
  },
  {
    name: 'evidence by a former name, and that no refresh has asked for yet',
    repositories: [{ ...aKnown('ada/new', { formerNames: ['ada/old'] }), id: null }],
    config: 'key: [ada/new]\n',
    resume:
      'work:\n  - position: W\n    reviewedAt: 2031-01-01\n    highlights: [{ text: T, evidence: [ada/old, ada/none] }]\n',
    finds: [
      'warning resume.yaml:5:40 ada/old is called ada/new now',
      'warning resume.yaml:5:49 ada/none is named as evidence, but is not among the repositories',
    ],
  },
];

const PROJECTS: Case[] = [
  {
    name: 'nothing wrong with a good key project',
    repositories: [aKnown('ada/one')],
    config: 'key: [ada/one]\n',
    finds: [],
  },
  {
    name: 'a key project that is archived, without README, license, tests and release',
    repositories: [
      aKnown('ada/one', { archived: true, readme: false, license: false, tests: false, release: null }),
    ],
    config: 'key:\n  - ada/one\n',
    finds: [
      'warning portfolio.yaml:4:5 the key project ada/one is archived',
      'warning portfolio.yaml:4:5 the key project ada/one has no README',
      'note portfolio.yaml:4:5 the key project ada/one has no license',
      'note portfolio.yaml:4:5 the key project ada/one has no tests',
      'note portfolio.yaml:4:5 the key project ada/one has neither release nor tag',
    ],
  },
  {
    name: 'an empty key project',
    repositories: [aKnown('ada/one', { commits: 0 })],
    config: 'key:\n  - ada/one\n',
    finds: ['warning portfolio.yaml:4:5 the key project ada/one is empty'],
  },
  {
    name: 'nothing of what is not known',
    repositories: [{ id: 1, name: 'ada/one', formerNames: [], sections: {} }],
    config: 'key: [ada/one]\n',
    finds: [],
  },
  {
    name: 'configured repositories that no refresh has met',
    repositories: [aKnown('ada/one')],
    config: 'key: [ada/one, ada/gone]\ncollections: [{ title: T, repositories: [ada/lost] }]\n',
    finds: [
      'error portfolio.yaml:3:16 no refresh has met ada/gone',
      'warning portfolio.yaml:4:42 no refresh has met ada/lost',
    ],
  },
  {
    name: 'a configured repository by a former name',
    repositories: [aKnown('ada/new', { formerNames: ['ada/old'] })],
    config: 'key: [ada/old]\n',
    finds: ['warning portfolio.yaml:3:7 ada/old is called ada/new now'],
  },
  {
    name: 'public repositories in no group',
    repositories: [aKnown('ada/one'), aKnown('ada/two'), aKnown('ada/three')],
    config: 'key: [ada/one]\n',
    rules: 'rules: [{ skill: None, mainLanguage: Go }]',
    resume: 'skills: [{ name: S, keywords: [None], reviewedAt: 2031-01-01 }]\n',
    finds: ['note portfolio.yaml:3:1 2 public repositories stand in no group: ada/three, ada/two'],
  },
];

const REVIEWS: Case[] = [
  {
    name: 'a part that was reviewed half a year ago',
    resume: 'education:\n  - area: A\n    reviewedAt: 2030-08-02\n  - area: B\n    reviewedAt: 2030-08-03\n',
    finds: ['warning resume.yaml:4:17 this was last reviewed on 2030-08-02'],
  },
  {
    name: 'a present that may be past, where nobody has reviewed it for that long or ever',
    resume:
      'work:\n  - { position: A, summary: Currently moving., reviewedAt: 2031-01-01 }\n  - { position: B, highlights: ["**Move (In Progress):** all"] }\n',
    finds: [
      'warning resume.yaml:4:42 "In Progress" may be over',
      'note resume.yaml:4:5 1 of 3 parts of the résumé do not say when they were last reviewed',
    ],
  },
];

const CLAIMS: Case[] = [
  {
    name: 'a claim and a skill whose newest evidence is three years old',
    repositories: [aKnown('ada/one', { lastCommitAt: '2028-02-02T00:00:00Z' })],
    config: 'key: [ada/one]\n',
    rules: 'rules: [{ skill: Go, mainLanguage: Go }]',
    resume:
      'skills: [{ name: S, keywords: [Go], reviewedAt: 2031-01-01 }]\nprojects:\n  - { name: P, url: https://github.com/ada/one, reviewedAt: 2031-01-01 }\n',
    finds: [
      'note resume.yaml:4:5 what shows "P" is of 2028-02-02',
      'note resume.yaml:2:32 what shows "Go" is of 2028-02-02',
    ],
  },
  {
    name: 'nothing of evidence a day younger',
    repositories: [aKnown('ada/one', { lastCommitAt: '2028-02-03T00:00:00Z' })],
    config: 'key: [ada/one]\n',
    resume: 'projects:\n  - { name: P, url: https://github.com/ada/one, reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'skills that repositories show and the résumé does not name',
    repositories: [
      aKnown('ada/one', { language: 'Zig', commits: 25 }),
      aKnown('ada/other', { language: 'Zig', commits: 25 }),
      aKnown('ada/three', { language: 'Go', commits: 900 }),
    ],
    config: 'key: [ada/one, ada/other, ada/three]\n',
    resume: 'skills:\n  - { name: S, keywords: [Kotlin], reviewedAt: 2031-01-01 }\n',
    finds: ['note resume.yaml:2:1 2 repositories show Zig, which the résumé does not name'],
  },
  {
    name: 'nothing of a language that a skill spells in another way',
    repositories: ['ada/one', 'ada/other'].map((name) => aKnown(name, { language: 'Go', commits: 25 })),
    config: 'key: [ada/one, ada/other]\n',
    resume: 'skills:\n  - { name: S, keywords: [Golang], reviewedAt: 2031-01-01 }\n',
    finds: [],
  },
  {
    name: 'nothing of skills that are named in another way, are old or hardly used',
    repositories: [
      aKnown('ada/one', { language: 'Zig' }),
      aKnown('ada/other', { language: 'Zig' }),
      aKnown('ada/three', { language: 'C', lastCommitAt: '2027-01-01T00:00:00Z' }),
      aKnown('ada/fourth', { language: 'C', lastCommitAt: '2027-01-01T00:00:00Z' }),
      aKnown('ada/fifths', { language: 'Ada', commits: 24 }),
      aKnown('ada/sixth12', { language: 'Ada', commits: 25 }),
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

test('every finding says why and what to do, the worst first', () => {
  const findings = auditAll(
    aSubject({ config: 'key: [ada/gone]\n', repositories: [aKnown('ada/one')], goneLinks: ['ada/x'] }),
  );
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'note']);
  for (const { why, fix } of findings)
    expect([why, fix]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
});
