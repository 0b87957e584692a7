import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portfolio, PortfolioRepository } from '../../src/portfolio/model.ts';
import { commitsInYearBefore } from '../../src/portfolio/totals.ts';
import { formatDay } from '../../src/render/format.ts';
import { renderReadmeBlock } from '../../src/render/readme/readme.ts';
import { nodesOf, renderAsGitHub, textOf } from '../render/as-github.ts';
import { samplePortfolio } from '../render/sample.ts';
import { type BuiltSite, builtSite, firstPortfolio } from '../site/built-site.ts';

/** A live value as an output shows it. `of` is a repository's `owner/name`, or null for a total. */
interface Reading {
  of: string | null;
  field: string;
  value: string | number | null;
}

/** The value in the model; undefined if it has no such field. */
function modelValue(portfolio: Portfolio, { of, field }: Reading): unknown {
  const { totals } = portfolio;
  if (of === null) {
    const [, skill, part] = /^skills\.(.*)\.(repositories|commits)$/.exec(field) ?? [];
    if (skill) {
      const { use } =
        portfolio.skills.flatMap(({ skills }) => skills).find(({ name }) => name === skill) ?? {};
      return part === 'commits' ? use?.commits.value : use?.repositories;
    }
    const [kind = '', name] = field.split(/\.(.*)/);
    if (kind === 'languages')
      return totals.languages.find((language) => language.name === name)?.repositories;
    if (kind === 'repositories')
      return Object.entries(totals.repositories).find(([key]) => key === name)?.[1];
    if (kind === 'contributions') return portfolio.contributions?.total;
    if (kind === 'pullRequestsElsewhere') return portfolio.pullRequestsElsewhere?.total;
    return kind === 'stars' || kind === 'commitsLastYear' ? totals[kind].value : undefined;
  }
  const repository = portfolio.repositories.find(({ name }) => name === of);
  if (!repository) return undefined;
  return factsOfModel(repository, portfolio.asOf)[field];
}

function factsOfModel(repository: PortfolioRepository, asOf: string): Record<string, unknown> {
  const { latestRelease, lastCommitAt, ci: checks } = repository;
  return {
    ...repository,
    commitsLastYear: commitsInYearBefore(repository, asOf),
    tag: latestRelease?.tag ?? null,
    released: latestRelease ? formatDay(latestRelease.publishedAt) : null,
    lastCommit: lastCommitAt ? formatDay(lastCommitAt) : null,
    checks: checks?.state ?? null,
  };
}

/** The readings in a line of facts such as "Go · release v1 of 5 Apr 2025 · 12 commits, 3 in the last year, last on …". */
function readFacts(of: string, line: string): Reading[] {
  const found: [string, string | undefined][] = [
    ['commits', /([\d,]+) commits?\b/.exec(line)?.[1]],
    ['commitsLastYear', /([\d,]+) in the last year/.exec(line)?.[1]],
    ['lastCommit', /last on (\d+ \w+ \d+)/.exec(line)?.[1]],
    ['tag', /(?:release|tag) (\S+) of/.exec(line)?.[1]],
    ['released', /(?:release|tag) \S+ of (\d+ \w+ \d+)/.exec(line)?.[1]],
    ['checks', /checks (\w+)/.exec(line)?.[1]],
  ];
  return found.flatMap(([field, text]) => {
    if (text === undefined) return [];
    return [{ of, field, value: /^[\d,]+$/.test(text) ? numberOf(text) : text }];
  });
}

/** The readings in a status such as "v1 · CI passing" or "12 commits". */
function readStatus(of: string, status: string): Reading[] {
  const readings: Reading[] = [];
  for (const part of status.split(' · ')) {
    const [, count] = /^([\d,]+) commits?\b/.exec(part) ?? [];
    const [, state] = /^CI\s(\w+)$/.exec(part) ?? [];
    if (count !== undefined) readings.push({ of, field: 'commits', value: numberOf(count) });
    else if (state !== undefined) readings.push({ of, field: 'checks', value: state });
    else if (part !== '' && part !== 'archived') readings.push({ of, field: 'tag', value: part });
  }
  return readings;
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}

/** A repository's facts as in the JSON files. */
interface JsonFacts {
  latestRelease: { tag: string } | null;
  checks: { state: string } | null;
}

function readJson(of: string, facts: JsonFacts): Reading[] {
  const plain = Object.entries(facts).filter(([, value]) => typeof value !== 'object' || value === null);
  return [
    ...plain.map(([field, value]) => ({ of, field, value })),
    { of, field: 'tag', value: facts.latestRelease?.tag ?? null },
    { of, field: 'checks', value: facts.checks?.state ?? null },
  ];
}

type Reader = (portfolio: Portfolio, site: BuiltSite) => Promise<Reading[]> | Reading[];

const fileOf = (site: BuiltSite, name: string) => readFile(join(site.folder, name), 'utf8');

const readers: Record<string, Reader> = {
  pages: (_, { pages }) =>
    [...pages.values()].flatMap((html) =>
      [
        ...html.matchAll(/<data value="([^"]*)"(?: data-repo="([^"]*)")? data-metric="([^"]*)">([^<]*)</g),
      ].flatMap(([, value = '', of, field = '', shown = '']) => [
        { of: of ?? null, field, value: Number(value) },
        { of: of ?? null, field, value: numberOf(shown) },
      ]),
    ),

  'JSON-LD': ({ repositories }, { pages }) =>
    repositories.flatMap(({ name, path }) => {
      const html = path === null ? undefined : pages.get(path);
      const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html ?? '') ?? [];
      if (!json) return [];
      const [code] = JSON.parse(json)['@graph'];
      return [
        { of: name, field: 'tag', value: code.version ?? null },
        { of: name, field: 'lastCommitAt', value: code.dateModified ?? null },
        { of: name, field: 'language', value: code.programmingLanguage ?? null },
      ];
    }),

  README: (portfolio) =>
    nodesOf(renderAsGitHub(renderReadmeBlock(portfolio)))
      .filter(({ tagName }) => tagName === 'tr')
      .flatMap((row) => {
        const [title, , status = ''] = nodesOf(row)
          .filter(({ tagName }) => tagName === 'td')
          .map(textOf);
        const repository = portfolio.repositories.find((candidate) => candidate.title === title);
        return repository ? readStatus(repository.name, status) : [];
      }),

  'resume.pdf': async ({ repositories, resume }, site) => {
    const document = await getDocumentProxy(new Uint8Array(await readFile(join(site.folder, 'resume.pdf'))));
    const { text } = await extractText(document, { mergePages: true });
    const flat = text.replace(/\s+/g, ' ');
    return resume.projects.flatMap(({ url = '-' }, index) => {
      const repository = repositories.find((candidate) => candidate.url === url);
      const from = flat.indexOf(`${url.replace('https://', '')} `, flat.indexOf(resume.titles.projects));
      const next = resume.projects[index + 1]?.url?.replace('https://', '') ?? resume.titles.skills;
      return repository ? readFacts(repository.name, flat.slice(from, flat.indexOf(next, from))) : [];
    });
  },

  'resume.json': async (_, site) => {
    const projects: { 'x-portfolio'?: JsonFacts & { repository: string } }[] = JSON.parse(
      await fileOf(site, 'resume.json'),
    ).projects;
    return projects.flatMap(({ 'x-portfolio': facts }) => {
      if (!facts) return [];
      const { repository, ...known } = facts;
      return readJson(repository, known);
    });
  },

  'resume.txt': async ({ repositories }, site) => {
    const text = await fileOf(site, 'resume.txt');
    return repositories.flatMap(({ name, url }) => {
      const [, entry] = text.split(` | ${url.replace('https://', '')}\n`);
      const [facts] = entry?.match(/(?: {2}· .*\n(?: {4}.*\n)*)+/) ?? [];
      return facts === undefined ? [] : readFacts(name, facts);
    });
  },

  'portfolio.json': async (_, site) => {
    const { repositories, totals } = JSON.parse(await fileOf(site, 'portfolio.json'));
    return [
      { of: null, field: 'stars', value: totals.stars.value },
      { of: null, field: 'commitsLastYear', value: totals.commitsLastYear.value },
      { of: null, field: 'repositories.shown', value: totals.repositories.shown },
      ...repositories.flatMap((facts: JsonFacts & { name: string }) => readJson(facts.name, facts)),
    ];
  },

  feed: async ({ repositories }, site) =>
    [...(await fileOf(site, 'feed.xml')).matchAll(/<entry>.*?<title>(\S+) (v\S+)<\/title>/gs)].map(
      ([, title, tag = '']) => ({
        of: repositories.find((repository) => repository.title === title)?.name ?? 'nobody',
        field: 'tag',
        value: tag,
      }),
    ),
};

/** The sample portfolio with a release event. */
function sampleWithEvent(): Portfolio {
  const portfolio = samplePortfolio();
  const [repository = null] = portfolio.repositories;
  const { tag = '', url = '' } = repository?.latestRelease ?? {};
  const event = { kind: 'released' as const, date: '2031-01-15', repository: repository?.id ?? 0, tag, url };
  return { ...portfolio, activity: [{ event, repository }] };
}

describe.each<[string, () => Promise<Portfolio>, string[]]>([
  ['made-up facts', () => Promise.resolve(sampleWithEvent()), Object.keys(readers)],
  ['the first facts', firstPortfolio, Object.keys(readers).filter((name) => name !== 'feed')],
])('%s', (_, load, surfaces) => {
  let portfolio: Portfolio;
  let site: BuiltSite;
  beforeAll(async () => {
    portfolio = await load();
    site = await builtSite(portfolio);
  }, 60_000);
  afterAll(() => site.remove());

  test.each(surfaces)('are the same in %s', async (surface) => {
    const readings = await readers[surface]?.(portfolio, site);
    expect(readings?.length).toBeGreaterThan(0);
    for (const reading of readings ?? []) {
      expect({ ...reading, value: modelValue(portfolio, reading) }).toEqual(reading);
    }
  });

  test('are in every output that shows a project of the résumé', async () => {
    const own = portfolio.keyProjects.filter(({ purpose }) => purpose !== null);
    for (const surface of ['pages', 'README', 'resume.pdf', 'resume.json', 'resume.txt', 'portfolio.json']) {
      const readings = (await readers[surface]?.(portfolio, site)) ?? [];
      for (const { name, commits, latestRelease } of own) {
        // The README has the commits only of projects without a release.
        const isReleased = surface === 'README' && latestRelease !== null;
        const wanted = isReleased
          ? { field: 'tag', value: latestRelease.tag }
          : { field: 'commits', value: commits };
        expect(readings, `${surface} of ${name}`).toContainEqual({ of: name, ...wanted });
      }
    }
  });
});
