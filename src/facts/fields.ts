import { hasUserinfo } from '../redact.ts';
import { isUnsafe } from '../text/characters.ts';
import { z } from '../zod.ts';

/** A date of GitHub's, with any offset, as an instant in UTC to the second. Dates outside 1970 … 2099 are refused. */
export const githubInstant = z.iso
  .datetime({ offset: true })
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`)
  .refine((text) => text >= '1970' && text < '2100', 'a date outside 1970 to 2099');

/** A date that people or their machines set, such as a commit's: null where it is out of the range of {@link githubInstant}. */
export const unverifiedDate = z
  .string()
  .transform((text) => (isStoredForm(text) ? text : (githubInstant.safeParse(text).data ?? null)));

const STORED_FORM = /^(?:19[7-9]|20\d)\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether {@link githubInstant} would leave the date as it is. GitHub gives thousands in this form, and the schema is slow. */
function isStoredForm(text: string): boolean {
  if (!STORED_FORM.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && `${new Date(time).toISOString().slice(0, 19)}Z` === text;
}

const DAY_IN_MS = 86_400_000;

/** The date, unless it lies in the future: more than a day, by which the clocks of those who commit may be wrong. */
export function nullIfFuture(date: string | null, now: string): string | null {
  return date !== null && Date.parse(date) <= Date.parse(now) + DAY_IN_MS ? date : null;
}

// C0 and C1 controls, what UTF-8 or XML cannot hold (lone surrogates, noncharacters), and the marks that change the direction of text (Unicode Standard Annex 9).
const CONTROLS = /[\p{Cc}\p{Cs}\p{NChar}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+/gu;

/** Free text on one line: controls and direction marks become spaces, white space is folded; null for nothing. */
export const line = z
  .string()
  .max(2000)
  .transform((text) => text.replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim() || null)
  .nullable();

/** A name that is used in addresses and commands: no controls, direction marks or white space. */
export const name = z
  .string()
  .min(1)
  .max(255)
  .refine(
    (text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{NChar}\p{Z}]/u.test(text),
    'a name with control, direction or space characters',
  );

/** A web address on GitHub. One with a user name or password in it is refused: it would be published. */
export const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => !hasUserinfo(url), 'an address with a user name or password')
  .refine((url) => !isUnsafe(url), 'an address with control characters');

/** A host with a dot in it, and what may follow: GitHub links such a homepage although it has no scheme. */
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u;

/** A homepage: free text on GitHub. What is no web address, such as one that runs code, counts as none. */
export const homepage = line.transform((text) => {
  const url = text !== null && HOST.test(text) ? `https://${text}` : text;
  return url !== null && address.safeParse(url).success ? url : null;
});
