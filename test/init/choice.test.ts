import { describe, expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { aRepository, aUser, aWorld, type GivenRepository } from '../support/github/builders.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

async function initWith(repositories: GivenRepository[], isOrganization = false) {
  const user = aUser({ login: 'ada', isOrganization });
  const github = await aGitHub(aWorld({ user, repositories: repositories.map(aRepository) }));
  const workspace = await aWorkspace();
  const result = await init(aContext(workspace, github, { login: 'ada', force: true }), quick);
  return { result, ...(await loadOwnerFiles(workspace.data)) };
}

const uses = (language: string, index: number) => ({ name: `ada/r${index}`, languages: { [language]: 10 } });

describe('the suggested role', () => {
  test.each([
    [['Kotlin', 'Go', 'Go', 'Zig'], false, 'Go & Kotlin Developer'],
    [['Rust'], false, 'Rust Developer'],
    [[], false, 'Developer'],
    [['HTML', 'Makefile'], false, 'Developer'],
    [['Go', 'C'], true, 'Open Source in C & Go'],
    [[], true, 'Open Source'],
  ])('of %j (organization: %s) is %s', async (languages, isOrganization, label) => {
    const { resume } = await initWith(languages.map(uses), isOrganization);
    expect(resume.basics.label).toBe(label);
  });
});

test('markup, build files and notebooks are not skills', async () => {
  const languages = ['Jupyter Notebook', 'Dockerfile', 'Makefile', 'HTML', 'CSS', 'TypeScript'];
  const { resume } = await initWith(languages.map(uses));
  expect(resume.skills).toEqual([{ name: 'Languages', keywords: ['TypeScript'] }]);
});

test('stars come first, then code, then documents; settings are not projects', async () => {
  const { config } = await initWith([
    { name: 'ada/.github', stars: 9 },
    { name: 'ada/dotfiles', stars: 9 },
    { name: 'ada/notes', languages: {}, description: 'My notes' },
    { name: 'ada/page', languages: { HTML: 9 }, description: 'My page' },
    { name: 'ada/tool', languages: { Go: 9 } },
    { name: 'ada/popular', languages: {}, stars: 2 },
  ]);
  expect(config.key).toEqual(['ada/popular', 'ada/tool', 'ada/notes']);
});

test('the checklist names what is missing', async () => {
  const { result } = await initWith([]);
  expect(result.todo).toEqual([
    'In data/resume.yaml, write your own label and summary instead of what is suggested.',
    'In data/resume.yaml, add your jobs under "work".',
    'In data/portfolio.yaml, list your key projects once you have public repositories.',
  ]);
  const organization = await initWith([{ name: 'ada/tool' }], true);
  expect(organization.result.todo).toEqual([
    'In data/resume.yaml, write your own label and summary instead of what is suggested.',
    'In data/portfolio.yaml, check the key projects, and put the best one first.',
  ]);
});
