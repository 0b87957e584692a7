import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRedactor,
  createSecretRemover,
  hasUserinfo,
  maskUserinfo,
  withoutCredentials,
} from '../src/redact.ts';

const TOKEN = 'ghs_run+1/"x"=';
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['plain', TOKEN],
  ['after its scheme', `authorization: token ${TOKEN}`],
  ['URL-encoded', encodeURIComponent(TOKEN)],
  ['URL-encoded in lower case', encodeURIComponent(TOKEN).toLowerCase()],
  ['in JSON', JSON.stringify({ authorization: `Bearer ${TOKEN}` })],
  ['in Base64', base64(TOKEN)],
  ...['x', 'me', 'x-access-token', 'x-oauth-basic'].map((user) => [
    `as the password of ${user} in Base64`,
    base64(`${user}:${TOKEN}`),
  ]),
  ['as a user name in Base64', base64(`${TOKEN}:x-oauth-basic`)],
  ['in the URL-safe Base64', Buffer.from(`a:${TOKEN}`).toString('base64url')],
])('a secret is removed %s', (_form, text) => {
  const redacted = createSecretRemover([TOKEN])(`before ${text} after`);
  expect(redacted).toMatch(/^before .*\*\*\*.* after$/);
  expect(redacted).not.toContain(text);
  expect(redacted).not.toContain('run');
});

test('the whole Base64 value that contains a secret is removed, at most 400 characters on each side', () => {
  const redact = createSecretRemover([TOKEN]);
  const value = base64(`user:${TOKEN}:${TOKEN}:x`);
  expect(redact(`Basic ${value}, then`)).toBe('Basic ***, then');
  const inLongRun = `${'a'.repeat(1000)}${value}${'b'.repeat(1000)}`;
  expect(redact(inLongRun)).toMatch(/^a{600,610}\*{3}b{600,610}$/);
});

test('overlapping secrets are removed completely', () => {
  const redact = createSecretRemover(['secret', 'me:secret']);
  expect(redact('Basic me:secret and secret')).toBe('Basic *** and ***');
});

test('text without secrets stays unchanged, and values too short to be secrets are ignored', () => {
  const text = 'a long text of `characters`, ghp_short and me@example.org; git@github.com:owner/name';
  expect(createRedactor(['a', '', TOKEN])(text)).toBe(text);
});

test.each([
  ['https://me:secret@host/path', 'https://***@host/path'],
  ['https://secret@host', 'https://***@host'],
  ['https://me:p@ss@host', 'https://***@host'],
  ['https:\\/\\/me:secret@host', 'https:\\/\\/***@host'],
  ['"https://a.example","me@b.example"', '"https://a.example","me@b.example"'],
  [`remote: ghp_${'a1'.repeat(18)}!`, 'remote: ***!'],
  [`github_pat_${'a1_'.repeat(20)}`, '***'],
])('unknown credentials are removed: %s', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected);
});

test.each([
  'https://me:secret@host',
  'https:/me:secret@host',
  'https:me:secret@host',
  'https:\\\\me:secret@host',
  '//me:secret@host',
  'me:secret@host',
  'htp://me:sec/ret@host',
  'site https://me:sec#ret@host',
])('an invalid value is quoted without its credentials: %s', (text) => {
  expect(maskUserinfo(text)).toMatch(/\*\*\*@host$/);
  expect(maskUserinfo(JSON.stringify(text))).not.toMatch(/sec|ret/);
});

test.each(['@me', 'me@host', 'owner/name@v1', 'https://host/@me', 'a: b@c'])(
  '%s is quoted unchanged',
  (text) => {
    expect(maskUserinfo(text)).toBe(text);
  },
);

test.each([
  ['https://me:secret@host', true],
  ['https://token@host', true],
  ['https:me:secret@host', true],
  ['https://:secret@host', true],
  ['https://host/@me', false],
  ['https://@host', false],
  ['mailto:me@host', false],
  ['not a URL @ all', false],
])('detects whether the URL %s has a user name or password: %s', (url, expected) => {
  expect(hasUserinfo(url)).toBe(expected);
});

const GITHUB_TOKEN = `ghp_${'a1B2'.repeat(9)}`;
const each = (text: string, write: (character: string, code: number) => string) =>
  [...text].map((character) => write(character, character.codePointAt(0) ?? Number.NaN)).join('');
const hex = (code: number, length = 2) => code.toString(16).padStart(length, '0');

/** Ways to write text so that a search misses it, but a decoder restores it. */
const DISGUISES: Record<string, (text: string) => string> = {
  'JSON escapes': (text) => text.replace(/[\s\S]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
  'one JSON escape': (text) => `\\u${hex(text.charCodeAt(0), 4).toUpperCase()}${text.slice(1)}`,
  'YAML escapes': (text) => each(text, (_, code) => (code > 0xff ? `\\u{${hex(code)}}` : `\\x${hex(code)}`)),
  'long YAML escapes': (text) => each(text, (_, code) => `\\U${hex(code, 8)}`),
  'code points in braces': (text) => each(text, (_, code) => `\\u{${hex(code)}}`),
  'a backslash before each sign': (text) => text.replace(/[!-$'-/:-@[-`{-~]/g, '\\$&'),
  'decimal references': (text) => each(text, (_, code) => `&#${code};`),
  'hexadecimal references': (text) => each(text, (_, code) => `&#X00${hex(code)};`),
  'a reference without a semicolon': (text) => `&#${text.charCodeAt(0)}${text.slice(1)}`,
  'named references': (text) =>
    text.replaceAll('_', '&lowbar;').replaceAll('/', '&sol;').replaceAll('+', '&plus;'),
  'percent-encoding': (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&'),
  'percent-encoding of one character': (text) => `%${hex(text.charCodeAt(0)).toUpperCase()}${text.slice(1)}`,
  ...Object.fromEntries(
    [
      ...'\u200B\u200C\u200D\u00AD\u2060\uFEFF\u034F\u061C\u180E\u202E\u2066\uFE0F\u3164\u{E0001}\u{E0100}\u0000\u0007',
    ].map((sign) => [
      `U+${hex(sign.codePointAt(0) ?? 0, 4)} between all characters`,
      (text: string) => [...text].join(sign),
    ]),
  ),
  'a color code between all characters': (text) => [...text].join('\u001b[31m'),
  'escaped zero-width spaces': (text) => [...text].join('\\u200b'),
  'references to soft hyphens': (text) => [...text].join('&shy;'),
};

describe.each(Object.entries(DISGUISES))('a secret is found despite %s', (_, disguise) => {
  test.each([
    ['a known secret', createSecretRemover([TOKEN]), TOKEN],
    ['an unknown token', withoutCredentials, GITHUB_TOKEN],
    ['the last of several', createRedactor([TOKEN, 'swordfish']), 'swordfish'],
  ])('%s', (_name, redact, secret) => {
    for (const hidden of [disguise(secret), `https://x.example/?a=${disguise(secret)}`]) {
      const [before, after] = ['é\\n50 % &amp; ', ' <b>100%25</b> \\"end\\"'];
      expect(redact(before + hidden + after)).toBe(
        `${before}${hidden.replace(disguise(secret), '***')}${after}`,
      );
    }
  });

  test('a password in a URL', () => {
    const redacted = withoutCredentials(`see https://me:${disguise('swordfish')}@host/path`);
    expect(redacted).toBe('see https://***@host/path');
  });
});

test('disguised secrets that are encoded again are found', async () => {
  const inner = fc.constantFrom(...Object.values(DISGUISES));
  const encoders = [
    'JSON escapes',
    'long YAML escapes',
    'code points in braces',
    'decimal references',
    'percent-encoding',
  ];
  const outer = fc.constantFrom(...encoders.flatMap((name) => DISGUISES[name] ?? []));
  const redact = createRedactor([TOKEN]);
  await fc.assert(
    fc.property(inner, outer, fc.constantFrom(TOKEN, GITHUB_TOKEN), (hide, encode, secret) => {
      expect(redact(`"${encode(hide(secret))}" and more`)).toBe('"***" and more');
    }),
  );
});

test('a secret that contains escapes is found in decoded text, too', () => {
  const redact = createSecretRemover(['a%41b&amp;c\\n']);
  expect(redact('a%41b&amp;c\\n')).toBe('***');
  expect(redact([...'a%41b&amp;c\\n'].join('\u200b'))).toBe('***');
});

test('a token right after a line break in JSON is found', () => {
  expect(withoutCredentials(JSON.stringify(`a\n${GITHUB_TOKEN}\n`))).toBe('"a\\n***\\n"');
});

test('escapes without a secret stay unchanged', async () => {
  const redact = createRedactor([TOKEN]);
  const signs = fc.string({
    unit: fc.constantFrom(
      ...'\\uUx{}&#;%0123abcdef/:@ <"\n\u200b\u001b[é😀',
      '&amp;',
      '\\u0067',
      '://',
      '\\',
    ),
  });
  await fc.assert(
    fc.property(signs, (text) => {
      const redacted = redact(text);
      if (!text.includes('@') && !/%40|&#64|u0040/i.test(text)) expect(redacted).toBe(text);
      expect(redact(redacted)).toBe(redacted);
    }),
  );
});

test.each([
  ['escapes', '\\\\u0041%25&amp;'],
  ['invisible characters', '\u200b\u001b['],
  ['tokens', 'ghp_'.repeat(20)],
  ['URLs with passwords', '://a@'],
  ['escaped URLs with passwords', '\\/\\/:\\/\\/a%40'],
])('a long text full of %s neither crashes nor hides a secret', (_, part) => {
  const redacted = createRedactor([TOKEN])(`${part.repeat(200_000)} ${TOKEN}`);
  expect(redacted).not.toContain('run+1');
});

test('detects a URL with a password even after many calls', () => {
  // After a few thousand calls, V8 optimizes the parser, which may change its behavior.
  const found = Array.from({ length: 20_000 }, () => hasUserinfo('https://ä:b@müller.example/'));
  expect(found).not.toContain(false);
});
