import { describe, expect, test } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { canonicalSite, siteAddress } from '../../src/config/site-address.ts';
import { parseYaml } from '../../src/config/yaml.ts';
import { parseFlags } from '../../src/context/flags.ts';

/** The fixes suggested for a configuration with this site; empty if it is valid. */
function fixesFor(site: string): string[] {
  const text = `login: ada\nsite: ${JSON.stringify(site)}\n`;
  const result = parseYaml(text, 'portfolio.yaml', portfolioConfigSchema);
  return result.ok ? [] : result.problems.map(({ where, fix }) => `${where}: ${fix}`);
}

describe('suggests a replacement for a URL that a URL parser would change', () => {
  test.each([
    ['https://ada.example/a//b', 'https://ada.example/a/b'],
    ['https://ada.example//', 'https://ada.example/'],
    ['https://ada.example//b.example/', 'https://ada.example/b.example/'],
    ['https://ada.example/a/./b', 'https://ada.example/a/b'],
    ['https://ada.example/a/.', 'https://ada.example/a/'],
    ['https://ada.example/a/../b/', 'https://ada.example/b/'],
    ['https://ada.example/..', 'https://ada.example/'],
    ['https://ada.example/a/%2e%2E/b', 'https://ada.example/b'],
    ['https://ada.example/a/.%2e/b', 'https://ada.example/b'],
    ['https://ada.example\\a', 'https://ada.example/a'],
    ['https://ada.example/a\\..\\b', 'https://ada.example/b'],
    ['https:\\\\ada.example/a', 'https://ada.example/a'],
    ['https:/ada.example/a', 'https://ada.example/a'],
    ['https:ada.example/a', null],
    ['https:///ada.example/a', 'https://ada.example/a'],
    ['https://ada.example/a b', 'https://ada.example/a%20b'],
    ['https://ada.example/a\u00a0b', 'https://ada.example/a%C2%A0b'],
    [' https://ada.example', 'https://ada.example/'],
    ['https://ada.example/\n', 'https://ada.example/'],
    ['https://ada.exa\tmple/a', 'https://ada.example/a'],
    ['https://ada.example/100%', 'https://ada.example/100%25'],
    ['https://ada..example/', null],
    ['https://.ada.example/', null],
    ['https://ada example/', null],
    ['https:///', null],
  ])('%j', (written, instead) => {
    const fix = instead === null ? 'a full URL, starting with https://' : instead;
    expect(fixesFor(written)).toEqual([`portfolio.yaml:2:7: write ${fix}`]);
    expect(() => parseFlags(['--base-url', written], ['base-url'])).toThrow(`→ write ${fix}`);
    if (instead !== null) expect(fixesFor(instead)).toEqual([]);
  });
});

test('accepts a URL with non-ASCII letters even after many others', () => {
  const accepted = Array.from(
    { length: 20_000 },
    () => siteAddress.safeParse('https://müller.example/').success,
  );
  expect(accepted).not.toContain(false);
});

test('suggests a URL without the password', () => {
  const fixes = fixesFor('https://me:opensesame@ada.example/a//b').join('\n');
  expect(fixes).toContain('write https://ada.example/a/b');
  expect(fixes).not.toContain('opensesame');
});

test.each([
  ['https://ada.example', 'https://ada.example'],
  ['https://ada.example/', 'https://ada.example'],
  ['HTTPS://Ada.EXAMPLE/Path/', 'https://ada.example/Path'],
  ['https://müller.example/', 'https://xn--mller-kva.example'],
  ['https://MÜLLER.example./über', 'https://xn--mller-kva.example/%C3%BCber'],
  ['https://ada.example:443/a', 'https://ada.example/a'],
  ['https://ada.example:8443/a/', 'https://ada.example:8443/a'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://[2001:DB8:0::1]:8080/a', 'http://[2001:db8::1]:8080/a'],
  ['https://ada.example/a&b\'"$(c)', 'https://ada.example/a%26b%27%22%24%28c%29'],
])('accepts %s and normalizes it to %s', (written, canonical) => {
  expect(fixesFor(written)).toEqual([]);
  expect(canonicalSite(written)).toBe(canonical);
  expect(canonicalSite(canonical)).toBe(canonical);
  expect(parseFlags(['--base-url', written], ['base-url'])['base-url']).toBe(written);
});
