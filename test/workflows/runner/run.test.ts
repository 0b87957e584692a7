import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWorkflow } from '../workflow.ts';
import type { ActionsHost } from './actions-host.ts';
import { closeHost, git, openHost } from './actions-host.ts';
import { evaluate, fillIn, isWanted } from './expression.ts';
import { runWorkflow } from './run.ts';

describe('expressions', () => {
  const surroundings = {
    contexts: { github: { ref_name: 'main' }, steps: { one: { outputs: { tag: 'v1' } } } },
    status: 'success' as const,
  };

  it('are filled in, and an output that no step has set is empty', () => {
    expect(
      fillIn(
        `\${{ github.ref_name }}:\${{ steps.one.outputs.tag }}:\${{ steps.one.outputs.none }}`,
        surroundings,
      ),
    ).toBe('main:v1:');
  });

  it.each(['github.ref_nam', 'steps.two.outputs.tag', 'secrets.KEY', 'secret()'])(
    'refuse %s',
    (expression) => {
      expect(() => evaluate(expression, surroundings)).toThrow();
    },
  );

  it('ask for success unless they ask for another status', () => {
    const failed = { ...surroundings, status: 'failure' as const };
    expect(isWanted("github.ref_name == 'main'", surroundings)).toBe(true);
    expect(isWanted("github.ref_name == 'main'", failed)).toBe(false);
    expect(isWanted("failure() && github.ref_name == 'main'", failed)).toBe(true);
    expect(isWanted(undefined, failed)).toBe(false);
  });
});

describe('a run', () => {
  let host: ActionsHost;
  beforeAll(async () => {
    host = await openHost('http://127.0.0.1:9', (clone) => writeFile(join(clone, 'NOTES.md'), 'x'));
  });
  afterAll(() => closeHost(host));

  const run = (jobs: string) =>
    runWorkflow(parseWorkflow(`name: Test\non: {push: {}}\npermissions: {}\njobs:\n${jobs}`), host, {
      name: 'push',
    });
  const job = (name: string, more: string, steps: string[]) =>
    [
      `  ${name}:`,
      `    {name: ${name}, runs-on: x, timeout-minutes: 1, permissions: {}, ${more}`,
      `    steps: [${steps.join(', ')}]}`,
      '',
    ].join('\n');

  it('passes outputs from step to step and from job to job, and keeps summaries', async () => {
    const { two } = await run(
      job('one', `outputs: {tag: "\${{ steps.a.outputs.tag }}"},`, [
        `{id: a, run: 'echo tag=v1 >> "$GITHUB_OUTPUT"; echo NAME=x >> "$GITHUB_ENV"'}`,
        `{run: 'test "$NAME" = x'}`,
      ]) +
        job('two', 'needs: one,', [
          `{env: {TAG: "\${{ needs.one.outputs.tag }}"}, run: 'echo "got $TAG" >> "$GITHUB_STEP_SUMMARY"'}`,
        ]),
    );
    expect(two).toMatchObject({ result: 'success', summary: 'got v1\n' });
  });

  it('stops a job at a failure, in a pipe too, and skips the jobs that need it', async () => {
    const { one, two } = await run(
      job('one', '', [
        `{run: 'false | cat'}`,
        `{run: 'echo reached'}`,
        `{if: failure(), run: 'echo after'}`,
      ]) + job('two', 'needs: one,', [`{run: 'true'}`]),
    );
    expect(one).toMatchObject({ result: 'failure' });
    expect(one?.log).not.toContain('reached\n');
    expect(one?.log).toContain('after\n');
    expect(two?.result).toBe('skipped');
  });

  it('lets only a checkout with credentials push', async () => {
    const push = `{run: 'git -c user.name=a -c user.email=b commit --quiet --allow-empty -m x; git push origin HEAD:main'}`;
    const checkout = (persist: boolean) =>
      `{uses: actions/checkout@x, with: {ref: main, persist-credentials: ${persist}}}`;
    const before = await git(host.origin, 'rev-parse', 'main');
    expect((await run(job('one', '', [checkout(false), push]))).one?.result).toBe('failure');
    expect(await git(host.origin, 'rev-parse', 'main')).toBe(before);
    expect((await run(job('one', '', [checkout(true), push]))).one?.result).toBe('success');
    expect(await git(host.origin, 'rev-parse', 'main')).not.toBe(before);
  });

  it('refuses an action that is not in the table', async () => {
    await expect(run(job('one', '', ['{uses: some/action@x}']))).rejects.toThrow('no such action');
  });
});
