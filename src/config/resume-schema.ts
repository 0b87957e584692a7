import { z } from '../zod.ts';
import { writtenEvidence } from './evidence-schema.ts';
import { optionalSections, optionalTitles } from './optional-sections.ts';
import { checkPeriod, date, line, markdown, reviewedAt, webAddress } from './resume-fields.ts';

const BYTES = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;
const SIZE = /^(\d+(?:\.\d+)?) (KB|MB|GB|TB)$/;

/** Parses a size such as "3.7 GB" into bytes, with decimal units. Throws RangeError for anything else. */
export function bytesOf(size: string): number {
  const [, amount, unit] = SIZE.exec(size) ?? [];
  if (!amount || !unit) throw new RangeError(`not a size: ${size}`);
  return Number(amount) * BYTES[unit as keyof typeof BYTES];
}

const size = z
  .string()
  .regex(SIZE, 'write a size as "90 GB" or "780 MB"')
  .describe('A size, such as "90 GB" or "780 MB".');

const sizeReduction = z
  .strictObject({
    name: z.string().describe('What was measured, such as "Dataset A".'),
    text: markdown.describe('The sentence in the résumé that states it.'),
    before: size,
    after: size,
    reduction: z
      .string()
      .regex(/^\d{1,2}(\.\d)? %$/, 'write the reduction as "95.8 %"')
      .describe('The reduction stated in the résumé, such as "95.8 %".'),
  })
  .superRefine((value, context) => {
    if (!SIZE.test(value.before) || !SIZE.test(value.after)) return;
    const computed = 100 * (1 - bytesOf(value.after) / bytesOf(value.before));
    // Accept truncated as well as rounded figures, but nothing further off.
    if (Math.abs(computed - Number.parseFloat(value.reduction)) >= 0.1) {
      context.addIssue({
        code: 'custom',
        path: ['reduction'],
        message: `${value.before} to ${value.after} is ${computed.toFixed(2)}% less; correct the reduction or the sizes`,
      });
    }
  })
  .describe('A measured size reduction. The home page draws it to scale.');

const evidence = z
  .array(writtenEvidence)
  .describe('Evidence for this: owner/name, or one of repository, release, pullRequest and page.')
  .optional();

const highlight = z.union([
  markdown,
  z.strictObject({
    text: markdown,
    featured: z
      .boolean()
      .describe('Whether the home page shows it. Up to six are shown; by default they are chosen for you.')
      .optional(),
    short: markdown
      .describe('A shorter version for the home page: "**Subject:** One or two lines."')
      .optional(),
    metrics: z.array(sizeReduction).min(1).optional(),
    evidence,
  }),
]);

const workSection = z
  .strictObject({ name: z.string(), highlights: z.array(highlight).min(1) })
  .describe('A named group of highlights within a job.');

const work = z
  .strictObject({
    name: line.describe('The company.').optional(),
    position: line,
    location: z.string().optional(),
    description: z.string().optional(),
    url: webAddress.optional(),
    startDate: date.optional(),
    endDate: date.describe('Leave it out for a current job.').optional(),
    summary: markdown.optional(),
    highlights: z.array(highlight).optional(),
    sections: z.array(workSection).optional(),
    reviewedAt,
  })
  .superRefine(checkPeriod);

const project = z
  .strictObject({
    name: z.string(),
    description: markdown.optional(),
    url: webAddress
      .describe('Its repository or page. A github.com URL adds live data about the repository.')
      .optional(),
    startDate: date.optional(),
    endDate: date.optional(),
    roles: z.array(line).optional(),
    entity: line.describe('The company or organization behind it.').optional(),
    type: line.describe('The type of project, such as "talk" or "application".').optional(),
    highlights: z.array(markdown).optional(),
    keywords: z.array(markdown).optional(),
    evidence,
    reviewedAt,
  })
  .superRefine(checkPeriod);

const skillGroup = z
  .strictObject({
    name: z.string(),
    level: line.optional(),
    keywords: z.array(markdown).min(1),
    summary: markdown.describe('A sentence shown after the list.').optional(),
    reviewedAt,
    evidence: z
      .record(z.string(), z.array(writtenEvidence))
      .describe('Evidence for the keywords above, by keyword.')
      .optional(),
  })
  .superRefine(({ keywords, evidence = {} }, context) => {
    for (const keyword of Object.keys(evidence).filter((name) => !keywords.includes(name))) {
      const message = `use one of the keywords in the list: ${keywords.map((name) => JSON.stringify(name)).join(', ')}`;
      context.addIssue({ code: 'custom', path: ['evidence', keyword], message });
    }
  });

const education = z
  .strictObject({
    institution: z.string().optional(),
    area: z.string(),
    studyType: z.string().optional(),
    url: webAddress.optional(),
    startDate: date.optional(),
    endDate: date.optional(),
    score: line.optional(),
    courses: z.array(markdown).optional(),
    summary: markdown.optional(),
    reviewedAt,
  })
  .superRefine(checkPeriod);

const profile = z.strictObject({ network: z.string(), username: z.string(), url: webAddress });

const location = z
  .strictObject({ city: line.optional(), region: line.optional(), countryCode: line.optional() })
  .describe('Where you live. Leave out the street: this file is public.');

const basics = z.strictObject({
  name: z.string().min(1),
  label: z
    .string()
    .min(1)
    .meta({ description: 'The role.', examples: ['Backend Engineer'] }),
  email: z.email('write an e-mail address').optional(),
  phone: z.string().optional(),
  url: webAddress.optional(),
  image: webAddress.describe('Only for /resume.json: pages do not load images from other sites.').optional(),
  location: location.optional(),
  summary: markdown.describe(
    'Its first sentence introduces you on the home page and in the profile README, unless your current job has a summary.',
  ),
  profiles: z.array(profile).default([]),
  reviewedAt,
});

const titles = z.strictObject({
  summary: z.string().default('Summary'),
  work: z.string().default('Experience'),
  projects: z.string().default('Projects'),
  skills: z.string().default('Skills'),
  education: z.string().default('Education'),
  ...optionalTitles,
});

const languageTag = z
  .string()
  .refine(isLanguageTag, 'write a language tag such as "en", "pl" or "zh-Hant" (BCP 47)')
  .meta({
    description: 'The language of this résumé, such as "pl". Screen readers use it. By default English.',
    examples: ['en'],
  });

/** "polish" would be a valid tag too, but all languages in use have two or three letters. */
function isLanguageTag(tag: string): boolean {
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The résumé: the JSON Resume schema (jsonresume.org/schema), plus lang, sections, metrics, evidence and reviewedAt. */
export const resumeSchema = z
  .strictObject({
    lang: languageTag.optional(),
    basics,
    titles: titles.prefault({}).describe('The headings of the sections.'),
    work: z.array(work).default([]),
    projects: z.array(project).default([]),
    skills: z.array(skillGroup).default([]),
    education: z.array(education).default([]),
    ...optionalSections,
  })
  .describe('The résumé, written by hand.');

export type Resume = z.infer<typeof resumeSchema>;
export type Work = z.infer<typeof work>;
export type SizeReduction = z.infer<typeof sizeReduction>;
export type Highlight = z.infer<typeof highlight>;
