import { describe, expect, test } from 'vitest';
import type { ImportedFields } from '../../src/init/import-fields.ts';
import { type ImportNote, importReport } from '../../src/init/import-notes.ts';
import { readJsonResume } from '../../src/init/json-resume.ts';

function read(
  resume: Record<string, unknown>,
): ImportedFields & { basics: ImportedFields; notes: ImportNote[] } {
  const { sections, notes } = readJsonResume(
    JSON.stringify({ basics: { name: 'Ada' }, ...resume }),
    'resume.json',
  );
  return { ...sections, notes };
}

describe('HTML becomes Markdown', () => {
  const summary = (text: string) => read({ basics: { summary: text } }).basics.summary;
  test.each([
    ['<p>One <b>bold</b> and <em>light</em>.</p><p>Two.</p>', 'One **bold** and *light*.\n\nTwo.'],
    ['One<br>Two<br/>Three', 'One\n\nTwo\n\nThree'],
    ['<p>Did:</p><ul><li>this</li><li>that <strong>too</strong></li></ul>', 'Did:\n\n- this\n- that **too**'],
    ['<ol><li>one</li><li>two</li></ol>', '- one\n- two'],
    ['See <a href="https://ada.example/x_(y)">this</a>.', 'See [this](https://ada.example/x_%28y%29).'],
    ['See <a href="javascript:alert(1)">this</a>.<script>alert(2)</script><img src="x.png">', 'See this.'],
    ['<p>R&amp;D &ndash; 5 &gt; 3</p>', 'R&D – 5 > 3'],
    ['<h2>Me</h2><p>Text</p>', '**Me**\n\nText'],
    ['<p>Uses {braces}</p>', 'Uses \\{braces}'],
    ['<p>Kept: List<String>, **bold**</p>', 'Kept: List<String>, **bold**'],
    ['List<String> & vector<b> stay', 'List<String> & vector<b> stay'],
  ])('%j', (html, markdown) => {
    expect(summary(html)).toBe(markdown);
  });

  test('and text on one line, where Markdown is not shown', () => {
    const { work } = read({ work: [{ position: '<b>R&amp;D</b> Lead', name: 'A &amp; B' }] });
    expect(work).toEqual([{ position: 'R&D Lead', name: 'A & B' }]);
  });

  test('whatever its depth and length', () => {
    expect(summary(`${'<div>'.repeat(5000)}deep${'</div>'.repeat(5000)}`)).toBe('deep');
    expect(summary('<b>'.repeat(5000))).toBe('<b>'.repeat(5000));
    expect(summary(`${'<ul><li>'.repeat(5000)}deep</li>`)).toBe('deep');
  });

  test('lists at the end of a description become highlights, before the given ones', () => {
    const { work, projects } = read({
      work: [
        { position: 'A', summary: '<p>Led.</p><ul><li>one</li><li>two</li></ul>', highlights: ['three'] },
        { position: 'B', description: '<ul><li>one</li></ul>' },
        { position: 'C', summary: '<ul><li>one</li></ul><p>End.</p>' },
        { position: 'D', summary: 'Led:\n• one\n• two' },
      ],
      projects: [{ name: 'P', description: 'Does:\n- this' }],
    });
    expect(work).toEqual([
      { position: 'A', summary: 'Led.', highlights: ['one', 'two', 'three'] },
      { position: 'B', highlights: ['one'] },
      { position: 'C', summary: '- one\n\nEnd.' },
      { position: 'D', summary: 'Led:', highlights: ['one', 'two'] },
    ]);
    expect(projects).toEqual([{ name: 'P', description: 'Does:', highlights: ['this'] }]);
  });

  test('a highlight with a list becomes several', () => {
    const highlights = ['<ul><li>one</li><li>two</li></ul>', '<p>three</p>'];
    expect(
      read({
        work: [
          { position: 'A', highlights },
          { position: 'B', highlights: '- x\n- y' },
        ],
      }).work,
    ).toEqual([
      { position: 'A', highlights: ['one', 'two', 'three'] },
      { position: 'B', highlights: ['x', 'y'] },
    ]);
  });
});

describe('texts in place of objects and lists', () => {
  test('entries that are only names', () => {
    const { notes, basics, ...sections } = read({
      skills: ['React', 'Go'],
      languages: ['English', 'German'],
      interests: ['Chess'],
      awards: ['Best paper'],
      certificates: ['CKA'],
      references: ['She is exact.'],
    });
    expect(basics).toEqual({ name: 'Ada', profiles: [] });
    expect(sections).toEqual({
      skills: [{ name: 'Skills', keywords: ['React', 'Go'] }],
      languages: [{ language: 'English' }, { language: 'German' }],
      interests: [{ name: 'Chess' }],
      awards: [{ title: 'Best paper' }],
      certificates: [{ name: 'CKA' }],
      references: [{ name: 'Reference', reference: 'She is exact.' }],
    });
    expect(notes).toEqual([]);
  });

  test('sections that are a text or groups', () => {
    expect(read({ skills: 'HTML, CSS (Sass, Less); Go', languages: { English: 'Native' } })).toMatchObject({
      skills: [{ name: 'Skills', keywords: ['HTML', 'CSS (Sass, Less)', 'Go'] }],
      languages: [{ language: 'English', fluency: 'Native' }],
      notes: [],
    });
    expect(read({ skills: { Languages: ['Go', 'Zig'], Tools: 'git, make' } })).toMatchObject({
      skills: [
        { name: 'Languages', keywords: ['Go', 'Zig'] },
        { name: 'Tools', keywords: ['git', 'make'] },
      ],
      notes: [],
    });
  });

  test('lists where a text is expected, and texts where a list is', () => {
    const { basics, skills, notes } = read({
      basics: { name: 'Ada', summary: ['One.', 'Two.'], location: 'Berlin, Germany' },
      skills: [
        { name: 'Web', keywords: 'HTML, CSS' },
        { name: 'Other', keywords: [{ name: 'Go' }] },
      ],
    });
    expect(basics).toMatchObject({ summary: 'One.\n\nTwo.', location: { city: 'Berlin, Germany' } });
    expect(skills).toEqual([
      { name: 'Web', keywords: ['HTML', 'CSS'] },
      { name: 'Other', keywords: ['Go'] },
    ]);
    expect(notes).toEqual([]);
  });
});

test('fields of basics at the top of the file', () => {
  const text =
    '{ "name": "Ada", "headline": "Dev", "rating": 5, "profiles": ["github.com/ada"], "skills": ["Go"] }';
  const { sections, notes } = readJsonResume(text, 'resume.json');
  expect(sections.basics).toMatchObject({
    name: 'Ada',
    label: 'Dev',
    profiles: [{ url: 'https://github.com/ada' }],
  });
  expect(notes).toMatchObject([{ path: 'rating', where: 'resume.json:1:47', value: '5' }]);
});

test('former and other names of fields and sections', () => {
  const { notes, basics, ...sections } = read({
    basics: {
      name: 'Ada',
      headline: 'Dev',
      website: 'ada.example',
      telephone: '1',
      location: { country: 'DE' },
    },
    work: [
      {
        company: 'X',
        title: 'Dev',
        website: 'x.example',
        start_date: 'May 2019',
        location: { city: 'Bonn' },
      },
    ],
    volunteer: [{ name: 'Shed', position: 'Tutor' }],
    education: [{ school: 'U', degree: 'BSc', field: 'Math', gpa: 3.1 }],
    certifications: [{ title: 'CKA', authority: 'CNCF', date: '2020' }],
    projects: [{ title: 'P', github: 'github.com/ada/p', technologies: ['Go'] }],
    languages: [{ name: 'English', level: 'Native' }],
    publications: [{ title: 'Paper', website: 'https://p.example', date: '2020' }],
  });
  expect(notes).toEqual([]);
  expect(basics).toEqual({
    name: 'Ada',
    label: 'Dev',
    phone: '1',
    url: 'https://ada.example',
    location: { countryCode: 'DE' },
    profiles: [],
  });
  expect(sections).toEqual({
    work: [{ name: 'X', position: 'Dev', location: 'Bonn', url: 'https://x.example', startDate: '2019-05' }],
    volunteer: [{ organization: 'Shed', position: 'Tutor' }],
    education: [{ institution: 'U', area: 'Math', studyType: 'BSc', score: '3.1' }],
    certificates: [{ name: 'CKA', date: '2020', issuer: 'CNCF' }],
    projects: [{ name: 'P', url: 'https://github.com/ada/p', keywords: ['Go'] }],
    languages: [{ language: 'English', fluency: 'Native' }],
    publications: [{ name: 'Paper', releaseDate: '2020', url: 'https://p.example' }],
  });
});

describe('profiles', () => {
  test.each([
    [{ network: 'GitHub', username: '@ada' }, 'ada', 'https://github.com/ada'],
    [{ network: 'GitHub', username: 'https://github.com/ada' }, 'ada', 'https://github.com/ada'],
    [{ network: 'github', username: 'github.com/ada/' }, 'ada', 'https://github.com/ada/'],
    [{ network: 'LinkedIn', username: 'in/ada' }, 'ada', 'https://www.linkedin.com/in/ada'],
    [{ network: 'Twitter', url: '@ada' }, '', 'https://x.com/ada'],
    [{ network: 'X (Twitter)', username: 'ada' }, 'ada', 'https://x.com/ada'],
    [{ network: 'Medium', username: '@ada' }, 'ada', 'https://medium.com/@ada'],
    [{ network: 'Mastodon', username: '@ada@social.example' }, 'ada', 'https://social.example/@ada'],
    [{ network: 'Site', username: 'ada', url: 'ada.example' }, 'ada', 'https://ada.example'],
    ['https://code.example/ada', 'ada', 'https://code.example/ada'],
  ])('%j', (profile, username, url) => {
    const { basics, notes } = read({ basics: { profiles: [profile] } });
    expect(basics.profiles).toMatchObject([{ username: username || 'ada', url }]);
    expect(notes).toEqual([]);
  });

  test('user names by network', () => {
    const { basics } = read({ basics: { profiles: { GitHub: 'ada', LinkedIn: 'ada-s' } } });
    expect(basics.profiles).toMatchObject([
      { network: 'GitHub', url: 'https://github.com/ada' },
      { network: 'LinkedIn', url: 'https://www.linkedin.com/in/ada-s' },
    ]);
  });

  test.each([[{ network: 'Fediverse', username: 'ada' }], [{ network: 'GitHub', username: 'not a name' }]])(
    'notes %j, whose address is unknown',
    (profile) => {
      const { basics, notes } = read({ basics: { profiles: [profile] } });
      expect(basics.profiles).toEqual([]);
      expect(notes).toMatchObject([{ path: 'basics.profiles.0', fix: 'add its url' }]);
    },
  );
});

test.each(['photo.jpg', 'cv.pdf', 'index.html', './me.png', 'me'])('%s is not taken for a host', (name) => {
  const { basics, notes } = read({ basics: { name: 'Ada', image: name, url: name } });
  expect(basics).toEqual({ name: 'Ada', profiles: [] });
  // Pages do not show the photo, so only the other one matters.
  expect(notes).toMatchObject([
    { path: 'basics.url', value: JSON.stringify(name), reason: 'this is not a web address' },
  ]);
});

test('notes name file, line, column, value, reason and fix, without false alarms', () => {
  const text = `{
  "basics": { "name": "Ada", "image": "photo.jpg", "phone": null, "email": "ada at example" },
  "work": [
    { "company": "X", "name": "X", "position": "Dev", "startDate": "2020", "endDate": "Present", "url": "" },
    { "company": "Y", "name": "Z", "position": "Dev", "salary": { "amount": 3.10 } }
  ],
  "hobbies": ["chess"],
  "meta": { "version": "v1" }
}`;
  expect(importReport(readJsonResume(text, 'resume.json').notes)).toEqual([
    'Not imported from your résumé (correct it there and run init again, or write it in resume.yaml):',
    '  resume.json:2:76: basics.email is "ada at example": this is not an e-mail address',
    '    → write one as name@example.org',
    '  resume.json:5:18: work.1.company is "Y": "name" is given, too, and was imported instead',
    '    → correct the other, if this is the right one',
    '  resume.json:5:65: work.1.salary is { "amount": 3.10 }: there is no such field here',
    '    → write it in one of these fields: name, position, location, description, url, startDate, endDate, summary, highlights',
    '  resume.json:7:14: hobbies is ["chess"]: a résumé has no such section',
    '    → write it in one of these sections: basics, work, projects, skills, education, volunteer, awards, certificates, publications, languages, interests, references',
  ]);
});

test('notes about YAML have locations, too, and quote numbers as they are written', () => {
  const text =
    'basics:\n  name: Ada\n  rating: 3.10\nwork:\n  - position: Dev\n    startDate: 2020\n    endDate: later\n';
  expect(readJsonResume(text, 'cv.yaml').notes).toMatchObject([
    { path: 'basics.rating', where: 'cv.yaml:3:11', value: '3.10' },
    { path: 'work.0.startDate', where: 'cv.yaml:6:16', value: '2020' },
    { path: 'work.0.endDate', where: 'cv.yaml:7:14', value: '"later"' },
  ]);
});
