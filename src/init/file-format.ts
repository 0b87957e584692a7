import type { Problem } from '../errors.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { conflictIn } from '../text/merge-conflict.ts';

const EXPORT = 'export or convert the résumé to JSON Resume (jsonresume.org/schema), as JSON or YAML';

/** The problem to report for a file in another format. */
export function wrongFormat(format: string, where: string): Problem {
  return {
    what: `this is ${format}, not a JSON Resume`,
    where,
    fix: `${EXPORT}, and name that file; nothing was changed`,
  };
}

/** Formats by their first bytes (in hexadecimal), and by text that some of these files contain. */
const SIGNATURES: { format: string; start: string; content?: RegExp }[] = [
  { format: 'a PDF', start: '25504446' },
  { format: 'a Word document', start: '504b0304', content: /word\// },
  { format: 'an OpenDocument text', start: '504b0304', content: /application\/vnd\.oasis\.opendocument/ },
  {
    format: 'a LinkedIn data export (a ZIP archive)',
    start: '504b0304',
    content: /(?:Profile|Positions)\.csv/,
  },
  { format: 'a ZIP archive', start: '504b0304' },
  { format: 'an old Word document', start: 'd0cf11e0' },
  { format: 'a gzip archive', start: '1f8b' },
  { format: 'a PNG image', start: '89504e47' },
  { format: 'a JPEG image', start: 'ffd8ff' },
  { format: 'an RTF document', start: '7b5c727466' },
];

/** Formats of text that start in their own way. Checked before the text is parsed. */
const TEXT_FORMATS: [format: string, pattern: RegExp][] = [
  ['a Europass CV in XML', /^\s*<\?xml[\s\S]*?<(?:\w+:)?(?:SkillsPassport|Candidate)\b/],
  ['HTML', /^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body)\b/i],
  ['XML', /^\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s>])/],
  ['LaTeX', /^\s*(?:%[^\n]*\n\s*)*\\(?:documentclass|begin|input|usepackage)\b/],
  ['a vCard', /^\s*BEGIN:VCARD/i],
  ['a LinkedIn data export (CSV)', /^\s*"?(?:First Name|Company Name|School Name)"?,/],
  ['TOML', /^(?:\s*#[^\n]*\n|\s*\w+\s*=[^\n]*\n)*\s*\[{1,2}[A-Za-z][\w.-]*\]{1,2}\s*\n\s*[\w-]+\s*=/],
];

/** Text of a résumé file, or why it is not one. */
export type ResumeText = { ok: true; text: string } | { ok: false; problem: Problem };

/** Decodes a résumé file, and recognizes formats that are neither JSON nor YAML. */
export function resumeText(bytes: Buffer, file: string): ResumeText {
  const signature = SIGNATURES.find(
    ({ start, content }) =>
      bytes.toString('hex', 0, start.length / 2) === start &&
      (content?.test(bytes.toString('latin1')) ?? true),
  );
  if (signature) return { ok: false, problem: wrongFormat(signature.format, file) };
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return { ok: false, problem: wrongEncoding(decoded.what, `${file}:${decoded.location}`) };
  const format = TEXT_FORMATS.find(([, pattern]) => pattern.test(decoded.text));
  if (format) return { ok: false, problem: wrongFormat(format[0], file) };
  return { ok: true, text: decoded.text };
}

function wrongEncoding(what: string, where: string): Problem {
  const isUtf16 = what.includes('UTF-16');
  return {
    what: isUtf16 ? what : `${what}; it is probably Latin-1 (Windows-1252)`,
    where,
    fix: 'open it in an editor with its current encoding, and save it as UTF-8; nothing was changed',
  };
}

/** Names the format of a text that is no résumé in YAML; null if it is unknown, or looks like YAML. */
export function proseFormat(text: string): string | null {
  if (conflictIn(text, '') !== null) return null;
  if (/^["']?(?:basics|work|education|skills|projects)["']?\s*:/m.test(text)) return null;
  const isMarkdown = /^(?:#{1,6} \S|(?:=|-){3,}\s*$|[*_]{2}\S)/m.test(text) && /^[^#\s]/m.test(text);
  if (isMarkdown) return 'Markdown';
  const [first = ''] = text.trim().split('\n');
  return first.split(',').length > 2 && !/[:{[]/.test(first) ? 'CSV' : null;
}
