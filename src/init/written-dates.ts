import { isRealDate } from '../dates.ts';

/** A date as people write it. */
export type WrittenDate =
  /** A date as YYYY, YYYY-MM or YYYY-MM-DD. `lost` says what could not be read, and why; null if nothing. */
  | { kind: 'date'; date: string; lost: string | null }
  /** A word such as "Present". */
  | { kind: 'ongoing' }
  | { kind: 'unreadable' };

const UNREADABLE: WrittenDate = { kind: 'unreadable' };

const ONGOING = new Set(
  [
    'present|now|current|currently|today|ongoing|to date|till date|until now|till now|to present|to now|in progress',
    'heute|aktuell|laufend|bis heute|jetzt|aujourd’hui|présent|actuel|en cours|à ce jour|actualidad|actual|presente',
    'actualmente|atual|atualmente|oggi|attuale|in corso|heden|huidig|nu|nuvarande|至今|现在|現在|настоящее время',
  ].flatMap((words) => words.split('|').map(normalize)),
);

const EXPECTED = /^(?:expected|anticipated|graduating)(?: in)?:? |,? \(?(?:expected|anticipated)$/;

/** Reads a date in one of the usual forms. */
export function readDate(written: string): WrittenDate {
  const text = normalize(written);
  if (ONGOING.has(text.replace(/ ?\(.*$/, ''))) return { kind: 'ongoing' };
  const date = text.replace(EXPECTED, '');
  if (date !== text) {
    const found = readDate(date);
    return found.kind === 'date'
      ? { ...found, lost: found.lost ?? 'that it is only expected was left out' }
      : UNREADABLE;
  }
  const read = [isoDate, monthFirst, threeNumbers, chineseDate, monthInWords, vagueYear];
  for (const form of read) {
    const found = form(text);
    if (found) return found;
  }
  return UNREADABLE;
}

/** Lower case, without accents, and with one space between words. */
function normalize(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s(["']+|[\s)\]"'.,;]+$/g, '');
}

/** `2020`, `2020-5`, `2020/05/01`, `2020.05` and `2020-05-01T00:00:00Z`. */
function isoDate(text: string): WrittenDate | null {
  const found =
    /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[t ]\d{1,2}:\d{2}[\d:.]*\s?(?:z|[+-]\d{2}:?\d{2})?)?$/;
  const [, year, , month, day] = found.exec(text) ?? [];
  return year === undefined ? null : dateOf(year, month, day);
}

/** `03/2015`, `3-2015` and `03.2015`. */
function monthFirst(text: string): WrittenDate | null {
  const [, month, year] = /^(\d{1,2}) ?[-/.] ?(\d{4})$/.exec(text) ?? [];
  return year === undefined ? null : dateOf(year, month);
}

/** `31/12/2015` and `12/31/2015`. With periods, the day is first. Otherwise, the order may be unknown. */
function threeNumbers(text: string): WrittenDate | null {
  const [, one = '', separator, other = '', year] =
    /^(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})$/.exec(text) ?? [];
  if (year === undefined) return null;
  if (separator === '.' || Number(one) > 12 || Number(one) === Number(other)) return dateOf(year, other, one);
  if (Number(other) > 12) return dateOf(year, one, other);
  return {
    kind: 'date',
    date: year,
    lost: 'day and month may be in either order, so only the year was imported',
  };
}

/** `2019年5月`. */
function chineseDate(text: string): WrittenDate | null {
  const [, year, month, day] = /^(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?)?$/.exec(text) ?? [];
  return year === undefined ? null : dateOf(year, month, day);
}

/** `July 2016`, `Jul. 4, 2016`, `4th of July 2016`, `2016 July` and `Jul-2016`. */
function monthInWords(text: string): WrittenDate | null {
  const words = text.split(/[\s,./-]+/).filter((word) => !['', 'of', 'de', 'del', 'the'].includes(word));
  const months = words.flatMap((word) => MONTHS.get(word) ?? []);
  const years = words.filter((word) => /^\d{4}$/.test(word));
  const days = words.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? []);
  const [year] = years;
  const isComplete = months.length + years.length + days.length === words.length;
  if (!isComplete || months.length !== 1 || year === undefined || years.length > 1 || days.length > 1)
    return null;
  return dateOf(year, String(months[0]), days[0]);
}

/** Words that only limit how exact a year is. */
const VAGUE =
  /^(?:(?:early|mid|late|about|around|approx(?:\.|imately)?|ca?\.?|circa|~|spring|summer|autumn|fall|winter|q[1-4]|h[12])[\s,/-]*(?:of )?)+(\d{4})$|^(\d{4})[\s,/-]*(?:spring|summer|autumn|fall|winter|q[1-4]|h[12])$/;

/** `Summer 2019`, `Q3 2019` and `ca. 2015`: the year is known. */
function vagueYear(text: string): WrittenDate | null {
  const [, after, before] = VAGUE.exec(text) ?? [];
  const year = after ?? before;
  if (year === undefined) return null;
  return { kind: 'date', date: year, lost: 'the month is not known, so only the year was imported' };
}

/** The date, without parts that do not exist. */
function dateOf(year: string, month?: string, day?: string): WrittenDate {
  // Years such as 0001 and 9999 stand for something else in databases.
  if (Number(year) < 1900 || Number(year) > 2100) return UNREADABLE;
  if (month === undefined) return { kind: 'date', date: year, lost: null };
  const yearAndMonth = `${year}-${month.padStart(2, '0')}`;
  if (!isRealDate(yearAndMonth)) {
    return { kind: 'date', date: year, lost: 'there is no such month, so only the year was imported' };
  }
  if (day === undefined) return { kind: 'date', date: yearAndMonth, lost: null };
  const date = `${yearAndMonth}-${day.padStart(2, '0')}`;
  if (isRealDate(date)) return { kind: 'date', date, lost: null };
  return {
    kind: 'date',
    date: yearAndMonth,
    lost: 'there is no such day, so only year and month were imported',
  };
}

/** Languages whose month names do not contradict each other. */
const LOCALES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb'];
const MONTHS = monthNames();

/** The number of each month by its long and short names. */
function monthNames(): Map<string, number> {
  const names = new Map([['sept', 9]]);
  for (const locale of LOCALES) {
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
      for (let number = 1; number <= 12; number++) {
        const name = normalize(format.format(Date.UTC(2000, number - 1, 1)));
        if (!names.has(name)) names.set(name, number);
      }
    }
  }
  return names;
}
