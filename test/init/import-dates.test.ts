import { describe, expect, test } from 'vitest';
import { readJsonResume } from '../../src/init/json-resume.ts';
import { ownerFiles } from '../../src/init/owner-files.ts';
import { formatPeriod } from '../../src/render/format.ts';

/** The job that is imported with these fields, and the notes about it as `kind path value`. */
function job(fields: Record<string, unknown>) {
  const text = JSON.stringify({ work: [{ position: 'Dev', ...fields }] });
  const { sections, notes } = readJsonResume(text, 'resume.json');
  const owner = { login: 'ada', name: 'Ada', bio: null, site: null, email: null, isOrganization: false };
  const { resume } = ownerFiles({ owner, sections, choices: [], languages: [] });
  const { startDate, endDate } = resume.work[0] ?? {};
  return {
    startDate,
    endDate,
    shown: formatPeriod(startDate, endDate),
    notes: notes.map(({ kind, path, value }) => `${kind} ${path.replace('work.0.', '')} ${value}`),
    reasons: notes.map(({ reason }) => reason),
  };
}

test.each([
  ['2016', '2016'],
  ['2016-07', '2016-07'],
  ['2016-07-04', '2016-07-04'],
  ['2020-5', '2020-05'],
  ['2020/05/1', '2020-05-01'],
  ['2020.05', '2020-05'],
  ['2020-05-01T00:00:00.000Z', '2020-05-01'],
  ['2020-05-01 12:30:00+02:00', '2020-05-01'],
  ['03/2015', '2015-03'],
  ['3-2015', '2015-03'],
  ['03.2015', '2015-03'],
  ['31.12.2015', '2015-12-31'],
  ['4.3.2015', '2015-03-04'],
  ['31/12/2015', '2015-12-31'],
  ['12/31/2015', '2015-12-31'],
  ['July 2016', '2016-07'],
  ['Jan 2010', '2010-01'],
  ['Sept. 2010', '2010-09'],
  ['JUN, 2011', '2011-06'],
  ['jul-2011', '2011-07'],
  ['2016 July', '2016-07'],
  ['July 4, 2016', '2016-07-04'],
  ['4th of July 2016', '2016-07-04'],
  ['März 2019', '2019-03'],
  ['février 2019', '2019-02'],
  ['enero de 2020', '2020-01'],
  ['2019年5月', '2019-05'],
  [{ year: 2019, month: 5 }, '2019-05'],
  [{ year: 2019, month: 'May' }, '2019-05'],
  [2019, '2019'],
])('reads %j', (written, date) => {
  expect(job({ startDate: written, endDate: written })).toMatchObject({
    startDate: date,
    endDate: date,
    notes: [],
  });
});

test.each([
  'Present',
  'present',
  'PRESENT.',
  'Present (contract)',
  'now',
  'current',
  'Today',
  'ongoing',
  'heute',
  'actualidad',
  '至今',
  '',
  null,
])('an end of %j means no end, and is not worth a note', (endDate) => {
  expect(job({ startDate: '2020-01', endDate })).toMatchObject({
    shown: 'January 2020 – Present',
    notes: [],
  });
});

test('a flag for the current job agrees with its missing end', () => {
  expect(job({ startDate: '2020', current: true })).toMatchObject({ shown: '2020 – Present', notes: [] });
});

describe('an end that cannot be read never means "Present"', () => {
  test.each([
    'a while ago',
    'soon',
    '13/2015x',
    'until 2019',
    '12345',
    '9999-12-31',
    '0001-01-01',
    '2015 - 2018',
    "Jul '16",
    'Mayo Clinic 2019',
  ])('%j', (end) => {
    const read = job({ startDate: '2010-01', endDate: end });
    expect(read).toMatchObject({
      shown: '',
      notes: ['left out startDate "2010-01"', `left out endDate "${end}"`],
    });
    expect(read.reasons).toEqual([
      'left out, because the end is not known, and a start alone would be shown as "Present"',
      'this date cannot be read',
    ]);
  });

  test('in a list or a group of other keys', () => {
    expect(job({ startDate: '2010', endDate: { when: 'x' } }).shown).toBe('');
    expect(job({ startDate: '2010', endDate: [['x']] }).shown).toBe('');
  });

  test('and neither does a flag that it is over', () => {
    const read = job({ startDate: 'Summer 2010', current: false });
    expect(read).toMatchObject({ shown: '', notes: ['left out startDate "Summer 2010"'] });
  });

  test('under a former name', () => {
    expect(job({ from: '2010', to: 'later' })).toMatchObject({
      shown: '',
      notes: ['left out from "2010"', 'left out to "later"'],
    });
  });
});

test.each([
  ['Summer 2019', '2019', 'the month is not known, so only the year was imported'],
  ['Q3 2019', '2019', 'the month is not known, so only the year was imported'],
  ['ca. 2015', '2015', 'the month is not known, so only the year was imported'],
  ['2020-13', '2020', 'there is no such month, so only the year was imported'],
  ['2018-02-30', '2018-02', 'there is no such day, so only year and month were imported'],
  ['2019-02-29', '2019-02', 'there is no such day, so only year and month were imported'],
  ['May 2031 (expected)', '2031-05', 'that it is only expected was left out'],
  ['Expected May 2031', '2031-05', 'that it is only expected was left out'],
  ['03/04/2015', '2015', 'day and month may be in either order, so only the year was imported'],
])('reports what is lost of %j', (written, date, reason) => {
  expect(job({ startDate: '2001', endDate: written })).toMatchObject({
    endDate: date,
    notes: [`changed endDate "${written}"`],
    reasons: [reason],
  });
});

test('an end before the start is reported, and neither is imported', () => {
  const read = job({ startDate: '03/2015', endDate: '2014-02' });
  expect(read).toMatchObject({ shown: '', notes: ['left out startDate "03/2015"'] });
  expect(read.reasons).toEqual(['this is after the end, 2014-02, so both dates were left out']);
  expect(job({ startDate: '2015-03', endDate: '2015' }).shown).toBe('March 2015 – 2015');
});

test('"Present" is not a start', () => {
  expect(job({ startDate: 'Present' })).toMatchObject({ shown: '', notes: ['left out startDate "Present"'] });
});
