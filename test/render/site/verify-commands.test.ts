import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refresh } from '../../../src/commands/refresh.ts';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import type { Portfolio, PortfolioRepository } from '../../../src/portfolio/model.ts';
import { totalCommands, verifications } from '../../../src/render/site/verifications.ts';
import { shellWord } from '../../../src/render/site/verify-commands.ts';
import { aCheckRun } from '../../support/github/builders.ts';
import { headOf, repositoryNamed } from '../../support/github/world.ts';
import { theOwnersWorld } from '../../support/owner-world.ts';
import { aContext, aGitHub, aWorkspace } from '../../support/workspace.ts';
import { samplePortfolio } from '../sample.ts';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portfolio-shell-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a shell prints when the command is pasted into it, in an empty folder. */
async function paste(command: string): Promise<string> {
  // A grep that finds nothing ends with 1: what is printed tells that.
  const { stdout } = await run('bash', ['-c', `${command}\ntrue`], { cwd: folder });
  return stdout;
}

const HOSTILE = [
  "a'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  'a" ; touch pwned ; "',
  'a && touch pwned',
  '-o pwned',
  '> pwned',
  '*',
  '~',
  '!!',
  'a\\',
  '#',
];

describe('a word for the shell', () => {
  test.each(HOSTILE)('%j stays what it is', async (text) => {
    expect(await paste(`printf %s ${shellWord(text)}`)).toBe(text);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(['a\nb', 'a\u001b[201~b', 'a\u0003', 'a\u202eb', 'ä', ''])('%j is none', (text) => {
    expect(shellWord(text)).toBeNull();
  });
});

describe.each(HOSTILE)('a repository, a tag, a topic and a login that are called %j', (hostile) => {
  test('give commands that only ask for them', async () => {
    const commands = commandsFor(hostile);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      expect(command).toMatch(/^(curl|git) [\x20-\x7E]+$/);
      // The tools tell what they are asked, a line for each word, instead of asking.
      const asked = await paste(
        `curl() { printf '%s\\n' curl "$#" "$@" >&2; }; git() { printf '%s\\n' git "$#" "$@" >&2; }; (${command}) 2>&1`,
      );
      expect(asked).toMatch(
        /^curl\n2\n-s\w+\nhttps:\/\/api\.github\.com\/\S+\n|^git\n4\nls-remote\n--tags\nhttps:.*\nrefs\/tags\/.*\n/,
      );
      expect(await readdir(folder), command).toEqual([]);
    }
  }, 60_000);
});

/** Every command for the sample, in which all that is foreign is called this. */
function commandsFor(hostile: string): string[] {
  const portfolio = samplePortfolio();
  const renamed = (repository: PortfolioRepository): PortfolioRepository => ({
    ...repository,
    name: `${hostile}/${hostile}`,
    role: 'contributor',
    language: hostile,
    latestRelease: repository.latestRelease && { ...repository.latestRelease, kind: 'tag', tag: hostile },
    ci: repository.ci && { ...repository.ci, sha: hostile },
  });
  const repositories = portfolio.repositories.map(renamed);
  const [repository = null] = repositories;
  const facts = (['mainLanguage', 'topic', 'tests', 'release', 'checks'] as const).map((name) => ({
    name,
    value: hostile,
    factName: 'core' as const,
  }));
  const evidence = [
    { kind: 'repository' as const, title: '', url: '', repository, facts, rule: null, at: null },
  ];
  const attacked: Portfolio = {
    ...portfolio,
    login: hostile,
    repositories,
    claims: portfolio.claims.map((claim) => ({ ...claim, evidence })),
  };
  const rows = verifications(attacked).flatMap(({ commands }) => commands);
  return [...rows, ...totalCommands(attacked)].map(({ command }) => command);
}

test('what is unknown has no command, and commits in a foreign repository are asked for by the owner’s login', () => {
  const portfolio = samplePortfolio();
  const whatOf = (name: string) =>
    verifications(portfolio)
      .find(({ repository }) => repository.name === name)
      ?.commands.map(({ what }) => what);
  expect(whatOf('ada-sample/mystery')).toBeUndefined();
  expect(whatOf('someone-else/loom')).toEqual(['Last commit']);
  expect(
    verifications(portfolio).flatMap(({ commands }) => commands.map(({ command }) => command)),
  ).toContainEqual(expect.stringContaining('/repos/someone-else/loom/commits?per_page=1&author=ada-sample'));
});

describe('the commands', () => {
  test('print at GitHub what the site says', async () => {
    const world = theOwnersWorld();
    const assertG = repositoryNamed(world, 'sku0x20/assertG');
    assertG.checkRuns[headOf(assertG)?.sha ?? ''] = [aCheckRun(), aCheckRun({ name: 'lint' })];
    const github = await aGitHub(world);
    const workspace = await aWorkspace();
    await workspace.write(
      'rules:\n  - { skill: Go, mainLanguage: Go }\n  - { skill: TDD, contains: tests }\n  - { skill: Zig, topic: testing }\n',
      'data',
      'evidence.yaml',
    );
    await refresh(aContext(workspace, github));
    const portfolio = await loadPortfolio(workspace.data);
    const rows = [
      ...verifications(portfolio).flatMap(({ commands }) => commands),
      ...totalCommands(portfolio),
    ];
    const asked = rows.filter(({ command }) => command.startsWith('curl '));
    expect(new Set(asked.map(({ what }) => what))).toEqual(
      new Set([
        ...['Main language Go', 'Tests', 'Topic testing', 'Workflow', 'Commits', 'Last commit'],
        ...[
          'Main language Zig',
          'Main language Kotlin',
          'Main language HCL',
          'Newest release',
          'Licence',
          'Stars',
          'Forks',
        ],
        ...['Open issues and pull requests', 'Failed checks', 'Public repositories'],
        'Pull requests merged elsewhere',
      ]),
    );
    for (const { what, command, answer } of asked) {
      const printed = await paste(command.replace('https://api.github.com', github.url));
      if (answer === null) expect(printed, command).toMatch(/^"path":"[^"]+"\n/);
      else expect(withoutSpaces(printed), `${what}: ${command}`).toBe(withoutSpaces(answer));
    }
  }, 60_000);

  test('find a tag where git is asked', async () => {
    const portfolio = samplePortfolio();
    const rows = verifications({
      ...portfolio,
      repositories: portfolio.repositories.map((repository) => ({
        ...repository,
        latestRelease: repository.latestRelease && { ...repository.latestRelease, kind: 'tag' },
      })),
    }).flatMap(({ commands }) => commands);
    const row = rows.find(({ command }) => command.startsWith('git '));
    const made = await mkdtemp(join(tmpdir(), 'portfolio-git-'));
    await run('bash', [
      '-c',
      `cd '${made}' && git init -q . && git -c user.name=a -c user.email=a@b.test commit -q --allow-empty -m a &&
       git -c user.name=a -c user.email=a@b.test tag -a -m a v3.2.1 && git tag v3.2.10`,
    ]);
    const printed = await paste(row?.command.replace(/https:\S+/, made) ?? 'false');
    expect(printed).toBe(`${row?.answer}\n`);
    await rm(made, { recursive: true });
  });
});

/** GitHub lays its JSON out for curl, the fake does not. */
function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
