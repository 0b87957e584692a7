import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { portfolioKeys, resumeKeys } from '../../src/config/key-reference.ts';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { z } from '../../src/zod.ts';

describe.each([
  ['portfolio.yaml', portfolioKeys(), portfolioConfigSchema],
  ['resume.yaml', resumeKeys(), resumeSchema],
])('the list of keys of %s', (_, text, schema) => {
  test('has every key that has an effect', () => {
    const json = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), (name, value) =>
      name === 'maxRequests' ? undefined : value,
    );
    const keys = new Set<string>();
    JSON.parse(json, (name, value) => {
      if (name === 'properties') for (const key of Object.keys(value)) keys.add(key);
      return value;
    });
    expect(keys.size).toBeGreaterThan(5);
    const missing = [...keys].filter((key) => !new RegExp(`^# (?: |- )*${key}:`, 'm').test(text));
    expect(missing).toEqual([]);
  });

  test('is YAML in comments, whose examples have the right form', () => {
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('# '))).toEqual([]);
    const example: unknown = parse(lines.map((line) => line.slice(2)).join('\n'));
    const issues = schema.safeParse(example).error?.issues ?? [];
    // The examples of one size, one name and one date cannot agree with each other.
    expect(issues.filter(({ code }) => code !== 'custom')).toEqual([]);
  });
});

test('explains a form only once', () => {
  expect(resumeKeys().match(/A date as YYYY, YYYY-MM or YYYY-MM-DD\./g)).toHaveLength(1);
  expect(resumeKeys()).toContain('#   work: Experience\n');
});
