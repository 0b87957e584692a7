import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { publicData, publicDataSchema } from '../../src/render/portfolio-json.ts';
import { samplePortfolio } from './sample.ts';

const validate = new Ajv({ strict: true, strictRequired: false, allErrors: true }).compile(
  publicDataSchema(),
);

describe.each([
  ['made-up data', () => Promise.resolve(samplePortfolio())],
  ['the data folder', () => loadPortfolio('data')],
])('from %s', (_, load) => {
  test('the public data matches its own schema', async () => {
    const data: unknown = JSON.parse(JSON.stringify(publicData(await load())));
    validate(data);
    expect(validate.errors).toBeNull();
  });

  test('every fact of the model is published', async () => {
    const portfolio = await load();
    const data = publicData(portfolio);
    expect(data.repositories).toHaveLength(portfolio.repositories.length);
    const renamed = z.looseObject({
      languages: z.record(z.string(), z.number()).nullable(),
      checks: z.unknown(),
      sections: z.record(z.string(), z.unknown()),
    });
    for (const [index, repository] of data.repositories.entries()) {
      const { languages, checks, sections, ...known } = renamed.parse(repository);
      const model = portfolio.repositories[index];
      expect(model).toMatchObject({ ...known, ci: checks });
      // The reason why a fact is stale is not published.
      expect(model?.freshness).toMatchObject(sections);
      expect(Object.entries(languages ?? {})).toEqual(
        (model?.languages ?? []).map(({ name, bytes }) => [name, bytes]),
      );
    }
    expect(data.totals).toEqual(portfolio.totals);
    expect(data.pullRequestsElsewhere).toEqual(portfolio.pullRequestsElsewhere);
    expect(data.skills.map(({ group }) => group)).toEqual(
      portfolio.resume.skills.flatMap(({ name, keywords }) => keywords.map(() => name)),
    );
  });
});

test('the sample matches the golden file, with keys in order', async () => {
  await expect(`${JSON.stringify(publicData(samplePortfolio()), null, 2)}\n`).toMatchFileSnapshot(
    '../fixtures/portfolio-sample.json',
  );
});

test('the order of keys is independent of the model', () => {
  const portfolio = samplePortfolio();
  const reversed = JSON.parse(JSON.stringify(portfolio), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  const keys = (value: object) => JSON.stringify(value).replace(/"weeks":\{[^}]*\}/, '');
  expect(keys(publicData(reversed))).toBe(keys(publicData(portfolio)));
});

test('nothing is published that the schema does not list', () => {
  const portfolio = samplePortfolio();
  const [first] = portfolio.repositories;
  if (!first?.facts.release?.value) throw new Error('the sample has a release');
  const { facts } = first;
  const release = { ...first.facts.release, value: first.facts.release.value };
  const secret = { internalNote: 'secret' };
  const leaking = {
    ...portfolio,
    ...secret,
    repositories: [
      {
        ...first,
        ...secret,
        facts: { ...facts, release: { ...release, value: { ...release.value, ...secret } } },
      },
    ],
    totals: { ...portfolio.totals, ...secret },
  };
  const text = JSON.stringify(publicData(leaking));
  expect(text).not.toContain('secret');
  expect(text).not.toContain('example.test/'); // the résumé's addresses are not part of it
});
