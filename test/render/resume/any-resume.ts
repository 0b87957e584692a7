import fc from 'fast-check';

/** Words of several scripts, and some that Markdown could mistake for its own signs. */
const word = fc.constantFrom(
  ...['Built', 'gRPC', 'łódź', 'Проект', 'Σχέδιο', 'परियोजना', 'プロジェクト', 'مشروع', 'naïve'],
  ...[
    'snake_case_name',
    '5*3',
    '#1',
    '-',
    '+',
    '1.',
    '>',
    '|',
    '~fast~',
    'C++',
    'a<b',
    '&amp;',
    '[draft]',
    '$HOME',
    '==',
  ],
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
/** Plain text with at least one letter. */
const line = words.map((text) => `Tam ${text}`);
/** Inline Markdown. */
const markdown = fc
  .tuple(line, fc.constantFrom('', '**Bold:** ', '`code` ', '*soft* ', '[**a** link](https://x.test/p?q=1) '))
  .map(([text, before]) => before + text);
/** Paragraphs and lists. */
const prose = fc
  .array(
    fc.oneof(
      markdown,
      fc
        .array(markdown, { minLength: 1, maxLength: 2 })
        .map((items) => items.map((text) => `- ${text}`).join('\n')),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((blocks) => blocks.join('\n\n'));
const url = fc.constantFrom('https://www.works.test/', 'https://x.test/a?b=c');
const startDate = fc.constantFrom('2019', '2019-05', '2019-05-06');
const endDate = fc.constantFrom('2020', '2020-07', '2021-01-31');

function some<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength: 2 });
}

/** A record in which only these keys are always there. */
function record<T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, requiredKeys: (keyof T)[]) {
  return fc.record(model, { requiredKeys });
}

const highlights = some(markdown);
const named = { name: line, url, summary: prose };

/** Résumés as an owner could write them, with any of the sections and fields. */
export const anyResume = record(
  {
    work: some(
      record(
        {
          position: line,
          ...named,
          location: line,
          description: line,
          startDate,
          endDate,
          highlights,
          sections: some(
            fc.record({ name: line, highlights: fc.array(markdown, { minLength: 1, maxLength: 2 }) }),
          ),
        },
        ['position'],
      ),
    ),
    projects: some(
      record(
        {
          name: line,
          url,
          description: prose,
          startDate,
          endDate,
          roles: some(line),
          entity: line,
          type: line,
          keywords: some(markdown),
          highlights,
        },
        ['name'],
      ),
    ),
    skills: some(
      record(
        {
          name: line,
          level: line,
          keywords: fc.array(markdown, { minLength: 1, maxLength: 3 }),
          summary: markdown,
        },
        ['name', 'keywords'],
      ),
    ),
    education: some(
      record(
        {
          area: line,
          studyType: line,
          institution: line,
          url,
          score: line,
          courses: highlights,
          summary: prose,
        },
        ['area'],
      ),
    ),
    volunteer: some(
      record({ position: line, organization: line, url, startDate, summary: prose, highlights }, [
        'position',
      ]),
    ),
    awards: some(record({ title: line, date: startDate, awarder: line, summary: prose }, ['title'])),
    certificates: some(record({ name: line, issuer: line, url }, ['name'])),
    publications: some(record({ ...named, publisher: line }, ['name'])),
    languages: some(record({ language: line, fluency: line }, ['language'])),
    interests: some(record({ name: line, keywords: some(markdown) }, ['name'])),
    references: some(record({ name: line, reference: prose }, ['name'])),
  },
  [],
);
