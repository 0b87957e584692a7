import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { loadInputs } from '../../src/context/inputs.ts';
import { runProgram } from '../support/program.ts';
import { aWorkspace, type Workspace } from '../support/workspace.ts';

function run({ data }: Workspace, args: string[], variables: Record<string, string> = {}) {
  return runProgram(['audit', '--data', data, ...args], variables);
}

test('findings are printed as text, JSON or annotations; the exit code is 0, or 3 with --strict', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const finding = `${join(workspace.data, 'resume.yaml')}:80:45: warning: "In Progress" may be out of date`;
  const plain = await run(workspace, []);
  expect([plain.code, plain.stdout]).toEqual([0, expect.stringContaining(finding)]);
  expect(plain.stdout).not.toMatch(/^::/m);
  const inActions = await run(workspace, [], { GITHUB_ACTIONS: 'true' });
  expect(inActions.stdout).toMatch(
    /^::warning file=.*resume\.yaml,line=80,col=45,title=Audit::"In Progress" may/m,
  );
  expect(inActions.stdout).not.toMatch(/^::notice/m);
  const strict = await run(workspace, ['--strict', '--json']);
  expect(strict.code).toBe(3);
  expect(JSON.parse(strict.stdout)).toContainEqual({
    severity: 'warning',
    where: expect.stringContaining('resume.yaml:80:45'),
    what: '"In Progress" may be out of date',
    why: expect.any(String),
    fix: expect.any(String),
  });
});

test('notes do not fail --strict, and an audit without findings says so', async () => {
  const workspace = await aWorkspace();
  await workspace.write('login: ada\nsite: https://ada.example.org\n', 'data', 'portfolio.yaml');
  const snapshot = { version: 1, asOf: '2031-02-02', repositories: [], departed: [] };
  await workspace.write(JSON.stringify(snapshot), 'data', 'snapshot.json');
  const basics = 'basics: { name: Ada, label: Engineer, summary: Works. }\n';
  await workspace.write(basics, 'data', 'resume.yaml');
  const noted = await run(workspace, ['--strict']);
  expect([noted.code, noted.stdout]).toEqual([0, expect.stringContaining('\n1 notice\n')]);
  await workspace.write(basics.replace(' }', ', reviewedAt: 2031-01-01 }'), 'data', 'resume.yaml');
  expect(await audit(workspace.data, await loadInputs(workspace.data))).toEqual([]);
  expect(await run(workspace, [])).toMatchObject({ code: 0, stdout: 'no problems found\n' });
});
