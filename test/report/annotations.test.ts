import { describe, expect, it } from 'vitest';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import {
  annotationLines,
  findingAnnotations,
  groupLines,
  otherAddress,
  problemAnnotation,
  refreshAnnotations,
} from '../../src/report/annotations.ts';
import { aRefreshReport, aRefusal, aStaleFact } from '../support/refresh-report.ts';

describe('annotations', () => {
  it('stand at the line that must be edited', () => {
    const problem = { what: 'login is wrong', where: 'data/portfolio.yaml:1:8', fix: 'correct it' };
    expect(annotationLines([problemAnnotation('error', problem)])).toEqual([
      '::error file=data/portfolio.yaml,line=1,col=8,title=Wrong input::login is wrong. correct it',
    ]);
  });

  it.each(['REFRESH_FULL', 'http://127.0.0.1:9', 'localhost:8080', 'octo/octo.github.io'])(
    'have %s for a title, which is no file',
    (where) => {
      const [line] = annotationLines([problemAnnotation('error', { what: 'x', where, fix: 'y' })]);
      expect(line).toBe(`::error title=${where.replaceAll(':', '%3A')}::x. y`);
    },
  );

  it('are ten at the most, of which the last counts the others', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      level: 'error' as const,
      title: 't',
      message: String(index),
    }));
    expect(annotationLines(many.slice(0, 10))).toHaveLength(10);
    const lines = annotationLines(many);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::warning title=And more::3 more stand in the summary and in the log.');
  });

  it('cannot be broken out of', () => {
    const hostile = { level: 'warning' as const, title: 'a,b:c\n::error::', message: '50%\r\n::error::x' };
    expect(annotationLines([hostile])).toEqual([
      '::warning title=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A::50%25%0D%0A::error::x',
    ]);
    expect(groupLines('x', '::error::one ##[error]x')).toBe(': :error::one ## [error]x');
    expect(groupLines('x', 'one\n  ::error::two')).toBe('::group::x\none\n  : :error::two\n::endgroup::');
  });

  it('come one for each reason for which anything is not confirmed, and one for what was refused', () => {
    const stale = [
      aStaleFact('o/a', 'tree'),
      aStaleFact('o/b', 'tree', 'not found'),
      aStaleFact('o/b', 'commits'),
      aRefusal('o/c'),
      aRefusal('o/d'),
    ];
    const inputs = readWorkflowInputs({ REFRESH_REPOSITORIES: 'o/nope' });
    const annotations = refreshAnnotations(
      aRefreshReport({ stale, isTokenRejected: true, notShown: ['o/nope', 'o/configured'], inputs }),
    );
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'error The token was rejected',
      'warning Asked for, but not shown',
      'warning 2 answers refused',
      'warning 2 facts not confirmed: server error',
      'warning 1 fact not confirmed: not found',
    ]);
    expect(refreshAnnotations(aRefreshReport())).toEqual([]);
  });

  it('tell of what check found, but for its notes', () => {
    const finding = { where: 'data/resume.yaml:3:5', what: 'a', why: 'b', fix: 'c' };
    const findings = (['note', 'warning', 'error'] as const).map((severity) => ({ severity, ...finding }));
    expect(annotationLines(findingAnnotations(findings))).toEqual([
      '::warning file=data/resume.yaml,line=3,col=5,title=Audit::a. c',
      '::error file=data/resume.yaml,line=3,col=5,title=Audit::a. c',
    ]);
  });
});

it('two addresses are one where they differ by a slash or by case alone', () => {
  expect(otherAddress('https://Octo.example', 'https://octo.example/', 'x')).toBeNull();
  expect(otherAddress('https://octo.example', 'https://octo.example/portfolio', 'x')).toMatchObject({
    where: 'x',
    fix: expect.stringContaining('Custom domain'),
  });
});
