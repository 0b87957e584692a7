import { describe, expect, it } from 'vitest';
import type { Portfolio, PortfolioRepository } from '../../../src/portfolio/model.ts';
import {
  describeWork,
  type MonthlyWork,
  monthlyWork,
  summarizeWork,
} from '../../../src/render/charts/monthly-work.ts';
import { workAxis, workChart } from '../../../src/render/charts/work-chart.ts';
import { peaksOf } from '../../../src/render/charts/work-peaks.ts';
import { samplePortfolio } from '../sample.ts';
import { sampleRepository } from './sample-repository.ts';

const ASOF = '2026-11-22';

function repository(title: string, weeks: Record<string, number>, more: Partial<PortfolioRepository> = {}) {
  const [first = '2020-01-05'] = Object.keys(weeks).sort();
  return sampleRepository({
    name: `ada/${title}`,
    title,
    commits: Object.values(weeks).reduce((sum, count) => sum + count, 0),
    firstCommitAt: `${first}T10:00:00Z`,
    commitsByWeek: { from: first, to: ASOF, weeks },
    ...more,
  });
}

function workOf(key: PortfolioRepository[], others: PortfolioRepository[]): MonthlyWork {
  const portfolio: Portfolio = { ...samplePortfolio(), repositories: [...key, ...others], keyProjects: key };
  const work = monthlyWork(portfolio);
  if (!work) throw new Error('some commits are known');
  return work;
}

const engine = repository('engine', { '2025-06-01': 30, '2026-02-01': 10 });
const tool = repository('tool', { '2025-06-08': 70 });

describe('chart of all work', () => {
  it('stacks all other repositories on the key projects, on a linear scale from zero', () => {
    const svg = workChart(workOf([engine], [tool]), ASOF);
    const [others = '', key = ''] = [...svg.matchAll(/class="(?:others|bars)" d="([^"]*)"/g)].map(
      ([, d]) => d,
    );
    expect([...key.matchAll(/ ([\d.]+)v-([\d.]+)/g)].map(([, y, height]) => [y, height])).toEqual([
      ['128', '38.4'],
      ['128', '12.8'],
    ]);
    expect([...others.matchAll(/ ([\d.]+)v-([\d.]+)/g)].map(([, y, height]) => [y, height])).toEqual([
      ['89.6', '89.6'],
    ]);
  });

  it('says in words what it shows', () => {
    expect(workChart(workOf([engine], [tool]), ASOF)).toContain(
      '<title>110 commits in 2 public repositories from Jun 2025 to Feb 2026; most in Jun 2025: 100<',
    );
  });

  it('escapes the names of repositories', () => {
    expect(workChart(workOf([], [repository('<b>', { '2025-06-01': 1 })]), ASOF)).toContain(
      '>&#60;b&#62; 1<',
    );
  });

  it('draws only known months, and knows how many repositories it lacks', () => {
    const late = repository('late', { '2026-02-01': 1 }, { firstCommitAt: '2020-01-01T00:00:00Z' });
    const unknown = sampleRepository({ name: 'ada/unknown', commits: 5 });
    const empty = sampleRepository({ name: 'ada/empty', commits: 0 });
    const work = workOf([engine], [late, unknown, empty]);
    expect(work).toMatchObject({ commits: 41, repositories: 2, incomplete: 2 });
    expect(work.months.map(({ month }) => month)).toEqual(['2025-06', '2026-02']);
    expect(summarizeWork(work)).toBe('At least 41 commits in 2 public repositories since June 2025');
    expect(describeWork(work)).toMatch(/^At least 41 commits in 2 public repositories from Jun 2025/);
    expect(summarizeWork(workOf([engine], []))).toMatch(/^\d+ commits in 1 public repository since /);
  });
});

describe('peaks', () => {
  const SIZE = { character: 0.012, line: 0.12 };
  const peaks = (...repositories: PortfolioRepository[]) => {
    const work = workOf([], repositories);
    return peaksOf(work, workAxis(work, ASOF), SIZE);
  };

  it('name each repository once, at its busiest month, and at most four', () => {
    const far = ['2021', '2022', '2023', '2024', '2025'].map((year, index) =>
      repository(`r${year}`, { [`${year}-06-06`]: 100 - index, [`${year}-01-03`]: 60 }),
    );
    expect(peaks(...far).map(({ label }) => label)).toEqual([
      'r2021 100',
      'r2022 99',
      'r2023 98',
      'r2024 97',
    ]);
  });

  it('never overlap each other', () => {
    const [near, start] = [
      repository('near', { '2025-07-06': 69 }),
      repository('start', { '2020-01-05': 9 }),
    ];
    expect(peaks(tool, near, start).map(({ label }) => label)).toEqual(['tool 70', 'start 9']);
  });

  it('stand above the bars below them, unless these are much taller', () => {
    const near = repository('near', { '2025-07-06': 69 });
    const low = repository('low', { '2025-08-03': 5, '2020-01-05': 1 });
    expect(peaks(tool, near, low, engine).map(({ label }) => label)).toEqual(['tool 70', 'engine 10']);
    const small = repository('small', { '2025-07-06': 65, '2020-01-05': 1 });
    const [first] = peaks(repository('tall', { '2025-06-08': 70, '2021-06-06': 71 }), small).slice(1);
    expect(first).toMatchObject({ label: 'small 65', height: 70 / 71 });
  });

  it('stay inside the chart', () => {
    const [first, last] = [repository('first', { '2020-01-05': 9 }), repository('last', { '2026-11-15': 5 })];
    expect(peaks(first, last)).toMatchObject([
      { at: 0, anchor: 'start' },
      { at: 1, anchor: 'end' },
    ]);
  });

  it('leave out long names', () => {
    expect(peaks(repository('x'.repeat(30), { '2025-06-01': 9 }))).toEqual([]);
  });
});
