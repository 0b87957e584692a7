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

/**
 * Runs each command in a shell of its own in an empty folder, after `setup`, and returns their outputs. One process reads them
 * all and forks for each, which is much faster than starting one for each.
 */
async function pasteAll(commands: readonly string[], setup = ':'): Promise<string[]> {
  // `eval` in a subshell: what a command breaks, even the syntax, ends with it. grep exits with 1 if it finds nothing.
  const script = `${setup}; for command; do (eval "$command"); printf '\\0'; done`;
  const { stdout } = await run('bash', ['-c', script, 'bash', ...commands], { cwd: folder });
  return stdout.split('\0').slice(0, -1);
}

async function paste(command: string): Promise<string> {
  const [output = ''] = await pasteAll([command]);
  return output;
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

describe('a shell word', () => {
  test('is passed on unchanged', async () => {
    expect(await pasteAll(HOSTILE.map((text) => `printf %s ${shellWord(text)}`))).toEqual(HOSTILE);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(['a\nb', 'a\u001b[201~b', 'a\u0003', 'a\u202eb', 'ä', ''])('%j is rejected', (text) => {
    expect(shellWord(text)).toBeNull();
  });
});

describe.each(HOSTILE)('a repository, tag, topic and login named %j', (hostile) => {
  test('give commands that only make requests', async () => {
    const commands = commandsFor(hostile);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(command).toMatch(/^(curl|git) [\x20-\x7E]+$/);
    // These stubs print their arguments, one per line, instead of making a request, and nothing is left to filter.
    const stubs = `curl() { printf '%s\\n' curl "$#" "$@" >&2; }; git() { printf '%s\\n' git "$#" "$@" >&2; }
      jq() { :; }; grep() { :; }`;
    const outputs = await pasteAll(
      commands.map((command) => `(${command}) 2>&1`),
      stubs,
    );
    expect(outputs).toHaveLength(commands.length);
    for (const output of outputs) {
      expect(output).toMatch(
        /^curl\n2\n-s\w+\nhttps:\/\/api\.github\.com\/\S+\n|^git\n4\nls-remote\n--tags\nhttps:.*\nrefs\/tags\/.*\n/,
      );
    }
    expect(await readdir(folder)).toEqual([]);
  }, 60_000);
});

/** Every command for the sample with all untrusted text replaced by `hostile`. */
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

test('unknown values have no command; in a repository of another author only the owner’s commits count', () => {
  const portfolio = samplePortfolio();
  const whatOf = (name: string) =>
    verifications(portfolio)
      .find(({ repository }) => repository.name === name)
      ?.commands.map(({ what }) => what);
  expect(whatOf('ada-sample/mystery')).toBeUndefined();
  expect(whatOf('someone-else/loom')).toEqual(['Latest commit']);
  expect(
    verifications(portfolio).flatMap(({ commands }) => commands.map(({ command }) => command)),
  ).toContainEqual(expect.stringContaining('/repos/someone-else/loom/commits?per_page=1&author=ada-sample'));
});

describe('the commands', () => {
  test('print the numbers on the site when run against GitHub', async () => {
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
    // One command of each kind, because those of another repository differ only in its name.
    const kinds = new Map(rows.map((row) => [row.what, row]));
    const requests = [...kinds.values()].filter(({ command }) => command.startsWith('curl '));
    expect(new Set(requests.map(({ what }) => what))).toEqual(
      new Set([
        ...['Main language Go', 'Tests', 'Topic testing', 'Workflow', 'Commits', 'Latest commit'],
        ...[
          'Main language Zig',
          'Main language Kotlin',
          'Main language HCL',
          'Latest release',
          'License',
          'Stars',
          'Forks',
        ],
        ...['Open issues and pull requests', 'Failing CI checks', 'Public repositories'],
        'Pull requests merged elsewhere',
      ]),
    );
    const outputs = await pasteAll(
      requests.map(({ command }) => command.replace('https://api.github.com', github.url)),
    );
    expect(outputs).toHaveLength(requests.length);
    for (const [index, { what, command, answer }] of requests.entries()) {
      const printed = outputs[index] ?? '';
      if (answer === null) expect(printed, command).toMatch(/^[\w./-]+\n/);
      else expect(withoutSpaces(printed), `${what}: ${command}`).toBe(withoutSpaces(answer));
    }
  }, 60_000);

  test('find a tag with git', async () => {
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

/** GitHub pretty-prints its JSON for curl, the fake does not. */
function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
