import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { parseFlags } from '../../src/context/flags.ts';
import { UserError } from '../../src/errors.ts';
import { homepage } from '../../src/facts/fields.ts';
import { readJsonResume } from '../../src/init/json-resume.ts';
import { aWorkspace } from '../support/workspace.ts';

const RESUME = 'basics:\n  name: Ada\n  label: Engineer\n  summary: Made up.\n';
const CONFIG = 'login: ada\nsite: https://ada.example\n';

/** Loads these files and returns the problems, with locations relative to the data folder. */
async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const { data } = await aWorkspace();
  const all = { 'resume.yaml': RESUME, 'portfolio.yaml': CONFIG, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(data, name), text);
  try {
    await loadOwnerFiles(data);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(
      ({ where = '', what, fix }) => `${where.slice(data.length + 1)}: ${what} → ${fix}`,
    );
  }
}

const SECRET = 'me:opensesame@';

describe('reports the location of a URL with a password, without quoting the password', () => {
  test.each([
    ['portfolio.yaml:2:7', { 'portfolio.yaml': `login: ada\nsite: https://${SECRET}ada.example\n` }],
    ['portfolio.yaml:2:7', { 'portfolio.yaml': 'login: ada\nsite: https://opensesame@ada.example\n' }],
    ['resume.yaml:5:8', { 'resume.yaml': `${RESUME}  url: https://${SECRET}ada.example\n` }],
    ['resume.yaml:5:10', { 'resume.yaml': `${RESUME}  image: https://${SECRET}ada.example/a.png\n` }],
    [
      'resume.yaml:6:42',
      {
        'resume.yaml': `${RESUME}  profiles:\n    - { network: X, username: ada, url: "https://${SECRET}x.example" }\n`,
      },
    ],
    [
      'resume.yaml:7:25',
      {
        'resume.yaml': `${RESUME}projects:\n  - name: One\n    evidence: [{ page: "https://${SECRET}x.example", title: Page }]\n`,
      },
    ],
    [
      'resume.yaml:6:32',
      {
        'resume.yaml': `${RESUME}awards:\n  - { title: A, summary: "see <https://${SECRET}x.example/a>" }\n`,
      },
    ],
    [
      'resume.yaml:4:22',
      {
        'resume.yaml': RESUME.replace('Made up', `See [all](https://${SECRET}x.example)`),
      },
    ],
    ['resume.yaml:3:10', { 'resume.yaml': RESUME.replace('Engineer', `https://${SECRET}x.example`) }],
    [
      'evidence.yaml:2:12',
      { 'evidence.yaml': `rules:\n  - skill: https://${SECRET}x.example\n    topic: go\n` },
    ],
  ])('%s of %j', async (where, files) => {
    const problems = await problemsOf(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/\*\*\*@\w+\.example.*" contains a user name or password → remove it/);
    expect(problems[0]?.split(': ')[0]).toBe(where);
    expect(problems.join()).not.toContain('opensesame');
  });

  test('together with other problems, which do not quote it either', async () => {
    const problems = await problemsOf({
      'portfolio.yaml': `login: ada\nsite: ftp://${SECRET}ada.example\nexclude: [${SECRET}x]\nlink: //${SECRET}x\n`,
    });
    expect(problems.length).toBeGreaterThanOrEqual(4);
    expect(problems.join('\n')).not.toContain('opensesame');
  });
});

test('accepts an email address, a handle in a path, and a user name for ssh', async () => {
  const summary =
    'Mail ada@x.example, see https://x.example/@ada or ssh://git@x.example/a.git, or <mailto:ada@x.example>.';
  expect(await problemsOf({ 'resume.yaml': RESUME.replace('Made up.', `"${summary}"`) })).toEqual([]);
});

test('rejects --base-url with a password, without quoting the password', () => {
  for (const url of [`https://${SECRET}x.example`, `ftp://${SECRET}x.example`, `${SECRET}x.example`]) {
    const withoutPassword = expect.objectContaining({ message: expect.not.stringContaining('opensesame') });
    expect(() => parseFlags(['--base-url', url], ['base-url'])).toThrow(withoutPassword);
    expect(() => parseFlags(['--base-url', url], ['base-url'])).toThrow('--base-url "');
  }
});

test('ignores a homepage on GitHub that contains a password', () => {
  expect(homepage.parse(`https://${SECRET}x.example`)).toBeNull();
  expect(homepage.parse('https://token@x.example')).toBeNull();
  expect(homepage.parse('https://x.example/@me')).toBe('https://x.example/@me');
});

test('imports a résumé without the passwords in its URLs', () => {
  const basics = {
    name: 'Ada',
    url: `https://${SECRET}x.example`,
    summary: `See https://${SECRET}x.example/a.`,
  };
  const { sections, leftOut } = readJsonResume(JSON.stringify({ basics }), 'resume.json');
  expect(sections.basics).toMatchObject({ name: 'Ada', summary: 'See https://x.example/a.' });
  expect(leftOut).toEqual(['basics.url']);
});
