import { expect, test } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { parseYaml } from '../../src/config/yaml.ts';

/** The problems of a portfolio.yaml with this accent, as `line:column what → fix`. */
function problemsOf(accent: string): string[] {
  const text = `login: ada\ntheme:\n  accent: ${accent}\n`;
  const result = parseYaml(text, 'portfolio.yaml', portfolioConfigSchema);
  if (result.ok) return [];
  return result.problems.map(
    ({ where, what, fix }) => `${where?.replace('portfolio.yaml:', '')} ${what} → ${fix}`,
  );
}

test.each(['"#0057b7"', "'#05A'"])('an accent may be %s', (accent) => {
  expect(problemsOf(accent)).toEqual([]);
});

test('an accent without quotes is a comment', () => {
  expect(problemsOf('#0057b7')).toEqual([
    '3:11 theme.accent is empty, because # starts a comment → put it in quotes: "#0057b7"',
  ]);
});

test('an accent with too little contrast is refused with a color that is accepted', () => {
  expect(problemsOf('"#ffd600"')).toEqual([
    '3:11 theme.accent is "#ffd600" → use "#9f8400" or a darker color: "#ffd600" has a contrast of 1.16:1 on the light pages, and marks need 3:1',
  ]);
  expect(problemsOf('"#9f8400"')).toEqual([]);
});

test.each(['red', '0057b7', '"#0057b7ff"', '"#12"', '"#ggg"', 'rgb(0 0 0)'])(
  'an accent like %s is told how to be written',
  (accent) => {
    const quoted = accent.startsWith('"') ? accent : `"${accent}"`;
    expect(problemsOf(accent)).toEqual([
      `3:11 theme.accent is ${quoted} → write it as #rgb or #rrggbb in quotes, as in "#ec3013"`,
    ]);
  },
);
