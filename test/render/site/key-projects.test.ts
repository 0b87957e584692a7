import { describe, expect, it } from 'vitest';
import type { PortfolioRepository } from '../../../src/portfolio/model.ts';
import { keyProjects } from '../../../src/render/site/key-projects.ts';
import { SUMMER, sampleRepository } from '../charts/sample-repository.ts';

const ASOF = '2026-11-22';
const url = 'https://github.com/ada/engine';
const unknown = sampleRepository().has;

function rowOf(facts: Partial<PortfolioRepository>) {
  const [row] = keyProjects([sampleRepository(facts)], ASOF).rows;
  if (!row) throw new Error('there is a row for every repository');
  return row;
}
const factsOf = (facts: Partial<PortfolioRepository>) =>
  rowOf(facts).facts.map(({ label, value }) => `${label}: ${value.map(({ text }) => text).join('')}`);

describe('a key project', () => {
  it('has up to four facts, with links, dates and numbers', () => {
    const known: Partial<PortfolioRepository> = {
      ...SUMMER,
      language: 'Go',
      latestRelease: {
        kind: 'tag',
        tag: 'v1',
        name: null,
        publishedAt: '2025-06-20T00:00:00Z',
        url: `${url}/v1`,
      },
      ci: { state: 'passing', sha: 'a'.repeat(40), completedAt: null, url: `${url}/actions` },
      has: { ...unknown, tests: true, workflow: true, dockerfile: true },
    };
    expect(factsOf(known)).toEqual([
      'Language: Go',
      'Tag: v1, 20 Jun 2025',
      'Commits: 12, last 27 Jun 2025',
      'Quality: tests, CI passing, Dockerfile',
    ]);
    const pieces = rowOf(known).facts.flatMap(({ value }) => value);
    expect(pieces).toContainEqual({ text: 'passing', url: `${url}/actions` });
    expect(pieces).toContainEqual({
      text: '12',
      count: { value: 12, field: 'commits', repository: 'ada/engine' },
    });
  });

  it('has no row for what is unknown or absent', () => {
    expect(factsOf({})).toEqual([]);
    expect(factsOf({ commits: 0, has: { ...unknown, tests: false, workflow: false } })).toEqual([]);
    expect(factsOf({ has: { ...unknown, workflow: true } })).toEqual(['Quality: CI']);
    expect(rowOf({}).timeline).toBeNull();
  });

  it('says if it is archived or the work of others', () => {
    const row = rowOf({ ...SUMMER, archived: true, role: 'contributor' });
    expect(row.state).toBe('archived, contributor');
    expect(row.facts.map(({ label }) => label)).toEqual(['Own commits']);
  });

  it("has the first sentence of the owner's description, else GitHub's", () => {
    expect(rowOf({ purpose: 'Counts **beans**. And more.', description: 'x' })).toMatchObject({
      purpose: 'Counts **beans**.',
      description: null,
    });
    expect(rowOf({ description: 'Counts\nbeans' })).toMatchObject({
      purpose: null,
      description: 'Counts beans',
    });
  });
});

describe('the note', () => {
  const note = (...all: PortfolioRepository[]) => keyProjects(all, ASOF).note;

  it('explains the timelines there are', () => {
    const known = sampleRepository({ ...SUMMER, commitsByWeek: { ...SUMMER.commitsByWeek, to: ASOF } });
    expect(note(known)).toBe('Commits per month. Square-root scale; the number is the busiest month.');
    expect(note(sampleRepository(SUMMER), { ...known, name: 'ada/other' })).toBe(
      'Commits per month. One time axis and one square-root scale for all; the number is the busiest month. Dotted: no data.',
    );
    expect(note(sampleRepository())).toBe('');
  });
});
