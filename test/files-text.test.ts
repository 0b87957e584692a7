import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadPortfolio } from '../src/context/inputs.ts';
import { pathsOf } from '../src/context/paths.ts';
import { readText } from '../src/files.ts';
import { emptyFetchLog } from '../src/snapshot/fetch-log.ts';
import { readFetchLog, readSnapshot } from '../src/snapshot/file.ts';
import { copyOwner } from './support/owner.ts';
import { aWorkspace } from './support/workspace.ts';

async function aFile(bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'text-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'a.yaml');
  await writeFile(path, bytes);
  return path;
}

test.each<[string, Buffer, string]>([
  [
    'Latin-1',
    Buffer.from('a: 1\nname: Siddh\xe4nt', 'latin1'),
    '2:12: this file is not UTF-8: invalid byte 0xE4',
  ],
  ['the first byte', Buffer.from([0xff, 0x41]), '1:1: this file is not UTF-8: invalid byte 0xFF'],
  [
    'a truncated sequence at the end',
    Buffer.from([0x41, 0xef, 0xbf]),
    '1:2: this file is not UTF-8: invalid byte 0xEF',
  ],
  [
    'an encoded surrogate',
    Buffer.from([0x41, 0xed, 0xa0, 0x80]),
    '1:2: this file is not UTF-8: invalid byte 0xED',
  ],
  ['an overlong form', Buffer.from([0xc0, 0xaf]), '1:1: this file is not UTF-8: invalid byte 0xC0'],
  [
    'after real replacement characters, accents and a byte order mark',
    Buffer.concat([Buffer.from('\uFEFFé\uFFFD\n🚀\uFFFD'), Buffer.from([0x80])]),
    '2:4: this file is not UTF-8: invalid byte 0x80',
  ],
  ['UTF-16', Buffer.from('\uFEFFname: x', 'utf16le'), '1:1: this file is UTF-16, not UTF-8'],
  [
    'big-endian UTF-16',
    Buffer.from('\uFEFFname: x', 'utf16le').swap16(),
    '1:1: this file is UTF-16, not UTF-8',
  ],
  [
    'UTF-16 without a byte order mark',
    Buffer.from('name: x', 'utf16le'),
    '1:1: this file is UTF-16, not UTF-8',
  ],
])('rejects %s, with its location', async (_, bytes, message) => {
  const path = await aFile(bytes);
  await expect(readText(path)).rejects.toThrow(`${path}:${message}`);
  await expect(readText(path)).rejects.toThrow(/\n {2}→ .*save it as UTF-8/);
});

test.each([
  ['a byte order mark', '\uFEFFé🚀', 'é🚀'],
  ['a replacement character', 'a\uFFFDb', 'a\uFFFDb'],
  ['an empty file', '', ''],
])('accepts %s', async (_, written, text) => {
  expect(await readText(await aFile(Buffer.from(written)))).toBe(text);
});

const LATIN = Buffer.from('"\xe9"', 'latin1');
const NAMES = ['resume.yaml', 'portfolio.yaml', 'evidence.yaml', 'snapshot.json', 'history.ndjson'];

test.each(NAMES)('%s that is not UTF-8 stops the build with an error that names it', async (name) => {
  const { folder, data } = await aWorkspace();
  await copyOwner(folder);
  await writeFile(join(data, name), LATIN);
  await expect(loadPortfolio(data)).rejects.toThrow(`${join(data, name)}:1:2: this file is not UTF-8`);
});

test('loads files with byte order marks', async () => {
  const { folder, data, read, write } = await aWorkspace();
  await copyOwner(folder);
  const plain = await loadPortfolio(data);
  await write('', 'data', 'history.ndjson');
  for (const name of NAMES) await write(`\uFEFF${await read('data', name)}`, 'data', name);
  expect(await loadPortfolio(data)).toEqual(plain);
});

test('treats a fetch log that is not UTF-8 as lost', async () => {
  const path = await aFile(
    Buffer.from('{"version":1,"checkedAt":null,"repositories":{"\xe9":{}}}', 'latin1'),
  );
  expect(await readFetchLog(path)).toEqual(emptyFetchLog);
});

const CONFLICT = '<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> other\n';

test.each(NAMES)('reports an unresolved conflict in %s once, with its line', async (name) => {
  const { folder, data, read, write } = await aWorkspace();
  await copyOwner(folder);
  await write('', 'data', 'history.ndjson');
  for (const conflict of [
    CONFLICT,
    CONFLICT.replace('=======', '||||||| 1234567\nC\n======='),
    CONFLICT.replaceAll('\n', '\r\n'),
  ]) {
    const text = await read('data', name);
    const [first, ...rest] = text.split('\n');
    await write([first, conflict, ...rest].join('\n'), 'data', name);
    const error = await loadPortfolio(data).catch((thrown: unknown) => thrown);
    await write(text, 'data', name);
    const message = String(error);
    expect(message).toContain(`${join(data, name)}:2:1: this file has an unresolved merge conflict\n  → `);
    expect(message.match(/→/g)).toHaveLength(1);
  }
});

test('reports a leftover conflict marker in a YAML file, but not an underline of equals signs', async () => {
  const { folder, data, read, write } = await aWorkspace();
  await copyOwner(folder);
  const text = await read('data', 'portfolio.yaml');
  await write(`# =======\n${text}>>>>>>> other\n`, 'data', 'portfolio.yaml');
  await expect(loadPortfolio(data)).rejects.toThrow(
    /portfolio\.yaml:\d+:1: this file has an unresolved merge/,
  );
  await write(`# =======\n${text}`, 'data', 'portfolio.yaml');
  expect((await loadPortfolio(data)).name).not.toBe('');
  expect((await readSnapshot(pathsOf(data).snapshot)).repositories).not.toEqual([]);
});
