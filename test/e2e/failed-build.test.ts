import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../support/program.ts';
import { aProjectCopy, edit } from '../support/project-copy.ts';
import { aWorkspace, type Workspace } from '../support/workspace.ts';

/** A workspace with a site from an earlier build. */
async function aBuiltWorkspace(): Promise<Workspace> {
  const workspace = await aWorkspace({ snapshot: true });
  await mkdir(workspace.site);
  for (const name of ['portfolio.json', 'portfolio.schema.json', 'index.html']) {
    await workspace.write('the old site', '_site', name);
  }
  return workspace;
}

const buildOf = ({ data, site }: Workspace) => ['build', '--data', data, '--out', site];

test('if a page cannot be rendered, one message reports it and the old site stays', async () => {
  const workspace = await aBuiltWorkspace();
  const before = await workspace.files('.');
  const { replaceAll } = String.prototype;
  onTestFinished(() => void Object.assign(String.prototype, { replaceAll }));
  // Simulates a bug in the filter that uses non-breaking spaces.
  Object.assign(String.prototype, {
    replaceAll(this: string, ...given: Parameters<typeof replaceAll>) {
      if (String(given[1]) === '\u00a0') throw new TypeError('boom');
      return replaceAll.apply(this, given);
    },
  });
  const { code, stdout, stderr } = await runProgram(buildOf(workspace));
  expect([code, stdout]).toEqual([1, '']);
  const [what, fix, ...rest] = stderr.trimEnd().split('\n');
  expect(what).toMatch(/^portfolio failed unexpectedly: \w*Error: .*Error in Nunjucks Filter `nbsp`/);
  expect(fix).toMatch(/^ {2}→ this is a bug in portfolio; set PORTFOLIO_DEBUG=1 .* open an issue/);
  expect(rest).toEqual([]);
  expect(await workspace.files('.')).toEqual(before);
});

test('if the thread that draws the images fails, the old site stays, and PORTFOLIO_DEBUG=1 shows its stack', async () => {
  const project = await aProjectCopy();
  await edit(join(project, 'src/render/site/og-image.ts'), [
    'reductions.slice(0, 1)',
    'reductions.x.slice(0, 1)',
  ]);
  const workspace = await aBuiltWorkspace();
  const before = await workspace.files('.');
  const args = ['src/run.mjs', ...buildOf(workspace)];
  const { PATH, HOME } = process.env;
  const options = { cwd: project, env: { PATH, HOME, PORTFOLIO_DEBUG: '1' } };
  const stderr = await new Promise<string>((done) => {
    execFile(process.execPath, args, options, (_error, _stdout, text) => done(text));
  });
  expect(stderr).toMatch(
    /^portfolio failed unexpectedly: TypeError: Cannot read properties of undefined[\s\S]*\n {4}at .*og-image\.ts/,
  );
  expect(await workspace.files('.')).toEqual(before);
});
