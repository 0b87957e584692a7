import { hasUserinfo } from '../redact.ts';
import { hasUnsafeCharacters } from '../text/characters.ts';
import { z } from '../zod.ts';

/** A date from GitHub with any offset, converted to UTC with seconds. Dates outside 1970–2099 are rejected. */
export const githubInstant = z.iso
  .datetime({ offset: true })
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`)
  .refine((text) => text >= '1970' && text < '2100', 'a date outside 1970 to 2099');

/** A date set by users' machines, such as a commit date; null if {@link githubInstant} rejects it. */
export const unverifiedDate = z
  .string()
  .transform((text) => (isStoredForm(text) ? text : (githubInstant.safeParse(text).data ?? null)));

const STORED_FORM = /^(?:19[7-9]|20\d)\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether {@link githubInstant} would return the date unchanged. A fast path: there are thousands, and the schema is slow. */
function isStoredForm(text: string): boolean {
  if (!STORED_FORM.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && `${new Date(time).toISOString().slice(0, 19)}Z` === text;
}

const DAY_IN_MS = 86_400_000;

/** The date, or null if it is more than a day in the future. The day allows for wrong clocks and time zones of committers. */
export function nullIfFuture(date: string | null, now: string): string | null {
  return date !== null && Date.parse(date) <= Date.parse(now) + DAY_IN_MS ? date : null;
}

// C0 and C1 controls; what UTF-8 or XML cannot represent (lone surrogates, noncharacters); direction marks (Unicode Annex #9).
const CONTROLS = /[\p{Cc}\p{Cs}\p{NChar}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+/gu;

/** Free text as one line: controls and direction marks become spaces, whitespace is collapsed; null if nothing is left. */
export const line = z
  .string()
  .max(2000)
  .transform((text) => text.replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim() || null)
  .nullable();

/** A name used in URLs and shell commands: no controls, direction marks or whitespace. */
export const name = z
  .string()
  .min(1)
  .max(255)
  .refine(
    (text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{NChar}\p{Z}]/u.test(text),
    'contains control, direction or space characters',
  );

/** A URL from GitHub. One with credentials is rejected, because it would be published. */
export const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => !hasUserinfo(url), 'contains a user name or password')
  .refine((url) => !hasUnsafeCharacters(url), 'contains control characters');

/** A host with a dot, and an optional path: GitHub links such a homepage even without a scheme. */
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u;

/** A homepage, which is free text on GitHub. Anything but a web address, such as `javascript:`, counts as none. */
export const homepage = line.transform((text) => {
  const url = text !== null && HOST.test(text) ? `https://${text}` : text;
  return url !== null && address.safeParse(url).success ? url : null;
});
