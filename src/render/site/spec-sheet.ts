import { experienceOf } from '../../portfolio/experience.ts';
import { escapeMarkdown, plainText } from '../../portfolio/inline.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { formatDate, pluralize } from '../format.ts';
import { capitalize } from './evidence.ts';
import { words } from './words.ts';

/** A row of the spec sheet on the home page. */
export interface SheetRow {
  label: string;
  /** In Markdown. */
  text: string;
  /** Whether the label, too, is the owner's text; otherwise it is English. */
  hasOwnLabel: boolean;
}

const MAX_GROUPS = 5;
const MAX_KEYWORDS = 4;
/** About one line of the sheet, in characters. */
const MAX_LENGTH = 48;

/** What the owner is looking for, their experience, and the first keywords of their first skill groups. */
export function specSheet({
  resume,
  seeking,
  asOf,
}: Pick<Portfolio, 'resume' | 'seeking' | 'asOf'>): SheetRow[] {
  const rows: SheetRow[] = [];
  if (seeking !== null) rows.push({ label: words.home.seeking, text: seeking, hasOwnLabel: false });
  const experience = describeExperience(resume.work, asOf);
  if (experience !== '')
    rows.push({ label: words.home.experience.heading, text: experience, hasOwnLabel: false });
  for (const { name, keywords } of resume.skills.slice(0, MAX_GROUPS)) {
    rows.push({ label: name, text: firstKeywords(keywords).join(', '), hasOwnLabel: true });
  }
  return rows;
}

/** As many keywords as fit in a line, in Markdown; at least one. */
export function firstKeywords(keywords: readonly string[], limit = MAX_KEYWORDS): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const keyword of keywords.slice(0, limit)) {
    length += plainText(keyword).length + ', '.length;
    if (shown.length > 0 && length > MAX_LENGTH) break;
    shown.push(keyword);
  }
  return shown;
}

/** `4 years; at Acme since March 2022`, in Markdown; empty if nothing is known. */
function describeExperience(work: Portfolio['resume']['work'], asOf: string): string {
  const { months, isApproximate } = experienceOf(work, asOf);
  const length = months < 12 ? pluralize(months, 'month') : pluralize(Math.floor(months / 12), 'year');
  const current = work.find(({ name, endDate }) => name !== undefined && endDate === undefined);
  const parts: string[] = [];
  if (months > 0) parts.push(isApproximate ? words.home.about(length) : length);
  if (current?.name !== undefined) {
    const since =
      current.startDate === undefined ? '' : ` ${words.home.since(formatDate(current.startDate))}`;
    parts.push(`${words.home.at(escapeMarkdown(current.name))}${since}`);
  }
  return capitalize(parts.join('; '));
}
