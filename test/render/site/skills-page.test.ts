import { expect, it } from 'vitest';
import type { Claim, Evidence, Skill } from '../../../src/portfolio/model.ts';
import { skillTables } from '../../../src/render/site/skills-page.ts';
import { sampleRepository } from '../charts/sample-repository.ts';

const claim = (subject: string, more: Partial<Claim> = {}): Claim => ({
  kind: 'work',
  path: '',
  subject,
  text: '',
  anchor: subject.toLowerCase(),
  evidence: [],
  ...more,
});

const skill = (name: string, more: Partial<Skill> = {}): Skill => ({
  keyword: name,
  name,
  anchor: name.toLowerCase(),
  evidence: [],
  use: null,
  mentions: [],
  ...more,
});

/** A repository that a rule found by its main language. */
function shownBy(title: string, language = 'Go'): Evidence {
  const repository = sampleRepository({
    name: `ada/${title}`,
    title,
    path: null,
    url: `https://github.com/ada/${title}`,
  });
  const facts = [{ name: 'mainLanguage', value: language, factName: 'core' }] as const;
  return { kind: 'repository', title, url: repository.url, repository, facts, rule: 'a rule', at: null };
}

const rowsOf = (...skills: Skill[]) =>
  skillTables([{ name: 'Main', summary: null, skills }]).flatMap(({ rows }) => rows);

it('joins adjacent skills that the same lines mention and nothing public shows', () => {
  const mentions = [claim('Profiling')];
  const rows = rowsOf(
    skill('JMC', { mentions }),
    skill('VisualVM', { mentions }),
    skill('Go', { mentions, evidence: [shownBy('engine')] }),
  );
  expect(rows.map(({ skills }) => skills.map(({ name }) => name))).toEqual([['JMC', 'VisualVM'], ['Go']]);
  expect(rows[0]?.atWork).toEqual([{ text: 'Profiling', url: '/resume/#profiling' }]);
});

it('lists skills of which nothing is known in one row, after the others', () => {
  const mentions = [claim('Caching')];
  const rows = rowsOf(skill('SQL'), skill('Redis', { mentions }), skill('MongoDB'));
  expect(rows.map(({ skills }) => skills.map(({ name }) => name))).toEqual([['Redis'], ['SQL', 'MongoDB']]);
  expect(rows[1]).toMatchObject({ atWork: [], inPublic: [], lastCommitAt: null });
});

it('leaves a cell empty if nothing is known', () => {
  expect(rowsOf(skill('Redis'))).toEqual([
    { skills: [{ name: 'Redis', anchor: 'redis' }], atWork: [], inPublic: [], lastCommitAt: null },
  ]);
});

it('says how repositories show a skill, and counts those it does not list', () => {
  const evidence = Array.from({ length: 8 }, (_, index) => shownBy(`engine-${index}`));
  const written: Evidence = { ...shownBy('press'), rule: null };
  const [row] = rowsOf(skill('Go', { evidence: [...evidence, written] }));
  expect(row?.inPublic.map(({ label, links, more }) => [label, links.length, more])).toEqual([
    [null, 1, 0],
    ['Main language of', 6, 2],
  ]);
  expect(row?.inPublic[0]?.links).toEqual([
    { text: 'press (main language Go)', url: 'https://github.com/ada/press' },
  ]);
});

it('names the projects of the résumé that mention a skill, unless their repositories are listed', () => {
  const evidence = [shownBy('engine')];
  const covered = claim('Engine', { kind: 'project', evidence });
  const other = claim('Loom', { kind: 'project' });
  const [row] = rowsOf(skill('Go', { evidence, mentions: [covered, other] }));
  expect(row?.inPublic.flatMap(({ links }) => links.map(({ text }) => text))).toEqual(['engine', 'Loom']);
  expect(row?.atWork).toEqual([]);
});
