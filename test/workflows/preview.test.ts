import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { copyOwner } from '../support/owner.ts';
import { closeHost, commitTo, openHost } from './runner/actions-host.ts';
import { runWorkflow } from './runner/run.ts';
import { aProgramServer } from './scenario.ts';
import { readWorkflow } from './workflow.ts';

vi.setConfig({ testTimeout: 120_000 });

it('shows errors and audit findings at their lines, and keeps the site as a preview', async () => {
  // There is no GitHub: the job needs none.
  const host = await openHost('http://127.0.0.1:9', copyOwner);
  onTestFinished(() => closeHost(host));
  host.programServer = await aProgramServer();
  const workflow = await readWorkflow('.github/workflows/ci.yml');
  const preview = workflow.jobs.preview ?? expect.unreachable();
  const run = async () =>
    (await runWorkflow({ ...workflow, jobs: { preview } }, host, { name: 'push' })).preview;

  const valid = await run();
  expect(valid?.result, valid?.log).toBe('success');
  expect(valid?.log).toMatch(/^::warning file=data\/resume\.yaml,line=\d+,col=\d+,title=Audit::/m);
  expect(await readdir(host.artifacts.get('preview') ?? expect.unreachable())).toContain('index.html');

  await commitTo(host.origin, 'Break', (clone) =>
    writeFile(join(clone, 'data/portfolio.yaml'), 'login: sku0x20\nkeys: []\n'),
  );
  const invalid = await run();
  expect(invalid?.result).toBe('failure');
  expect(invalid?.log).toMatch(/^::error file=data\/portfolio\.yaml,line=2,col=1,title=Wrong input::.*→/m);
  expect(host.artifacts.has('preview')).toBe(false);
});
