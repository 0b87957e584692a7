import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSlugs, pagesOf, RESERVED_SLUGS } from '../../src/portfolio/slugs.ts';
import { repositoryName } from '../../src/repository-name.ts';

const LOGIN = 'Ada';

/** The slugs of these repositories, oldest first. */
function slugsOf(...names: string[]): (string | undefined)[] {
  const repositories = names.map((name, id) => ({ id, name }));
  const slugs = assignSlugs(repositories, LOGIN);
  return names.map((name) => slugs.get(name.toLowerCase()));
}

describe('a slug', () => {
  test.each([
    ['Ada/Engine', 'engine'],
    ['ada/a.b', 'a.b'],
    ['ada/_x', '_x'],
    ['ada/-', '-'],
    ['ada/404.html', '404.html'],
    ['ada/__proto__', '__proto__'],
    ['babbage/Engine', 'babbage--engine'],
    ['babbage/.github', 'babbage--.github'],
  ])('of %s is %s', (name, slug) => {
    expect(slugsOf(name)).toEqual([slug]);
  });

  test.each([
    ['Ada/.github', 'ada--.github'],
    ['ada/..foo', 'ada--..foo'],
    ['ada/index.html', 'ada--index.html'],
    ['ada/All', 'ada--all'],
    ['ada/CON', 'ada--con'],
    ['ada/aux.txt', 'ada--aux.txt'],
    ['ada/lpt9', 'ada--lpt9'],
    ['ada/foo.', 'ada--foo'],
    ['ada/...', 'ada--'],
  ])('of %s, which is unsafe as a folder name, is %s', (name, slug) => {
    expect(slugsOf(name)).toEqual([slug]);
  });

  test('goes to the older repository if two names give the same one', () => {
    expect(slugsOf('babbage/engine', 'ada/babbage--engine')).toEqual([
      'babbage--engine',
      'ada--babbage--engine',
    ]);
    expect(slugsOf('ada/babbage--engine', 'babbage/engine')).toEqual([
      'babbage--engine',
      'babbage--engine-2',
    ]);
    expect(slugsOf('a-/b', 'a/-b', 'ada/a---b-2')).toEqual(['a---b', 'a---b-2', 'ada--a---b-2']);
  });
});

/** Similar names, many of which give the same slug. */
const names = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('ada', 'ADA', 'a', 'a-', 'a--b', 'con'),
      fc
        .array(fc.constantFrom('a', 'B', '-', '--', '.', '_', 'con', 'all', 'index.html', '-2'), {
          minLength: 1,
          maxLength: 4,
        })
        .map((parts) => parts.join('')),
    )
    .map((parts) => parts.join('/'))
    .filter((name) => repositoryName.safeParse(name).success),
  { selector: (name) => name.toLowerCase(), maxLength: 30 },
);

test('slugs are safe, unique, and do not change when a repository is added', async () => {
  await fc.assert(
    fc.property(names, (all) => {
      const slugs = slugsOf(...all);
      expect(new Set(slugs).size).toBe(all.length);
      for (const slug of slugs) {
        expect(slug).toMatch(/^(?!\.)[a-z0-9._-]*[a-z0-9_-]$/);
        expect(slug).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
        expect(RESERVED_SLUGS).not.toContain(slug);
      }
      expect(slugsOf(...all.slice(0, -1))).toEqual(slugs.slice(0, -1));
    }),
  );
});

test('slugs do not depend on the order of the repositories', () => {
  const repositories = ['a-/b', 'a/-b', 'ada/a---b'].map((name) => ({ id: null, name }));
  expect(assignSlugs(repositories, LOGIN)).toEqual(assignSlugs(repositories.toReversed(), LOGIN));
});

test('the former paths of a page come from former names', () => {
  const formerNames = ['babbage/Engine', 'ada/.engine', 'ada/Old'];
  expect(pagesOf({ name: 'ada/Engine', formerNames }, new Map(), LOGIN)).toEqual({
    path: '/projects/engine/',
    formerPaths: ['/projects/babbage--engine/', '/projects/ada--.engine/', '/projects/old/'],
  });
});
