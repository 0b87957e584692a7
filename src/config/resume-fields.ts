import { z } from '../zod.ts';
import { wrongPlaceholder } from './placeholders.ts';

/** A name or a few words, without Markdown. */
export const line = z.string().min(1);

/** The owner's words. */
export const markdown = z
  .string()
  .trim()
  .min(1)
  .superRefine((text, context) => {
    const token = wrongPlaceholder(text);
    if (token === null) return;
    const message = 'write {years since 2022-03}, or a backslash before a brace that is only a brace';
    context.addIssue({ code: 'custom', message, params: { excerpt: token } });
  })
  .describe(
    'Text; inline Markdown (bold, italic, code, links) is kept. {years since 2022-03} becomes a number.',
  );

/** As exact as the owner knows it. */
export const date = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'write a date as YYYY, YYYY-MM or YYYY-MM-DD')
  .describe('A date as YYYY, YYYY-MM or YYYY-MM-DD.');

const day = z.iso.date('write a day as YYYY-MM-DD').describe('A day as YYYY-MM-DD.');

/** An address that a browser opens. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'write a full address that begins with https://' })
  .describe('A full web address.');

/** When the owner last stood by a section. */
export const reviewedAt = day.describe('When the owner last read this section and found it true.').optional();
