import { mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { updateReadme } from '../../src/commands/readme.ts';
import { renderReadmeBlock } from '../../src/render/readme/readme.ts';
import { samplePortfolio } from '../render/sample.ts';

const START = '<!-- portfolio:start -->';
const END = '<!-- portfolio:end -->';

let folder = '';
let target = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portfolio-readme-'));
  target = join(folder, 'README.md');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the README', () => {
  test('gets its block and its pictures once', async () => {
    await writeFile(target, `${START}\n${END}\n`);
    expect(await updateReadme(samplePortfolio(), target)).toMatchObject({ target, isChanged: true });
    expect(await readFile(target, 'utf8')).toContain(renderReadmeBlock(samplePortfolio()));
    expect(await readdir(join(folder, 'profile'))).toEqual([
      'storage-dark.svg',
      'storage-light.svg',
      'work-dark.svg',
      'work-light.svg',
    ]);
    const again = await updateReadme(samplePortfolio(), target);
    expect(again).toMatchObject({ target, isChanged: false, bytes: (await readFile(target)).length });
  });

  test.each([
    ['Latin-1', Buffer.from('caf\xe9 \xa0\x85', 'latin1')],
    ['broken UTF-8', Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x00])],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffé日本🚀\u2028')],
    ['mixed line endings', Buffer.from('a\r\nb\rc\n\n\n')],
  ])('keeps every byte outside the markers in %s', async (_, own) => {
    const inside = Buffer.from(`\n${START}\nold\n${END}\n`);
    await writeFile(target, Buffer.concat([own, inside, own]));
    await updateReadme(samplePortfolio(), target);
    const written = await readFile(target);
    expect(written.subarray(0, own.length + 1 + START.length)).toEqual(
      Buffer.concat([own, Buffer.from(`\n${START}`)]),
    );
    expect(written.subarray(-own.length - END.length - 1)).toEqual(
      Buffer.concat([Buffer.from(`${END}\n`), own]),
    );
    expect(written.toString('utf8')).toContain(renderReadmeBlock(samplePortfolio()));
  });

  test('is not written with --check, and neither are its pictures', async () => {
    await writeFile(target, `${START}\n${END}\n`);
    expect(await updateReadme(samplePortfolio(), target, true)).toMatchObject({ target, isChanged: true });
    expect(await readdir(folder)).toEqual(['README.md']);
    await updateReadme(samplePortfolio(), target);
    expect(await updateReadme(samplePortfolio(), target, true)).toMatchObject({ target, isChanged: false });
    await writeFile(join(folder, 'profile', 'storage-dark.svg'), 'changed');
    expect(await updateReadme(samplePortfolio(), target, true)).toMatchObject({ target, isChanged: true });
  });

  test.each(['no markers', `${START}\n`, `${START}\n${END}\n${START}\n${END}\n`])(
    'with wrong markers is an error, and nothing is written: %j',
    async (text) => {
      await writeFile(target, text);
      await expect(updateReadme(samplePortfolio(), target)).rejects.toThrow(/README\.md.*\n {2}→ /);
      expect(await readFile(target, 'utf8')).toBe(text);
      expect(await readdir(folder)).toEqual(['README.md']);
    },
  );

  test.each([
    ['around the markers', `<<<<<<< HEAD\n${START}\n${END}\n=======\n>>>>>>> other\n`, 1],
    ['between them', `# Mine\n${START}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n${END}\n`, 3],
    [
      'with duplicated markers',
      `a\r\n<<<<<<< ours\r\n${START}\r\n=======\r\n${START}\r\n>>>>>>> b\r\n${END}\r\n`,
      2,
    ],
  ])('with a merge conflict %s is one error, and nothing is written', async (_, text, line) => {
    await writeFile(target, text);
    const error = await updateReadme(samplePortfolio(), target).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(`${target}:${line}:1: this file has an unresolved merge conflict\n  → `);
    expect(String(error).match(/→/g)).toHaveLength(1);
    expect(await readFile(target, 'utf8')).toBe(text);
  });

  test.each([
    ['a heading', 'Mine\n=======\n'],
    ['a quote', '>>>>>>> deep\n'],
    ['an example in a code block', '```\n<<<<<<< HEAD\n=======\n>>>>>>> other\n```\n'],
  ])('may contain %s, which is not a conflict', async (_, own) => {
    await writeFile(target, `${own}${START}\n${END}\n`);
    await updateReadme(samplePortfolio(), target);
    expect(await readFile(target, 'utf8')).toContain(`${own}${START}\n\n`);
  });

  test('stays a symbolic link if it is one', async () => {
    const real = join(folder, 'real.md');
    await writeFile(real, `${START}\n${END}\n`);
    await symlink('real.md', target);
    await updateReadme(samplePortfolio(), target);
    expect(await readlink(target)).toBe('real.md');
    expect(await readFile(real, 'utf8')).toContain(renderReadmeBlock(samplePortfolio()));
  });

  test('if missing, is an error that says what to do', async () => {
    await expect(updateReadme(samplePortfolio(), target)).rejects.toThrow(/missing\n {2}→ create it with/);
  });
});
