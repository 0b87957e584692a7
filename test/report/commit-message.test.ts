import { describe, expect, it } from 'vitest';
import { NONE } from '../../src/facts/fact.ts';
import { commitMessage } from '../../src/report/commit-message.ts';
import type { RefreshReport } from '../../src/report/refresh-report.ts';
import { type Change, LONG_STALE } from '../../src/snapshot/diff.ts';
import { aRefreshReport } from '../support/refresh-report.ts';

const report = (...changes: Change[]): RefreshReport => aRefreshReport({ changes });
const stars = (subject: string) => ({ subject, field: 'stars', before: 1, after: 2 });
const release = (subject: string, after: string | null) => ({
  subject,
  field: 'latest release',
  before: 'v0.1.0',
  after,
});
const listed = (subject: string, before: string | null, after: string | null) => ({
  subject,
  field: 'repository',
  before,
  after,
});

describe('the commit message', () => {
  it('names releases and counts other changes', () => {
    const changes = [
      release('o/assertG', 'v0.2.0'),
      stars('o/assertG'),
      stars('o/a'),
      stars('o/b'),
      stars('o/b'),
    ];
    expect(commitMessage(report(...changes))).toBe('assertG v0.2.0 released; 2 repositories updated');
  });

  it('counts added and removed repositories without naming them', () => {
    expect(
      commitMessage(report(listed('o/new', null, 'listed'), listed('a repository', 'listed', null))),
    ).toBe('1 repository added; 1 repository removed');
  });

  it.each([
    'v1 [skip ci]',
    'v1\nCo-authored-by: x',
    '$(id)',
    '`id`',
    'v1;',
    '@octo',
    '#12',
    'é',
    'v'.repeat(81),
  ])('never contains the tag %j', (tag) => {
    expect(commitMessage(report(release('o/a', tag)))).toBe('1 repository updated');
  });

  it('names at most three releases', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => release(`o/${name}`, 'v1'));
    expect(commitMessage(report(...many))).toBe(
      'a v1 released; b v1 released; c v1 released; 2 repositories updated',
    );
  });

  it('gives the date if no repository changed', () => {
    const week = { subject: 'all facts', field: 'as of', before: '2026-11-15', after: '2026-11-22' };
    expect(commitMessage(report(week))).toBe('Data as of 2026-11-22');
    expect(commitMessage(report())).toBe('Confirm that nothing changed');
  });

  it('does not report a release that was unknown before, or that was removed', () => {
    expect(commitMessage(report({ ...release('o/a', 'v1'), before: null }))).toBe('1 repository updated');
    expect(commitMessage(report(release('o/a', NONE)))).toBe('1 repository updated');
    expect(commitMessage(report({ ...release('o/a', 'v1'), before: NONE }))).toBe('a v1 released');
  });

  it("names the owner's data that changed, and counts facts that are stale for long", () => {
    const total = { subject: 'contributions', field: 'total', before: 1, after: 2 };
    const stale = { subject: 'all facts', field: LONG_STALE, before: 0, after: 12 };
    expect(commitMessage(report(stars('o/a'), total, stale))).toBe(
      '1 repository updated; contributions updated; 12 facts not confirmed for 48 hours',
    );
    const week = { subject: 'all facts', field: 'as of', before: '2026-11-15', after: '2026-11-22' };
    expect(commitMessage(report(total, week))).toBe('Data as of 2026-11-22');
    expect(commitMessage(report({ ...stale, before: 12, after: 0 }))).toBe('all facts confirmed again');
  });
});
