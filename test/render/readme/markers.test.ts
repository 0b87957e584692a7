import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { replaceBlocks } from '../../../src/render/readme/markers.ts';

const START = '<!-- portfolio:start -->';
const END = '<!-- portfolio:end -->';
const blocks = { all: '# Whole\n\ntext', projects: '- project', news: 'news $& $1 \\1' };

function problemsOf(text: string) {
  try {
    replaceBlocks(text, 'README.md', blocks);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

describe('replacing', () => {
  test('puts the block between its markers and is quiet the second time', () => {
    const once = replaceBlocks(`before\n${START}\nold\n${END}\nafter`, 'README.md', blocks);
    expect(once).toBe(`before\n${START}\n\n# Whole\n\ntext\n\n${END}\nafter`);
    expect(replaceBlocks(once, 'README.md', blocks)).toBe(once);
  });

  test('fills several named sections; the end may leave the name out', () => {
    const text = [
      '<!-- portfolio:start projects -->',
      '<!-- portfolio:end projects -->',
      'own words',
      '  <!--portfolio:start news-->  ',
      END,
    ].join('\n');
    expect(replaceBlocks(text, 'README.md', blocks)).toBe(
      [
        '<!-- portfolio:start projects -->',
        '\n- project\n',
        '<!-- portfolio:end projects -->',
        'own words',
        '  <!--portfolio:start news-->  ',
        '\nnews $& $1 \\1\n',
        END,
      ].join('\n'),
    );
  });

  test('leaves one empty line where a section has nothing to say', () => {
    const filled = replaceBlocks(`${START}\nold\n${END}\n`, 'README.md', { all: '' });
    expect(filled).toBe(`${START}\n\n${END}\n`);
    expect(replaceBlocks(filled, 'README.md', { all: '' })).toBe(filled);
  });

  test('takes the line endings of the file', () => {
    expect(replaceBlocks(`${START}\r\n${END}`, 'README.md', blocks)).toBe(
      `${START}\r\n\r\n# Whole\r\n\r\ntext\r\n\r\n${END}`,
    );
  });

  test('leaves what is outside as it is, whatever it is', async () => {
    const outside = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\ufeff', '$&'),
        ),
      )
      .map((parts) => parts.join(''))
      .filter((text) => !/[`~]{3}/.test(text));
    await fc.assert(
      fc.property(outside, outside, outside, (before, old, after) => {
        const result = replaceBlocks(`${before}\n${START}\n${old}\n${END}\n${after}`, 'README.md', blocks);
        expect(result).toBe(`${before}\n${START}\n\n# Whole\n\ntext\n\n${END}\n${after}`);
      }),
    );
  });

  test('a byte order mark may stand before the first marker', () => {
    expect(replaceBlocks(`\ufeff${START}\n${END}\n`, 'README.md', blocks)).toContain(
      `\ufeff${START}\n\n# Whole`,
    );
  });

  test('markers in fenced code and in the middle of a line are only talked about', () => {
    const told = `Put \`${START}\` in:\n\`\`\`md\n${START}\n${END}\n\`\`\`\n~~~~\n~~~\n${START}\n~~~~\n`;
    expect(replaceBlocks(`${told}${START}\n${END}\n`, 'README.md', blocks)).toBe(
      `${told}${START}\n\n# Whole\n\ntext\n\n${END}\n`,
    );
    expect(problemsOf(told)).toHaveLength(1);
  });
});

describe('wrong markers are named with their line', () => {
  test.each<[string, string[], [string, RegExp][]]>([
    ['none', ['text'], [['README.md', /no portfolio markers/]]],
    ['unclosed', ['a', START, 'b'], [['README.md:2', /never ends/]]],
    ['unopened', ['a', 'b', END], [['README.md:3', /never started/]]],
    ['doubled', [START, END, START, END], [['README.md:3', /second time; the first starts in line 1/]]],
    [
      'nested',
      [START, '<!-- portfolio:start news -->', END],
      [['README.md:2', /inside the one that starts in line 1/]],
    ],
    [
      'crossed',
      ['<!-- portfolio:start news -->', '<!-- portfolio:end projects -->'],
      [['README.md:2', /the end of "projects" closes the block "news" that starts in line 1/]],
    ],
    [
      'unknown',
      ['<!-- portfolio:start constructor -->', END],
      [['README.md:1', /no block named "constructor"/]],
    ],
    [
      'misspelled',
      ['<!-- portfolio:begin -->', START, END],
      [['README.md:1', /neither portfolio:start nor/]],
    ],
    [
      'several at once',
      [END, START, END, START, END],
      [
        ['README.md:1', /never started/],
        ['README.md:4', /second time/],
      ],
    ],
  ])('%s', (_, lines, expected) => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const problems = problemsOf(lines.join(ending));
      expect(problems.map(({ where }) => where)).toEqual(expected.map(([where]) => where));
      for (const [index, [, what]] of expected.entries()) {
        expect(problems[index]?.what).toMatch(what);
        expect(problems[index]?.fix).toMatch(/portfolio:/);
      }
    }
  });
});
