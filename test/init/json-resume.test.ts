import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../../src/errors.ts';
import { type ImportedResume, readJsonResume } from '../../src/init/json-resume.ts';
import { ownerFiles } from '../../src/init/owner-files.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { jsonResume } from '../../src/render/resume/json-resume.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import { emptySnapshot } from '../../src/snapshot/schema.ts';
import { builtSite, pageOf, textOf } from '../site/built-site.ts';
import { formsOf, wordsIn } from '../support/resume-words.ts';

const FOLDER = 'test/fixtures/resumes';
const files = await readdir(FOLDER);
const schema = JSON.parse(await readFile('node_modules/@jsonresume/schema/schema.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const isJsonResume = ajv.compile(schema);

const owner = {
  login: 'a-login',
  name: 'Name From GitHub',
  bio: null,
  site: null,
  email: null,
  isOrganization: false,
};

function portfolioOf({ sections }: ImportedResume): Portfolio {
  const given = { owner, sections, choices: [], languages: [], site: 'https://a-login.github.io/portfolio' };
  const snapshot = emptySnapshot('2026-11-22');
  return buildPortfolio({ ...ownerFiles(given), snapshot, fetchLog: emptyFetchLog, history: [] });
}

/** Whose page is built: the fullest, the emptiest, and the one that is hardest to escape. Others differ in words only. */
const BUILT = ['everything.json', 'nothing.json', 'odd-characters.json'];

async function pageText(portfolio: Portfolio): Promise<string> {
  const site = await builtSite(portfolio);
  onTestFinished(site.remove);
  return textOf(pageOf(site, '/resume/'));
}

describe.each(files)('%s', (file) => {
  const load = async () => {
    const text = await readFile(join(FOLDER, file), 'utf8');
    return { source: parse(text) as unknown, imported: readJsonResume(text, file) };
  };

  test('is a valid JSON Resume that loads, and every format contains its words', async () => {
    const { source, imported } = await load();
    if (!file.startsWith('before-')) {
      isJsonResume(source);
      expect(isJsonResume.errors).toBeNull();
    }
    const portfolio = portfolioOf(imported);
    const forms = formsOf(portfolio);
    if (BUILT.includes(file)) forms.page = await pageText(portfolio);
    const words = wordsIn(source, imported.leftOut);
    for (const [form, text] of Object.entries(forms)) {
      const missing = words.filter((word) => !text.toLowerCase().includes(word));
      expect(missing, form).toEqual([]);
    }
    isJsonResume(JSON.parse(JSON.stringify(jsonResume(portfolio))));
    expect(isJsonResume.errors).toBeNull();
  });
});

async function read(file: string): Promise<ImportedResume> {
  return readJsonResume(await readFile(join(FOLDER, file), 'utf8'), file);
}

test('imports every field of the JSON Resume schema', async () => {
  const { leftOut, sections } = await read('everything.json');
  expect(leftOut).toEqual([]);
  expect(sections.basics.profiles).toContainEqual({
    network: 'LinkedIn',
    username: 'oddleaf',
    url: 'https://www.linkedin.com/in/oddleaf',
  });
});

test('imports former field names; an address and fields without a counterpart are left out and listed', async () => {
  const { leftOut, sections } = await read('before-version-one.json');
  expect(sections.basics).toMatchObject({ url: 'https://otto.example.org/about' });
  expect(sections.work).toEqual([
    {
      name: 'Brass & Sons',
      position: 'Compiler Engineer',
      url: 'https://brass.example.org',
      startDate: '2011-03-01',
    },
  ]);
  expect(leftOut).toEqual(['hobbies', 'basics.location.address', 'basics.location.postalCode']);
});

test('an entry without a name uses another field, and an invalid date keeps its valid part', async () => {
  const { sections, leftOut } = await read('without-names.json');
  expect(sections).toMatchObject({
    work: [{ position: 'Solo Ltd' }, { position: 'Work', summary: 'Something quiet.' }],
    education: [{ area: 'Evening School', endDate: '2009' }, { area: 'Master' }],
    projects: [{ name: 'Guild' }, { name: 'Bare' }],
    certificates: [{ name: 'Board', date: '2020' }],
    references: [{ name: 'Reference', reference: 'Kind and exact.' }],
  });
  expect(sections.basics.profiles).toEqual([
    { network: 'code.example.org', username: 'ada', url: 'https://code.example.org/u/ada' },
  ]);
  expect(leftOut).toEqual(['basics.profiles.0']);
});

test('skills without keywords become one group', async () => {
  const { sections } = await read('single-skills.yaml');
  expect(sections.skills).toEqual([
    { name: 'Testing', level: 'Expert', keywords: ['Property tests', 'Fuzzing'] },
    { name: 'Also', keywords: ['Go (Master)', 'Playwright'] },
  ]);
});

test('braces are not taken for placeholders', async () => {
  const portfolio = portfolioOf(await read('odd-characters.json'));
  expect(formsOf(portfolio).text).toContain('Uses {braces}, {code}');
  expect(formsOf(portfolio).text).toContain('{years since 2020} stays as it is.');
});

test.each([
  ['{ "basics": ', /resume\.json:\d+:\d+: not valid JSON/],
  ['[]', /resume\.json:1:1: .* not a/],
  ['just words', /resume\.json:1:1: /],
])('rejects %j, with its location', (text, message) => {
  expect(() => readJsonResume(text, 'resume.json')).toThrow(UserError);
  expect(() => readJsonResume(text, 'resume.json')).toThrow(message);
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '{x}',
    '{years since 2020}',
    '`{`',
    '**b**',
    '',
    ' ',
    'null',
    '- a',
    '<i>',
    'a\n\nb',
    '\u202e',
    '\u0000',
  ),
);
const url = fc.oneof(fc.webUrl(), fc.constantFrom('mailto:a@b.org', 'https://例え.jp/ü?q=ä', 'urn:x:y'));
const date = fc.constantFrom('2020', '2020-02', '2020-02-29', '1999-19-39', '2999-01-00');
const lines = fc.array(text, { maxLength: 3 });

function entries(shape: Record<string, fc.Arbitrary<unknown>>) {
  return fc.array(fc.record(shape, { requiredKeys: [] }), { maxLength: 3 });
}

const period = { url, startDate: date, endDate: date, summary: text };
const jsonResumes = fc.record(
  {
    basics: fc.record(
      {
        name: text,
        label: text,
        image: url,
        email: fc.emailAddress(),
        phone: text,
        url,
        summary: text,
        location: fc.record({ address: text, city: text, region: text }, { requiredKeys: [] }),
        profiles: entries({ network: text, username: text, url }),
      },
      { requiredKeys: [] },
    ),
    work: entries({
      name: text,
      position: text,
      location: text,
      description: text,
      highlights: lines,
      ...period,
    }),
    volunteer: entries({ organization: text, position: text, highlights: lines, ...period }),
    education: entries({
      institution: text,
      area: text,
      studyType: text,
      score: text,
      courses: lines,
      ...period,
    }),
    awards: entries({ title: text, date, awarder: text, summary: text }),
    certificates: entries({ name: text, date, url, issuer: text }),
    publications: entries({ name: text, publisher: text, releaseDate: date, url, summary: text }),
    skills: entries({ name: text, level: text, keywords: lines }),
    languages: entries({ language: text, fluency: text }),
    interests: entries({ name: text, keywords: lines }),
    references: entries({ name: text, reference: text }),
    projects: entries({
      name: text,
      description: text,
      highlights: lines,
      keywords: lines,
      roles: lines,
      entity: text,
      type: text,
      url,
      startDate: date,
      endDate: date,
    }),
  },
  // Without any section, it is not a résumé.
  { requiredKeys: ['basics'] },
);

test('every valid JSON Resume loads, and is exported as a valid one', async () => {
  await fc.assert(
    fc.property(jsonResumes, (source) => {
      const imported = readJsonResume(JSON.stringify(source), 'resume.json');
      const portfolio = portfolioOf(imported);
      for (const form of Object.values(formsOf(portfolio))) expect(form).not.toBe('');
      isJsonResume(JSON.parse(JSON.stringify(jsonResume(portfolio))));
      expect(isJsonResume.errors).toBeNull();
    }),
    { numRuns: 40 },
  );
});

const SCALARS = [
  '007',
  '1e3',
  '0x10',
  '1_000',
  '2020-10',
  '3.10',
  '+15551234567',
  '12345678901234567890',
  'True',
  '-0',
];

test.each(SCALARS)('imports %s in YAML as it was written', (written) => {
  const text = `basics:\n  name: ${written}\n  phone: ${written}\nskills:\n  - name: x\n    keywords: [${written}, a]\n`;
  const imported = readJsonResume(text, 'resume.yaml');
  expect(imported.leftOut).toEqual([]);
  expect(imported.sections).toMatchObject({
    basics: { name: written, phone: written },
    skills: [{ name: 'x', keywords: [written, 'a'] }],
  });
  // It is also text in the generated file.
  const given = { owner, choices: [], languages: [], site: 'https://a-login.github.io/portfolio' };
  const { resume } = ownerFiles({ ...given, sections: imported.sections });
  expect(resume.basics).toMatchObject({ name: written, phone: written });
});

test.each(['3.10', '1e3', '-0.50', '12345678901234567890', 'true'])(
  'imports %s in JSON as it was written',
  (written) => {
    const text = `{ "basics": { "name": ${written}, "label": "a \\"1.0\\" 2.0, true" }, "x": null }`;
    const { sections } = readJsonResume(text, 'resume.json');
    expect(sections.basics).toMatchObject({ name: written, label: 'a "1.0" 2.0, true' });
  },
);

test('imports values of a YAML 1.1 file as they were written', () => {
  const text = '%YAML 1.1\n---\nbasics: { name: yes, label: 1_000, phone: 2020-10-01, summary: 1:30 }\n';
  expect(readJsonResume(text, 'resume.yaml').sections.basics).toMatchObject({
    name: 'yes',
    label: '1_000',
    phone: '2020-10-01',
    summary: '1:30',
  });
});

test('ignores null and empty values', () => {
  const text = 'basics: { name: ~, label: null, phone: }\n';
  const { sections, leftOut } = readJsonResume(text, 'resume.yaml');
  expect([Object.keys(sections.basics), leftOut]).toEqual([['profiles'], []]);
});
