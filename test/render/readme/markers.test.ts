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
  test('puts the block between its markers and changes nothing the second time', () => {
    const once = replaceBlocks(`before\n${START}\nold\n${END}\nafter`, 'README.md', blocks);
    expect(once).toBe(`before\n${START}\n\n# Whole\n\ntext\n\n${END}\nafter`);
    expect(replaceBlocks(once, 'README.md', blocks)).toBe(once);
  });

  test('fills several named blocks; an end marker may omit the name', () => {
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

  test('leaves one empty line for an empty block', () => {
    const filled = replaceBlocks(`${START}\nold\n${END}\n`, 'README.md', { all: '' });
    expect(filled).toBe(`${START}\n\n${END}\n`);
    expect(replaceBlocks(filled, 'README.md', { all: '' })).toBe(filled);
  });

  test('uses the line endings of the file', () => {
    expect(replaceBlocks(`${START}\r\n${END}`, 'README.md', blocks)).toBe(
      `${START}\r\n\r\n# Whole\r\n\r\ntext\r\n\r\n${END}`,
    );
  });

  test('keeps any text outside the markers unchanged', async () => {
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

  test('accepts a byte order mark before the first marker', () => {
    expect(replaceBlocks(`\ufeff${START}\n${END}\n`, 'README.md', blocks)).toContain(
      `\ufeff${START}\n\n# Whole`,
    );
  });

  test('ignores markers in fenced code and in the middle of a line', () => {
    const example = `Put \`${START}\` in:\n\`\`\`md\n${START}\n${END}\n\`\`\`\n~~~~\n~~~\n${START}\n~~~~\n`;
    expect(replaceBlocks(`${example}${START}\n${END}\n`, 'README.md', blocks)).toBe(
      `${example}${START}\n\n# Whole\n\ntext\n\n${END}\n`,
    );
    expect(problemsOf(example)).toHaveLength(1);
  });
});

const invalid: Record<string, string[]> = {
  'no markers': ['text'],
  'missing end': ['a', START, 'b'],
  'missing start': ['a', 'b', END],
  duplicate: [START, END, START, END],
  nested: [START, '<!-- portfolio:start news -->', END],
  crossed: ['<!-- portfolio:start news -->', '<!-- portfolio:end projects -->'],
  'unknown name': ['<!-- portfolio:start constructor -->', END],
  'unknown verb': ['<!-- portfolio:begin -->', START, END],
  several: [END, START, END, START, END],
};

describe('invalid markers', () => {
  test('are reported with their location', () => {
    const reports = Object.entries(invalid).map(([name, lines]) => {
      const problems = problemsOf(lines.join('\n'));
      return [name, ...problems.map(({ what, where }) => `${where}: ${what}`)].join('\n  ');
    });
    expect(reports.join('\n')).toMatchInlineSnapshot(`
      "no markers
        README.md: this file has no portfolio markers
      missing end
        README.md:2: the block that starts here has no end marker
      missing start
        README.md:3: this end marker has no start marker
      duplicate
        README.md:3: the block "all" appears twice; the first one starts on line 1
      nested
        README.md:2: a block starts inside the one that starts on line 1
      crossed
        README.md:2: the end marker of "projects" is inside the block "news" that starts on line 1
      unknown name
        README.md:1: there is no block named "constructor"
      unknown verb
        README.md:1: "portfolio:begin" is not a marker: expected portfolio:start or portfolio:end
      several
        README.md:1: this end marker has no start marker
        README.md:4: the block "all" appears twice; the first one starts on line 2"
    `);
  });

  test.each(Object.entries(invalid))('are found with any line ending: %s', (_, lines) => {
    const problems = problemsOf(lines.join('\n'));
    expect(problems.length).toBeGreaterThan(0);
    for (const { fix } of problems) expect(fix).toContain('<!-- portfolio:');
    for (const ending of ['\r\n', '\r']) expect(problemsOf(lines.join(ending))).toEqual(problems);
  });
});
