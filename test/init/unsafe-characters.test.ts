import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { refresh } from '../../src/commands/refresh.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { readJsonResume } from '../../src/init/json-resume.ts';
import { setUpText } from '../../src/report/set-up.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { hasUnsafeCharacters } from '../../src/text/characters.ts';
import { aUser, aWorld } from '../support/github/builders.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

test.each([
  ['JSON', '{ "basics": { "name": "Eve\\u001b]0;x\\u0007", "label": "a\\tb" } }'],
  ['YAML', 'basics:\n  name: "Eve\\e]0;x\\a"\n  label: "a\\tb"\n'],
  ['YAML with raw characters', 'basics:\n  name: Eve\x1b]0;x\x07\n  label: "a\tb"\n'],
  ['JSON with raw characters', '{ "basics": { "name": "Eve\x1b]0;x\x07", "label": "a\tb" } }'],
])('removes unsafe characters from %s, and reports them', (_, text) => {
  const { sections, leftOut } = readJsonResume(text, 'resume');
  expect(sections.basics).toMatchObject({ name: 'Eve]0;x', label: 'a b' });
  expect(leftOut).toEqual(['basics.name: U+001B, U+0007']);
});

test('removes them from lists and keys, and keeps characters that scripts need', () => {
  const source = {
    'ba\u202Esics': { name: 'A\u200D\u200C\u200E\u200FB', summary: 'one\r\ntwo\ud800' },
    skills: [{ name: 'Go', keywords: ['fine', 'b\uFFFE\u2066ad'] }],
    'x\u009b': 1,
  };
  const { sections, leftOut } = readJsonResume(JSON.stringify(source), 'resume.json');
  expect(sections).toMatchObject({
    basics: { name: 'A\u200D\u200C\u200E\u200FB', summary: 'one\ntwo' },
    skills: [{ name: 'Go', keywords: ['fine', 'bad'] }],
  });
  expect(leftOut).toEqual([
    'basics: U+202E',
    'basics.summary: U+D800',
    'skills.0.keywords.1: U+FFFE, U+2066',
    'x: U+009B',
    'x',
  ]);
});

test('neither the output of init nor the site contains them', { timeout: 60_000 }, async () => {
  const github = await aGitHub(aWorld({ user: aUser({ login: 'eve', name: 'Eve' }), repositories: [] }));
  const workspace = await aWorkspace();
  const unsafe = '\\u001b]0;x\\u0007\\u000b\\u009b\\u202e\\uFFFE\\ud800';
  const resume = `{ "basics": { "name": "Eve${unsafe}", "summary": "S${unsafe}" }, "work": [{ "position": "P${unsafe}" }] }`;
  await workspace.write(resume, 'mine.json');
  const file = join(workspace.folder, 'mine.json');
  const context = aContext(workspace, github, { login: 'eve', force: true, resume: file });
  const result = await init(context, quick);
  expect(setUpText(result, context.flags)).toContain('basics.name: U+001B, U+0007, U+000B, U+009B');
  expect(hasUnsafeCharacters(setUpText(result, context.flags))).toBe(false);
  await refresh(aContext(workspace, github), quick);
  const portfolio = await loadPortfolio(workspace.data);
  const { missingGlyphs } = await buildSite(portfolio, { out: workspace.site, baseUrl: portfolio.site });
  expect(missingGlyphs).toEqual([]);
  for (const name of ['index.html', 'resume.txt', 'resume.md', 'resume.json', 'feed.xml', 'portfolio.json']) {
    const text = await readFile(join(workspace.site, name), 'utf8');
    expect(text.toLowerCase(), name).toMatch(/eve.?\]0;x/);
    expect(hasUnsafeCharacters(text) || /\\u00[0189]/.test(text), name).toBe(false);
  }
});
