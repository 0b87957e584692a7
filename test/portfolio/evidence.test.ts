import { describe, expect, test } from 'vitest';
import {
  type EvidenceRule,
  type EvidenceRules,
  evidenceRulesSchema,
} from '../../src/config/evidence-schema.ts';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { namesOf } from '../../src/portfolio/skills.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';
import { sampleSnapshot } from '../render/sample.ts';
import { firstPortfolio } from '../site/built-site.ts';

/** All data here is made up, except in the last test. */
const ABACUS = 'ada-sample/Abacus';

interface Given {
  rules?: EvidenceRule[];
  except?: EvidenceRules['except'];
  leastBytes?: number;
  keywords?: string[];
  evidence?: Record<string, unknown[]>;
  highlights?: unknown[];
  projects?: unknown[];
  role?: string;
  /** The main language of Abacus. Null bytes are unknown. */
  language?: { name: string; bytes: number | null };
}

/** The sample with another main language of Abacus. */
function snapshotWith(language: Given['language']): Snapshot {
  if (!language) return sampleSnapshot;
  const { name, bytes } = language;
  const repositories = sampleSnapshot.repositories.map((repository): Repository => {
    const { core } = repository.sections;
    if (repository.name !== ABACUS || !core) return repository;
    const { languages: _, ...sections } = repository.sections;
    return {
      ...repository,
      sections: {
        ...sections,
        core: { ...core, value: { ...core.value, language: name } },
        ...(bytes !== null && { languages: { value: { [name]: bytes }, changedAt: core.changedAt } }),
      },
    };
  });
  return { ...sampleSnapshot, repositories };
}

function build(given: Given): Portfolio {
  const { rules = [], except = [], leastBytes = 0, keywords = ['Skill'], role = 'author' } = given;
  const resume = resumeSchema.parse({
    basics: { name: 'Ada Sample', label: 'Sample', summary: 'Made up.' },
    work: [{ name: 'Works', position: 'Sample', startDate: '2029', highlights: given.highlights ?? [] }],
    projects: given.projects ?? [],
    skills: [{ name: 'Skills', keywords, evidence: given.evidence }],
  });
  const config = portfolioConfigSchema.parse({
    login: 'ada-sample',
    site: 'https://ada.example.test/',
    key: [
      { repository: ABACUS, role },
      { repository: 'someone-else/loom', role: 'contributor' },
    ],
  });
  return buildPortfolio({
    resume,
    config,
    snapshot: snapshotWith(given.language),
    fetchLog: emptyFetchLog,
    history: [],
    rules: evidenceRulesSchema.parse({ rules, except, leastBytes }),
  });
}

/** The evidence for the first skill, with facts and rule. */
function evidenceFor(given: Given) {
  return build(given).skills[0]?.skills[0]?.evidence.map(({ title, facts, rule }) => ({
    title,
    facts: facts.map(({ name, value }) => (value === null ? name : `${name} ${value}`)),
    rule,
  }));
}

describe('a rule', () => {
  test.each<[Omit<EvidenceRule, 'skill'>, string, string]>([
    [{ mainLanguage: 'Go' }, 'mainLanguage Go', 'repositories whose main language is Go'],
    [{ topic: 'counting' }, 'topic counting', 'repositories with the topic counting'],
    [{ contains: 'tests' }, 'tests', 'repositories with tests'],
    [{ contains: 'workflow' }, 'workflow', 'repositories with a workflow'],
  ])('%j finds the repository, its fact and the description of the rule', (condition, fact, description) => {
    expect(evidenceFor({ rules: [{ skill: 'Skill', ...condition }] })).toEqual([
      { title: 'Abacus', facts: [fact], rule: description },
    ]);
  });

  test.each<[string, Given]>([
    ['another skill', { rules: [{ skill: 'Other', mainLanguage: 'Go' }] }],
    ['a language that is not the main one', { rules: [{ skill: 'Skill', mainLanguage: 'Shell' }] }],
    ['a language in different case', { rules: [{ skill: 'Skill', mainLanguage: 'go' }] }],
    ['a missing file', { rules: [{ skill: 'Skill', contains: 'dockerfile' }] }],
    ['too few bytes', { rules: [{ skill: 'Skill', mainLanguage: 'Go' }], leastBytes: 9001 }],
    ['repositories of other authors', { rules: [{ skill: 'Skill', mainLanguage: 'Rust' }] }],
    [
      'a repository that the owner only maintains',
      { rules: [{ skill: 'Skill', mainLanguage: 'Go' }], role: 'maintainer' },
    ],
    [
      'an exception of the owner',
      {
        rules: [{ skill: 'Skill', mainLanguage: 'Go' }],
        except: [{ skill: 'Skill', repository: 'ada-sample/abacus' }],
      },
    ],
  ])('finds nothing for %s', (_, given) => {
    expect(evidenceFor(given)).toEqual([]);
  });

  test('finds a repository once, even if several rules match', () => {
    const rules = [
      { skill: 'Skill', topic: 'counting' },
      { skill: 'Skill', contains: 'tests' as const },
    ];
    expect(evidenceFor({ rules })?.map(({ rule }) => rule)).toEqual(['repositories with the topic counting']);
  });
});

describe('a skill named after a main language, without a rule', () => {
  const found = (skill: string, name: string, more: Given = {}) =>
    evidenceFor({ keywords: [skill], language: { name, bytes: 9000 }, ...more })?.map(({ rule }) => rule);

  test.each([
    ['JavaScript', 'JavaScript'],
    ['javascript', 'JavaScript'],
    ['**C#**', 'C#'],
    ['C++', 'C++'],
    ['C', 'C'],
    ['Ruby', 'Ruby'],
    ['objective-c', 'Objective-C'],
    ['F#', 'F#'],
    ['shell', 'Shell'],
    ['HTML', 'HTML'],
    ['HTML/CSS', 'CSS'],
    ['Jupyter Notebook', 'Jupyter Notebook'],
    ['Kotlin (Experimental)', 'Kotlin'],
    ['C/C++', 'C'],
    ['C / C++', 'C++'],
    ['Golang', 'Go'],
    ['Go (Golang)', 'Go'],
    ['cpp', 'C++'],
    ['JS/TS', 'TypeScript'],
    ['Common Lisp', 'Common Lisp'],
    ['constructor', 'constructor'],
  ])('%s is supported by %s', (skill, language) => {
    expect(found(skill, language)).toEqual([`repositories whose main language is ${language}`]);
  });

  test.each([
    ['C', 'C++'],
    ['C', 'C#'],
    ['C', 'Objective-C'],
    ['C++', 'C'],
    ['Java', 'JavaScript'],
    ['JavaScript', 'Java'],
    ['Go', 'Golo'],
    ['CI/CD', 'C'],
    ['I/O', 'O'],
    ['PL/SQL', 'SQL'],
    ['R&D', 'R'],
    ['React', 'JavaScript'],
    ['Lisp', 'Common Lisp'],
  ])('%j is not supported by %j', (skill, language) => {
    expect(found(skill, language)).toEqual([]);
  });

  test('needs the minimum of bytes like a rule; other than with a rule, the bytes may be unknown', () => {
    expect(found('C++', 'C++', { leastBytes: 9001 })).toEqual([]);
    expect(found('C++', 'C++', { leastBytes: 9000 })).toHaveLength(1);
    const language = { name: 'C++', bytes: null };
    expect(found('C++', 'C++', { language })).toHaveLength(1);
    expect(found('C++', 'C++', { language, leastBytes: 1 })).toHaveLength(1);
    const rules = [{ skill: 'C++', mainLanguage: 'C++' }];
    expect(found('C++', 'C++', { language, leastBytes: 1, rules })).toEqual([]);
  });

  test('is not supported by repositories of other authors or by exceptions', () => {
    expect(found('C++', 'C++', { role: 'maintainer' })).toEqual([]);
    expect(found('C++', 'C++', { except: [{ skill: 'c++', repository: ABACUS }] })).toEqual([]);
  });

  test.each([
    ['Go', 'Go', { skill: 'Go', topic: 'no-such-topic' }],
    ['Go', 'Go', { skill: 'go', topic: 'no-such-topic' }],
    ['Go (Golang)', 'Go', { skill: 'Go', topic: 'no-such-topic' }],
    ['Go (Experimental)', 'Go', { skill: 'Go (Experimental)', topic: 'no-such-topic' }],
    ['Go', 'Go', { skill: 'Go', mainLanguage: 'Zig' }],
    ['C/C++', 'C', { skill: 'C', topic: 'no-such-topic' }],
  ])('%s with %s uses the rule for that name instead: %j', (skill, language, rule) => {
    expect(found(skill, language, { rules: [rule] })).toEqual([]);
  });

  test('keeps the other language if a rule covers one of two', () => {
    const rules = [{ skill: 'C', topic: 'counting' }];
    expect(found('C/C++', 'C++', { rules })).toEqual(['repositories with the topic counting']);
    const others = [{ skill: 'C', topic: 'no-such-topic' }];
    expect(found('C/C++', 'C++', { rules: others })).toEqual(['repositories whose main language is C++']);
  });
});

test.each([
  ['Kubernetes (EKS)', ['Kubernetes (EKS)', 'Kubernetes', 'EKS']],
  ['Linux (Debian/Ubuntu)', ['Linux (Debian/Ubuntu)', 'Linux', 'Debian/Ubuntu', 'Debian', 'Ubuntu']],
  ['TCP/UDP', ['TCP/UDP', 'TCP', 'UDP']],
  ['CI/CD', ['CI/CD']],
  ['C/C++', ['C/C++', 'C', 'C++']],
])('the names of %s', (skill, names) => {
  expect(namesOf(skill)).toEqual(names);
});

describe('evidence listed by the owner', () => {
  const written = (...evidence: unknown[]) => evidenceFor({ evidence: { Skill: evidence } });

  test('is shown with the given fact', () => {
    expect(written(ABACUS)).toEqual([{ title: 'Abacus', facts: [], rule: null }]);
    expect(written({ repository: ABACUS, fact: 'checks' })?.[0]?.facts).toEqual(['checks passing']);
    expect(written({ repository: ABACUS, fact: 'release' })?.[0]?.facts).toEqual(['release release v3.2.1']);
    expect(written({ release: `${ABACUS}@v3.2.1` })?.[0]?.title).toBe('Abacus v3.2.1');
    expect(written({ pullRequest: 'far/away#99' })?.[0]?.title).toBe('Fix the tide');
    expect(written({ pullRequest: 'far/away#1' })?.[0]?.title).toBe('far/away#1');
    expect(written({ page: 'https://ada.example.test/talk', title: 'A talk' })?.[0]?.title).toBe('A talk');
  });

  test('is left out if the repository is not shown or the fact is false or unknown', () => {
    expect(written('ada-sample/nowhere', { repository: ABACUS, fact: 'dockerfile' })).toEqual([]);
    expect(written({ repository: 'ada-sample/mystery', fact: 'tests' })).toEqual([]);
    expect(written({ release: 'ada-sample/nowhere@v1' })).toEqual([]);
  });

  test('must be listed for a keyword of the group', () => {
    expect(() => build({ evidence: { Skil: [ABACUS] } })).toThrow(/one of the keywords in the list/);
  });
});

test('claims are supported by linked repositories, projects by their own with notable facts', () => {
  const { claims } = build({
    highlights: [
      '**Counting:** See [it](https://github.com/ada-sample/abacus).',
      '**Counting:** See nothing.',
      { text: 'Weave', evidence: ['someone-else/loom'] },
    ],
    projects: [{ name: 'Works', description: 'Counts.', url: 'https://github.com/ada-sample/Abacus' }],
  });
  expect(
    claims.map(({ path, anchor, subject, evidence }) => [
      path,
      anchor,
      subject,
      evidence.map(({ title, rule, facts }) => [title, rule, facts.length]),
    ]),
  ).toEqual([
    ['work.0.highlights.0', 'counting', 'Counting', [['Works', 'linked in the line', 0]]],
    ['work.0.highlights.1', 'counting-2', 'Counting', []],
    ['work.0.highlights.2', 'works', 'Works', [['loom', null, 0]]],
    ['projects.0', 'works-2', 'Works', [['Works', 'the project’s own repository', 4]]],
  ]);
});

test('a skill totals its repositories; what is not known for all is unknown', () => {
  const use = (evidence: string[]) => build({ evidence: { Skill: evidence } }).skills[0]?.skills[0]?.use;
  expect(use([])).toBeNull();
  expect(use([ABACUS])).toMatchObject({
    repositories: 1,
    commits: { value: 2051, knownFor: 1, of: 1 },
    commitHistory: {
      commits: 2051,
      firstCommitAt: '2029-01-02T00:00:00Z',
      commitsByWeek: { to: '2031-02-02' },
    },
  });
  expect(use([ABACUS, 'someone-else/loom', 'ada-sample/other'])).toMatchObject({
    repositories: 3,
    commits: { value: 2052, knownFor: 2, of: 3 },
    commitHistory: {
      commits: null,
      firstCommitAt: null,
      lastCommitAt: '2031-01-30T10:00:00Z',
      commitsByWeek: null,
    },
  });
});

/** Review changes with care: a skeptical reader should accept each pair. */
test('the owner’s skills are supported by exactly these repositories', async () => {
  const { skills } = await firstPortfolio();
  const links = skills
    .flatMap((group) => group.skills)
    .filter(({ evidence }) => evidence.length > 0)
    .map(({ name, evidence }) => `${name}: ${evidence.map(({ title }) => title).join(', ')}`);
  expect(links).toEqual([
    'Kotlin: Stopgap, kotlin-map-any, request-generator, grpc-protocol_buffers',
    'Java: DNSResolver',
    'Go: assertG, gRunner, go-spikes',
    'Shell Scripting: avoid',
    'Zig (Experimental): Relay, relay-zig',
    'Python: openssl-ca, DefineBot',
    'Docker: Stopgap',
    'Terraform: terraform-configs',
    'Shell Scripting: avoid',
    'TDD: Relay, Stopgap, assertG',
    'CI/CD: Relay, assertG',
  ]);
});
