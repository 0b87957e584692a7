import { endsBeforeStart, isRealDate } from '../dates.ts';
import { z } from '../zod.ts';
import { findInvalidPlaceholder } from './placeholders.ts';

/** A short plain text, without Markdown. */
export const line = z.string().min(1);

/** Text written by the owner, with inline Markdown and placeholders. */
export const markdown = z
  .string()
  .trim()
  .min(1)
  .superRefine((text, context) => {
    const token = findInvalidPlaceholder(text);
    if (token === null) return;
    const message = 'write {years since 2022-03}, or put a backslash before a literal brace';
    context.addIssue({ code: 'custom', message, params: { excerpt: token } });
  })
  .describe(
    'Text; inline Markdown (bold, italic, code, links) is kept. {years since 2022-03} becomes a number.',
  );

/** A date as precise as the owner wants it. */
export const date = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, {
    error: 'write a date as YYYY, YYYY-MM or YYYY-MM-DD',
    abort: true,
  })
  .refine(isRealDate, 'there is no such day; write one that exists, or only YYYY-MM')
  .describe('A date as YYYY, YYYY-MM or YYYY-MM-DD.');

/** A refinement: a period must not end before it starts. */
export function checkPeriod(
  { startDate, endDate }: { startDate?: string | undefined; endDate?: string | undefined },
  context: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  if (startDate === undefined || endDate === undefined || !endsBeforeStart(startDate, endDate)) return;
  const message = `this is before startDate, ${startDate}; correct one of the two`;
  context.addIssue({ code: 'custom', path: ['endDate'], message });
}

const day = z.iso.date('write a date as YYYY-MM-DD').describe('A date as YYYY-MM-DD.');

/** An http or https URL. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'write a full URL, starting with https://' })
  .describe('A full URL, starting with https://.');

/** The date of the owner's last review of a section. */
export const reviewedAt = day.describe('When you last checked that this section is correct.').optional();
