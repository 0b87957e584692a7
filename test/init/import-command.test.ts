import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { setUpText } from '../../src/report/set-up.ts';
import { aUser, aWorld } from '../support/github/builders.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

/** Runs init with a résumé, for an owner whose profile on GitHub is complete. */
async function initWith(resume: string | null) {
  const user = aUser({
    login: 'ada',
    name: 'Countess',
    profile: { bio: 'A bio on GitHub', blog: 'https://github-blog.example', email: 'github@ada.example' },
  });
  const github = await aGitHub(aWorld({ user, repositories: [] }));
  const workspace = await aWorkspace();
  const file = join(workspace.folder, 'mine.json');
  if (resume !== null) await workspace.write(resume, 'mine.json');
  const flags = { login: 'ada', force: true, resume: resume === null ? undefined : file };
  const context = aContext(workspace, github, flags);
  const result = await init(context, quick);
  const text = setUpText(result, context.flags).replaceAll(`${workspace.folder}/`, '');
  return { result, text, yaml: await workspace.read('data', 'resume.yaml'), workspace };
}

test('a given résumé gets nothing from GitHub, and defaults are marked as suggestions', async () => {
  const { yaml, text, workspace } = await initWith('{ "basics": { "name": "Ada" }, "skills": ["Go"] }');
  expect(yaml).not.toMatch(/A bio|github-blog|github@|Countess/);
  expect(yaml).toContain('\n  label: Developer # A suggestion: replace it.\n');
  expect(yaml).toContain('\n  summary: The public work of Ada on GitHub. # A suggestion: replace it.\n');
  expect(text).toContain(
    [
      'Not in your résumé (suggestions to replace in resume.yaml):',
      '  data/resume.yaml: basics.label is "Developer": this is only a default',
      '    → write your own label there',
      '  data/resume.yaml: basics.summary is "The public work of Ada on GitHub.": this is only a default',
      '    → write your own summary there',
    ].join('\n'),
  );
  const { resume } = await loadOwnerFiles(workspace.data);
  expect(resume.basics).toEqual({
    name: 'Ada',
    label: 'Developer',
    summary: 'The public work of Ada on GitHub.',
    profiles: [],
  });
});

test('a complete résumé gives no suggestions', async () => {
  const { yaml, result } = await initWith(
    '{ "basics": { "name": "Ada", "label": "Dev", "summary": "Works." } }',
  );
  expect(yaml).not.toContain('suggestion');
  expect(result.notes).toEqual([]);
});

test('without a résumé, the profile is used, and only the label is a suggestion', async () => {
  const { yaml, result, workspace } = await initWith(null);
  expect(yaml.match(/^.*suggestion.*$/gm)).toEqual(['  label: Developer # A suggestion: replace it.']);
  expect(result.notes).toEqual([]);
  const { resume } = await loadOwnerFiles(workspace.data);
  expect(resume.basics).toMatchObject({
    name: 'Countess',
    email: 'github@ada.example',
    url: 'https://github-blog.example',
    summary: 'A bio on GitHub',
  });
});

test('the result has the paths that were left out, for programs', async () => {
  const { result } = await initWith(
    '{ "basics": { "name": "Ada" }, "work": [{ "position": "Dev", "endDate": "?" }] }',
  );
  expect(result.leftOut).toEqual(['work.0.endDate']);
  expect(result.notes[0]).toMatchObject({ kind: 'left out', path: 'work.0.endDate', value: '"?"' });
});
