import { describe, expect, it } from 'vitest';
import { hostAndPath, markdown, nameParts, plain, sanitizeText } from '../../site/filters.ts';
import { repositoryAt } from '../../src/portfolio/resume.ts';
import { firstPortfolio } from './built-site.ts';

describe('markdown', () => {
  it("renders the owner's inline Markdown", () => {
    expect(markdown('**Go**, *fast*, `strace`, [x](https://x.org/)')).toBe(
      '<strong>Go</strong>, <em>fast</em>, <code>strace</code>, <a href="https://x.org/">x</a>',
    );
  });

  it('shows HTML as text and creates no unsafe links', () => {
    expect(markdown('<b>x</b> [y](javascript:alert(1))')).toBe(
      '&lt;b&gt;x&lt;/b&gt; [y](javascript:alert(1))',
    );
  });

  it('renders no images, which would load from third parties', () => {
    expect(markdown('![x](https://x.org/a.png)')).not.toContain('<img');
  });

  it('can be removed', () => {
    expect(plain('**Go** & `strace` in\n[x](https://x.org/)')).toBe('Go & strace in x');
  });
});

it('a long name may break after its underscores, and nothing is lost', () => {
  expect(nameParts('flutter_spike__state_management_')).toEqual([
    'flutter_',
    'spike__',
    'state_',
    'management_',
  ]);
  expect(nameParts('c_oop')).toEqual(['c_oop']);
});

describe('untrusted text', () => {
  it('is one line without invisible characters or stacked accents', () => {
    expect(sanitizeText('a\n\u202Eb\u200B')).toBe('a b');
    expect(sanitizeText(`z${'\u0301'.repeat(50)}`)).toBe(`z${'\u0301'.repeat(3)}`);
  });

  it('is cut after 300 characters, never within one', () => {
    expect(sanitizeText('x'.repeat(300))).toBe('x'.repeat(300));
    expect(sanitizeText('😀'.repeat(301))).toBe(`${'😀'.repeat(300)}…`);
  });
});

it('shortens URLs for display', () => {
  expect(hostAndPath('https://www.sku20.dev/')).toBe('sku20.dev');
  expect(hostAndPath('https://github.com/sku0x20/relay')).toBe('github.com/sku0x20/relay');
});

it('finds the repository of a project in any case', async () => {
  const { repositories } = await firstPortfolio();
  expect(repositoryAt('https://github.com/SKU0x20/Relay', repositories)?.name).toBe('sku0x20/relay');
  expect(repositoryAt(undefined, repositories)).toBeNull();
});
