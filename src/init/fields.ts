import { date, webAddress } from '../config/resume-fields.ts';
import { hasUserinfo, withoutUserinfo } from '../redact.ts';
import { z } from '../zod.ts';

/** Converts an untrusted value to one that data/resume.yaml accepts, or returns undefined. */
export type FieldConverter = (value: unknown) => unknown;

/** Plain text on one line. */
export const plainText: FieldConverter = (value) => {
  return typeof value === 'string'
    ? withoutUserinfo(value).replace(/\s+/g, ' ').trim() || undefined
    : undefined;
};

/** Text that may contain Markdown. Escapes braces, which start placeholders in the résumé. */
export const markdownText: FieldConverter = (value) => {
  if (typeof value !== 'string') return undefined;
  return (
    withoutUserinfo(value)
      .trim()
      .replace(/(`[^`]*`|\\\{)|\{/g, (_, kept: string | undefined) => kept ?? '\\{') || undefined
  );
};

/** A URL in ASCII. Adds a missing scheme; rejects URLs with credentials. */
export const address: FieldConverter = (value) => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const isBare = /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(text);
  const { data } = webAddress.safeParse(isBare ? `https://${text}` : text);
  if (data === undefined || hasUserinfo(data)) return undefined;
  return /^[\w\-.~:/?#@!$&'()*+,;=%[\]]*$/.test(data) ? data : new URL(data).href;
};

/** The valid part of a date: if the day is invalid, only year and month. */
export const partialDate: FieldConverter = (value) => {
  const text = String(plainText(value) ?? '');
  return [10, 7, 4].map((length) => date.safeParse(text.slice(0, length)).data).find(Boolean);
};

/** An e-mail address. */
export const mail: FieldConverter = (value) => z.email().safeParse(plainText(value)).data;

/** A list; a single value becomes a list of one. */
export const listOf =
  (take: FieldConverter): FieldConverter =>
  (value) => {
    const imported = (Array.isArray(value) ? value : [value]).map(take).filter((item) => item !== undefined);
    return imported.length > 0 ? imported : undefined;
  };
