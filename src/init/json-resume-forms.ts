import {
  address,
  type FieldConverter,
  mail,
  markdownText,
  partialDate,
  pastDate,
  photo,
  place,
  plainText,
} from './fields.ts';
import { highlights, labels, names } from './list-fields.ts';

/** How to import the fields of an object, in output order. */
export type Fields = Record<string, FieldConverter>;

/** How to import the entries of a section. */
export interface Form {
  fields: Fields;
  /** The fields that can serve as the name of an entry, preferred first. */
  names: readonly string[];
  /** The name to use if none of these fields is present. */
  fallbackName: string;
  /** The field for an entry that is only text. By default, its name. */
  textField?: string;
  /** The field whose lists become highlights. */
  prose?: string;
}

const period = { startDate: pastDate, endDate: partialDate };

/** The sections of JSON Resume (jsonresume.org/schema, 1.0.0) that are lists of entries. */
export const FORMS: Record<string, Form> = {
  work: {
    fields: {
      name: plainText,
      position: plainText,
      location: place,
      description: plainText,
      url: address,
      ...period,
      summary: markdownText,
      highlights,
    },
    names: ['position', 'name'],
    fallbackName: 'Work',
    prose: 'summary',
  },
  projects: {
    fields: {
      name: plainText,
      description: markdownText,
      url: address,
      ...period,
      roles: labels,
      entity: plainText,
      type: plainText,
      highlights,
      keywords: names,
    },
    names: ['name', 'entity', 'type'],
    fallbackName: 'Project',
    prose: 'description',
  },
  skills: {
    fields: { name: plainText, level: plainText, keywords: names },
    names: ['name'],
    fallbackName: 'Skills',
  },
  education: {
    fields: {
      institution: plainText,
      area: plainText,
      studyType: plainText,
      url: address,
      ...period,
      score: plainText,
      courses: names,
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
      ...period,
      summary: markdownText,
      highlights,
    },
    names: ['position', 'organization'],
    fallbackName: 'Volunteering',
    prose: 'summary',
  },
  awards: {
    fields: { title: plainText, date: pastDate, awarder: plainText, summary: markdownText },
    names: ['title', 'awarder'],
    fallbackName: 'Award',
  },
  certificates: {
    fields: { name: plainText, date: pastDate, issuer: plainText, url: address },
    names: ['name', 'issuer'],
    fallbackName: 'Certificate',
  },
  publications: {
    fields: {
      name: plainText,
      publisher: plainText,
      releaseDate: pastDate,
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
    fields: { name: plainText, keywords: names },
    names: ['name'],
    fallbackName: 'Interest',
  },
  references: {
    fields: { name: plainText, reference: markdownText },
    names: ['name'],
    fallbackName: 'Reference',
    textField: 'reference',
  },
};

/** The scalar fields of basics. */
export const BASICS: Fields = {
  name: plainText,
  label: plainText,
  image: photo,
  email: mail,
  phone: plainText,
  url: address,
  summary: markdownText,
};

/** The location fields to import. The street is left out: the file is public. */
export const LOCATION: Fields = { city: plainText, region: plainText, countryCode: plainText };
