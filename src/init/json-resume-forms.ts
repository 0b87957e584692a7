import { address, dateTaken, listOf, mail, prose, type Take, words } from './fields.ts';

/** What an entry of a section may hold. */
export interface Form {
  /** The fields by their names in JSON Resume, in the order to write them. */
  fields: Record<string, Take>;
  /** Where an entry's name is found, the right field first. */
  names: readonly string[];
  /** Its name where it has none. */
  nameless: string;
}

const when = { startDate: dateTaken, endDate: dateTaken };

/** The sections of JSON Resume (jsonresume.org/schema, 1.0.0) that are lists of entries. */
export const FORMS: Record<string, Form> = {
  work: {
    fields: {
      name: words,
      position: words,
      location: words,
      description: words,
      url: address,
      ...when,
      summary: prose,
      highlights: listOf(prose),
    },
    names: ['position', 'name'],
    nameless: 'Work',
  },
  projects: {
    fields: {
      name: words,
      description: prose,
      url: address,
      ...when,
      roles: listOf(words),
      entity: words,
      type: words,
      highlights: listOf(prose),
      keywords: listOf(prose),
    },
    names: ['name', 'entity', 'type'],
    nameless: 'Project',
  },
  skills: {
    fields: { name: words, level: words, keywords: listOf(prose) },
    names: ['name'],
    nameless: 'Skills',
  },
  education: {
    fields: {
      institution: words,
      area: words,
      studyType: words,
      url: address,
      ...when,
      score: words,
      courses: listOf(prose),
      summary: prose,
    },
    names: ['area', 'studyType', 'institution'],
    nameless: 'Education',
  },
  volunteer: {
    fields: {
      organization: words,
      position: words,
      url: address,
      ...when,
      summary: prose,
      highlights: listOf(prose),
    },
    names: ['position', 'organization'],
    nameless: 'Volunteering',
  },
  awards: {
    fields: { title: words, date: dateTaken, awarder: words, summary: prose },
    names: ['title', 'awarder'],
    nameless: 'Award',
  },
  certificates: {
    fields: { name: words, date: dateTaken, issuer: words, url: address },
    names: ['name', 'issuer'],
    nameless: 'Certificate',
  },
  publications: {
    fields: { name: words, publisher: words, releaseDate: dateTaken, url: address, summary: prose },
    names: ['name', 'publisher'],
    nameless: 'Publication',
  },
  languages: { fields: { language: words, fluency: words }, names: ['language'], nameless: 'Language' },
  interests: { fields: { name: words, keywords: listOf(prose) }, names: ['name'], nameless: 'Interest' },
  references: { fields: { name: words, reference: prose }, names: ['name'], nameless: 'Reference' },
};

/** The fields of basics that are single values. */
export const BASICS: Record<string, Take> = {
  name: words,
  label: words,
  image: address,
  email: mail,
  phone: words,
  url: address,
  summary: prose,
};

/** Names of fields before JSON Resume 1.0.0. */
export const FORMER_NAMES: Record<string, string> = { company: 'name', website: 'url', picture: 'image' };

/** Where somebody lives: a street does not belong in a public file. */
export const LOCATION: Record<string, Take> = { city: words, region: words, countryCode: words };
