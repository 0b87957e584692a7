import type { Claim, Evidence, Skill, SkillGroup } from '../../portfolio/model.ts';
import { sanitizeText } from '../sanitize.ts';
import { describeFact } from './evidence.ts';
import { words } from './words.ts';

/** A link whose text is single-line and not escaped. */
interface Link {
  text: string;
  url: string;
}

/** What shows a skill in public, found in the same way. */
export interface PublicEvidence {
  /** How it shows the skill, as in `Main language of`; null if the links say it. */
  label: string | null;
  links: readonly Link[];
  /** How many more there are. */
  more: number;
}

/** A row of the table: one skill, or several that the same lines of the résumé mention, or of which nothing is known. */
export interface SkillRow {
  skills: readonly { name: string; anchor: string }[];
  /** Lines of the résumé about work. */
  atWork: readonly Link[];
  inPublic: readonly PublicEvidence[];
  /** The latest commit to a repository among the evidence; null if unknown. */
  lastCommitAt: string | null;
}

/** The skills under one heading of the résumé. */
export interface SkillTable {
  title: string;
  /** In Markdown. */
  summary: string | null;
  rows: readonly SkillRow[];
}

/** How many links are listed for each kind of evidence; the rest are only counted. */
const MAX_LINKS = 6;

/** The content of /skills/. */
export function skillTables(groups: readonly SkillGroup[]): SkillTable[] {
  return groups.map(({ name, summary, skills }) => ({
    title: name,
    summary,
    rows: grouped(skills.map(rowOf)),
  }));
}

function rowOf({ name, anchor, evidence, mentions, use }: Skill): SkillRow {
  const projects = mentions.filter((claim) => claim.kind === 'project' && !isCovered(claim, evidence));
  const inProjects = { label: null, links: projects.map(toLink), more: 0 };
  return {
    skills: [{ name, anchor }],
    atWork: mentions.filter(({ kind }) => kind === 'work').map(toLink),
    inPublic: [...publicEvidence(evidence), inProjects].filter(({ links }) => links.length > 0),
    lastCommitAt: use?.commitHistory.lastCommitAt ?? null,
  };
}

/** Whether the repository of the claim's project is listed anyway. */
function isCovered(claim: Claim, evidence: readonly Evidence[]): boolean {
  const listed = evidence.map(({ repository }) => repository?.name);
  return claim.evidence.some(({ repository }) => repository !== null && listed.includes(repository.name));
}

function toLink({ subject, anchor }: Claim): Link {
  return { text: subject, url: `/resume/#${anchor}` };
}

/**
 * Joins adjacent skills that have no evidence of their own and are mentioned by the same lines. Skills that nothing mentions
 * come last, so that they share a row.
 */
function grouped(rows: readonly SkillRow[]): SkillRow[] {
  const isKnown = ({ atWork, inPublic }: SkillRow) => atWork.length > 0 || inPublic.length > 0;
  const joined: SkillRow[] = [];
  for (const row of [...rows.filter(isKnown), ...rows.filter((other) => !isKnown(other))]) {
    const last = joined.at(-1);
    if (last && isSameAtWork(last, row))
      joined.splice(-1, 1, { ...last, skills: [...last.skills, ...row.skills] });
    else joined.push(row);
  }
  return joined;
}

function isSameAtWork(one: SkillRow, other: SkillRow): boolean {
  if (one.inPublic.length > 0 || other.inPublic.length > 0) return false;
  const [urls, otherUrls] = [one, other].map(({ atWork }) => atWork.map(({ url }) => url).join(' '));
  return urls === otherUrls;
}

/** The evidence by how it shows the skill; what the owner listed comes first. */
function publicEvidence(evidence: readonly Evidence[]): PublicEvidence[] {
  const byLabel = new Map<string | null, Link[]>([[null, []]]);
  for (const item of evidence) {
    const label = labelOf(item);
    byLabel.set(label, [...(byLabel.get(label) ?? []), linkTo(item, label)]);
  }
  return [...byLabel].map(([label, links]) => ({
    label,
    links: links.slice(0, MAX_LINKS),
    more: Math.max(0, links.length - MAX_LINKS),
  }));
}

/** How a repository that a rule found shows the skill; null for what the owner listed. */
function labelOf({ rule, facts: [fact] }: Evidence): string | null {
  if (rule === null || !fact) return null;
  switch (fact.name) {
    case 'mainLanguage':
    case 'topic':
    case 'tests':
    case 'dockerfile':
    case 'workflow':
      return words.skills.shownBy[fact.name];
    default:
      return null;
  }
}

function linkTo({ title, url, repository, kind, facts }: Evidence, label: string | null): Link {
  const text = sanitizeText(title);
  const about = label === null ? facts.map(describeFact).join(', ') : '';
  return {
    text: about === '' ? text : `${text} (${about})`,
    url: kind === 'repository' ? (repository?.path ?? url) : url,
  };
}
