import { expect, test } from 'vitest';
import {
  createRedactor,
  createSecretRemover,
  hasUserinfo,
  withoutAnyUserinfo,
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

test('the longer of two secrets that overlap leaves nothing behind', () => {
  const redact = createSecretRemover(['secret', 'me:secret']);
  expect(redact('Basic me:secret and secret')).toBe('Basic *** and ***');
});

test('text without a secret stays as it is, and a value too short to be one is not looked for', () => {
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
])('credentials that nobody named are removed: %s', (text, expected) => {
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
])('a wrong value is quoted without its credentials: %s', (text) => {
  expect(withoutAnyUserinfo(text)).toMatch(/\*\*\*@host$/);
  expect(withoutAnyUserinfo(JSON.stringify(text))).not.toMatch(/sec|ret/);
});

test.each(['@me', 'me@host', 'owner/name@v1', 'https://host/@me', 'a: b@c'])(
  '%s is quoted as it is',
  (text) => {
    expect(withoutAnyUserinfo(text)).toBe(text);
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
  ['not an address @ all', false],
])('an address with a user name or password is known: %s', (url, expected) => {
  expect(hasUserinfo(url)).toBe(expected);
});
