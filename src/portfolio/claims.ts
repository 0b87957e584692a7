import type { WrittenEvidence } from '../config/evidence-schema.ts';
import type { Highlight, Resume } from '../config/resume-schema.ts';
import { repositoryOfUrl } from '../repository-name.ts';
import {
  type EvidenceSources,
  notableFacts,
  repositoryEvidence,
  uniqueByUrl,
  writtenEvidence,
} from './evidence.ts';
import { inlineSpans, plainText } from './inline.ts';
import type { Claim, Evidence, PortfolioRepository } from './model.ts';
import { anchorOf, fullHighlight } from './resume.ts';

/** A claim whose evidence has not been looked up yet. */
interface ClaimDraft extends Omit<Claim, 'anchor' | 'evidence'> {
  written: readonly WrittenEvidence[];
  /** URL of the project. */
  url?: string | undefined;
}

/** Every claim the résumé makes about work and projects, with its evidence. */
export function claimsOf(resume: Resume, sources: EvidenceSources): Claim[] {
  const anchors = uniqueAnchors(headingsOf(resume));
  return [...workClaims(resume), ...projectClaims(resume)].map((draft) => {
    const { written, url, ...claim } = draft;
    return { ...claim, anchor: anchors(claim.subject), evidence: evidenceOf(draft, sources) };
  });
}

/** The evidence listed for the claim, then repositories found through its URL and the links in its text. */
function evidenceOf({ written, url, text }: ClaimDraft, sources: EvidenceSources): Evidence[] {
  const evidence: Evidence[] = [];
  for (const entry of written) {
    const found = writtenEvidence(entry, sources);
    if (found) evidence.push(found);
  }
  const own = ownRepository(url, sources);
  if (own) evidence.push(own);
  evidence.push(...linkedRepositories(text, sources));
  return uniqueByUrl(evidence);
}

/** The URL fragment of the main part of every page. */
const MAIN = 'main';

/** Returns a function that gives each text a URL fragment that is unique on its page, different from those of the headings. */
export function uniqueAnchors(headings: readonly string[] = []): (text: string) => string {
  const taken = new Set([MAIN, ...headings.map(anchorOf)]);
  return (text) => {
    const wanted = anchorOf(text) || 'line';
    let anchor = wanted;
    for (let count = 2; taken.has(anchor); count += 1) anchor = `${wanted}-${count}`;
    taken.add(anchor);
    return anchor;
  };
}

/** A list of highlights: those of a job, or of one of its sections. Both are indices. */
export interface HighlightList {
  job: number;
  section?: number;
}

/** The path of the claim that a highlight makes. */
export function highlightPath({ job, section }: HighlightList, highlight: number): string {
  const list = section === undefined ? `work.${job}` : `work.${job}.sections.${section}`;
  return `${list}.highlights.${highlight}`;
}

/** The path of the claim that a project makes. */
export function projectPath(project: number): string {
  return `projects.${project}`;
}

function headingsOf({ titles, work }: Resume): string[] {
  return [...Object.values(titles), ...work.flatMap(({ sections = [] }) => sections.map(({ name }) => name))];
}

function workClaims({ work }: Resume): ClaimDraft[] {
  return work.flatMap(({ name, position, highlights = [], sections = [] }, job) => {
    const own = highlightClaims(highlights, { heading: name ?? position, list: { job } });
    const inSections = sections.flatMap((section, index) =>
      highlightClaims(section.highlights, { heading: section.name, list: { job, section: index } }),
    );
    return [...own, ...inSections];
  });
}

function highlightClaims(
  highlights: readonly Highlight[],
  { heading, list }: { heading: string; list: HighlightList },
): ClaimDraft[] {
  return highlights.map(fullHighlight).map(({ text, evidence = [] }, index) => {
    // In `**Network Engineering:** …` the bold part is the subject.
    const [, subject = heading] = /^\*\*([^*]+):\*\*/.exec(text) ?? [];
    return { kind: 'work', path: highlightPath(list, index), subject, text, written: evidence };
  });
}

function projectClaims({ projects }: Resume): ClaimDraft[] {
  return projects.map(({ name, description, evidence = [], url }, index) => ({
    kind: 'project',
    path: projectPath(index),
    subject: plainText(name),
    text: description ?? name,
    written: evidence,
    url,
  }));
}

function ownRepository(url: string | undefined, sources: EvidenceSources): Evidence | null {
  const repository = repositoryAtUrl(url ?? null, sources);
  return (
    repository && repositoryEvidence(repository, notableFacts(repository), 'the project’s own repository')
  );
}

function linkedRepositories(text: string, sources: EvidenceSources): Evidence[] {
  return inlineSpans(text)
    .map(({ url }) => repositoryAtUrl(url, sources))
    .filter((repository) => repository !== null)
    .map((repository) => repositoryEvidence(repository, [], 'linked in the line'));
}

function repositoryAtUrl(url: string | null, sources: EvidenceSources): PortfolioRepository | null {
  const name = repositoryOfUrl(url ?? '');
  return name === null ? null : sources.find(name);
}
