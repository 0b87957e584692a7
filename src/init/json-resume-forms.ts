import {
  address,
  type FieldConverter,
  listOf,
  mail,
  markdownText,
  partialDate,
  plainText,
} from './fields.ts';

/** How to import the entries of a section. */
export interface Form {
  /** The JSON Resume fields, in output order. */
  fields: Record<string, FieldConverter>;
  /** The fields that can serve as the name of an entry, preferred first. */
  names: readonly string[];
  /** The name to use if none of these fields is present. */
  fallbackName: string;
}

const when = { startDate: partialDate, endDate: partialDate };

/** The sections of JSON Resume (jsonresume.org/schema, 1.0.0) that are lists of entries. */
export const FORMS: Record<string, Form> = {
  work: {
    fields: {
      name: plainText,
      position: plainText,
      location: plainText,
      description: plainText,
      url: address,
      ...when,
      summary: markdownText,
      highlights: listOf(markdownText),
    },
    names: ['position', 'name'],
    fallbackName: 'Work',
  },
  projects: {
    fields: {
      name: plainText,
      description: markdownText,
      url: address,
      ...when,
      roles: listOf(plainText),
      entity: plainText,
      type: plainText,
      highlights: listOf(markdownText),
      keywords: listOf(markdownText),
    },
    names: ['name', 'entity', 'type'],
    fallbackName: 'Project',
  },
  skills: {
    fields: { name: plainText, level: plainText, keywords: listOf(markdownText) },
    names: ['name'],
    fallbackName: 'Skills',
  },
  education: {
    fields: {
      institution: plainText,
      area: plainText,
      studyType: plainText,
      url: address,
      ...when,
      score: plainText,
      courses: listOf(markdownText),
      summary: markdownText,
    },
    names: ['area', 'studyType', 'institution'],
    fallbackName: 'Education',
  },
  volunteer: {
    fields: {
      organization: plainText,
      position: plainText,
      url: address,
      ...when,
      summary: markdownText,
      highlights: listOf(markdownText),
    },
    names: ['position', 'organization'],
    fallbackName: 'Volunteering',
  },
  awards: {
    fields: { title: plainText, date: partialDate, awarder: plainText, summary: markdownText },
    names: ['title', 'awarder'],
    fallbackName: 'Award',
  },
  certificates: {
    fields: { name: plainText, date: partialDate, issuer: plainText, url: address },
    names: ['name', 'issuer'],
    fallbackName: 'Certificate',
  },
  publications: {
    fields: {
      name: plainText,
      publisher: plainText,
      releaseDate: partialDate,
      url: address,
      summary: markdownText,
    },
    names: ['name', 'publisher'],
    fallbackName: 'Publication',
  },
  languages: {
    fields: { language: plainText, fluency: plainText },
    names: ['language'],
    fallbackName: 'Language',
  },
  interests: {
    fields: { name: plainText, keywords: listOf(markdownText) },
    names: ['name'],
    fallbackName: 'Interest',
  },
  references: {
    fields: { name: plainText, reference: markdownText },
    names: ['name'],
    fallbackName: 'Reference',
  },
};

/** The scalar fields of basics. */
export const BASICS: Record<string, FieldConverter> = {
  name: plainText,
  label: plainText,
  image: address,
  email: mail,
  phone: plainText,
  url: address,
  summary: markdownText,
};

/** Field names used before JSON Resume 1.0.0. */
export const OLD_FIELD_NAMES: Record<string, string> = { company: 'name', website: 'url', picture: 'image' };

/** The location fields to import. The street is left out: the file is public. */
export const LOCATION: Record<string, FieldConverter> = {
  city: plainText,
  region: plainText,
  countryCode: plainText,
};
