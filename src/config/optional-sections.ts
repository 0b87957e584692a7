import { z } from '../zod.ts';
import { checkPeriod, date, line, markdown, reviewedAt, webAddress } from './resume-fields.ts';

const volunteer = z
  .strictObject({
    organization: line.optional(),
    position: line,
    url: webAddress.optional(),
    startDate: date.optional(),
    endDate: date.describe('Leave it out if it has not ended.').optional(),
    summary: markdown.optional(),
    highlights: z.array(markdown).optional(),
    reviewedAt,
  })
  .superRefine(checkPeriod);

const award = z.strictObject({
  title: line,
  date: date.optional(),
  awarder: line.optional(),
  summary: markdown.optional(),
  reviewedAt,
});

const certificate = z.strictObject({
  name: line,
  date: date.optional(),
  issuer: line.optional(),
  url: webAddress.optional(),
  reviewedAt,
});

const publication = z.strictObject({
  name: line,
  publisher: line.optional(),
  releaseDate: date.optional(),
  url: webAddress.optional(),
  summary: markdown.optional(),
  reviewedAt,
});

const language = z.strictObject({
  language: line.describe('A spoken language.'),
  fluency: line.optional(),
  reviewedAt,
});

const interest = z.strictObject({ name: line, keywords: z.array(markdown).optional(), reviewedAt });

const reference = z.strictObject({
  name: line,
  reference: markdown.describe('What the person says.').optional(),
  reviewedAt,
});

/** The optional sections of JSON Resume, in display order. */
export const optionalSections = {
  volunteer: z.array(volunteer).default([]),
  awards: z.array(award).default([]),
  certificates: z.array(certificate).default([]),
  publications: z.array(publication).default([]),
  languages: z.array(language).default([]),
  interests: z.array(interest).default([]),
  references: z.array(reference).default([]),
};

/** The default headings of the optional sections. */
export const optionalTitles = {
  volunteer: line.default('Volunteering'),
  awards: line.default('Awards'),
  certificates: line.default('Certificates'),
  publications: line.default('Publications'),
  languages: line.default('Languages'),
  interests: line.default('Interests'),
  references: line.default('References'),
};
