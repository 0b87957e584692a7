import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { samplePortfolio, sampleSnapshot } from '../render/sample.ts';
import {
  type BuiltSite,
  builtSite,
  decode,
  firstPortfolio,
  pageOf,
  portfolioOf,
  textOf,
} from './built-site.ts';

let site: BuiltSite;
beforeAll(async () => {
  site = await builtSite(await firstPortfolio());
}, 60_000);
afterAll(() => site.remove());

/** The visible lines of a page's main part. */
function linesOf(path: string): string[] {
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(pageOf(site, path)) ?? [];
  return main
    .replace(/<svg.*?<\/svg>/gs, '')
    .split(/<\/(?:p|li|h\d|dt|tr|thead)>/)
    .map((part) => textOf(part).replace(/ ([,:;])/g, '$1'))
    .filter((line) => line !== '');
}

/** Review changes with care: a skeptical reader should accept each link between a skill and a repository. */
test('the skills page of the owner', async () => {
  await expect(`${linesOf('/skills/').join('\n')}\n`).toMatchFileSnapshot('../fixtures/skills-page.txt');
});

test('a skill links to the claims in the résumé that mention it', () => {
  const [, fragment = ''] =
    /id="ci-cd">.*?At work: <\/span><a href="\/resume\/#([^"]*)"/s.exec(pageOf(site, '/skills/')) ?? [];
  const [, line = ''] =
    new RegExp(`<li id="${fragment}">(.*?)</li>`, 's').exec(pageOf(site, '/resume/')) ?? [];
  expect(textOf(line)).toMatch(/^CI\/CD Pipeline: /);
});

test('the résumé shows the evidence for its claims', () => {
  const text = linesOf('/resume/').join('\n');
  expect(text).toContain(
    'lightweight, high-performance architecture.\nShown by Stopgap: main language Kotlin, tests, latest tag v2.0.0; 135 commits, last 3 Oct 2025',
  );
  expect(text).toContain('In public repositories: TDD as a skill 3, CI/CD as a skill 2');
});

test('a project page lists the claims it supports, and /verify/ the commands to check them', () => {
  const lines = linesOf('/projects/stopgap/');
  const from = lines.findIndex((line) => line.endsWith('Evidence for'));
  expect(lines.slice(from + 1)).toEqual([
    'Verify',
    'Kotlin as a skill (main language)',
    'Docker as a skill (Dockerfile)',
    'TDD as a skill (tests)',
    'In the résumé: Stopgap',
  ]);
  const commands = [...pageOf(site, '/verify/').matchAll(/<pre><code>(.*?)<\/code>/g)].map(
    ([, command = '']) => decode(command),
  );
  // This site was built locally, without a workflow run.
  expect(pageOf(site, '/verify/')).not.toMatch(/actions\/runs/);
  expect(commands).toContain(
    'git ls-remote --tags https://github.com/sku0x20/stopgap refs/tags/v2.0.0 | cut -f2',
  );
});

test('one commit is not called commits', async () => {
  const projects = [{ name: 'Loom', url: 'https://github.com/someone-else/loom' }];
  const resume = { ...samplePortfolio().resume, projects };
  const other = await builtSite(await portfolioOf(sampleSnapshot, { resume }));
  onTestFinished(other.remove);
  expect(textOf(pageOf(other, '/resume/'))).toContain('; 1 commit, last 6 May 2030');
});
