import { date, webAddress } from '../config/resume-fields.ts';
import { hasUserinfo, withoutUserinfo } from '../redact.ts';
import { z } from '../zod.ts';

/** Turns an untrusted value into one that data/resume.yaml accepts; undefined where there is none. */
export type Take = (value: unknown) => unknown;

/** A few words on one line. */
export const words: Take = (value) => {
  return typeof value === 'string'
    ? withoutUserinfo(value).replace(/\s+/g, ' ').trim() || undefined
    : undefined;
};

/** Text, which may be Markdown. Braces get a backslash, because in the résumé they mean something. */
export const prose: Take = (value) => {
  if (typeof value !== 'string') return undefined;
  return (
    withoutUserinfo(value)
      .trim()
      .replace(/(`[^`]*`|\\\{)|\{/g, (_, kept: string | undefined) => kept ?? '\\{') || undefined
  );
};

/** A web address, in the characters of a URI; one without a scheme, as people write it, gets one. None with a password. */
export const address: Take = (value) => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const isBare = /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(text);
  const { data } = webAddress.safeParse(isBare ? `https://${text}` : text);
  if (data === undefined || hasUserinfo(data)) return undefined;
  return /^[\w\-.~:/?#@!$&'()*+,;=%[\]]*$/.test(data) ? data : new URL(data).href;
};

/** The valid part of a date: of one with an impossible day, year and month. */
export const dateTaken: Take = (value) => {
  const text = String(words(value) ?? '');
  return [10, 7, 4].map((length) => date.safeParse(text.slice(0, length)).data).find(Boolean);
};

/** An e-mail address. */
export const mail: Take = (value) => z.email().safeParse(words(value)).data;

/** A list; a single value counts as a list of one. */
export const listOf =
  (take: Take): Take =>
  (value) => {
    const taken = (Array.isArray(value) ? value : [value]).map(take).filter((item) => item !== undefined);
    return taken.length > 0 ? taken : undefined;
  };
