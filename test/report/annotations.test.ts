import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/errors.ts';
import { annotationLines, groupLines } from '../../src/report/annotations.ts';

const notice: Notice = { level: 'error', title: 'Wrong input', message: 'x', fix: 'y' };

describe('annotations', () => {
  it('point to the line that must be edited', () => {
    const location = 'data/portfolio.yaml:1:8';
    expect(annotationLines([{ ...notice, message: 'login is wrong', location, fix: 'correct it' }])).toEqual([
      '::error file=data/portfolio.yaml,line=1,col=8,title=Wrong input::login is wrong. → correct it.',
    ]);
  });

  it.each(['REFRESH_FULL', 'http://127.0.0.1:9', 'localhost:8080', 'octo/octo.github.io'])(
    'start with the location %s, which is not a file',
    (location) => {
      expect(annotationLines([{ ...notice, location }])).toEqual([
        `::error title=Wrong input::${location}: x. → y.`,
      ]);
    },
  );

  it('are limited to ten, errors first; the last one counts the rest', () => {
    const warnings = Array.from({ length: 11 }, () => ({ ...notice, level: 'warning' as const }));
    expect(annotationLines(warnings.slice(0, 10))).toHaveLength(10);
    const lines = annotationLines([...warnings, notice]);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error /);
    expect(lines.at(-1)).toBe('::warning title=More::3 more in the run summary.');
  });

  it('do not include notices, which are only in the summary', () => {
    expect(annotationLines([{ ...notice, level: 'notice' }])).toEqual([]);
  });

  it('escape text that looks like a workflow command', () => {
    const hostile = { title: 'a,b:c\n::error::', message: '50%\r\n::error::x', fix: '\n::stop::' };
    expect(annotationLines([{ ...notice, ...hostile }])).toEqual([
      '::error title=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A::50%25%0D%0A::error::x. → %0A::stop::.',
    ]);
    expect(groupLines('x', '::error::one ##[error]x')).toBe(': :error::one ## [error]x');
    expect(groupLines('x', 'one\n  ::error::two')).toBe('::group::x\none\n  : :error::two\n::endgroup::');
  });
});
