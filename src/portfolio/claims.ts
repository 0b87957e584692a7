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
import type { Claim, Evidence } from './model.ts';
import { anchorOf, fullHighlight } from './resume.ts';

/** A line of the résumé before its evidence is found. */
interface Line extends Omit<Claim, 'anchor' | 'evidence'> {
  written: readonly WrittenEvidence[];
  /** Address of the project. */
  url?: string | undefined;
}

/** Every line of the résumé about work and projects, with what shows it. */
export function claimsOf(resume: Resume, shown: EvidenceSources): Claim[] {
  const anchors = uniqueAnchors(headingsOf(resume));
  return [...workLines(resume), ...projectLines(resume)].map(({ written, url, ...line }) => ({
    ...line,
    anchor: anchors(line.subject),
    evidence: uniqueByUrl([
      ...written.flatMap((entry) => writtenEvidence(entry, shown) ?? []),
      ...ownRepository(url, shown),
      ...linkedRepositories(line.text, shown),
    ]),
  }));
}

/** Gives each text a fragment of its own, none of which is that of a heading. */
export function uniqueAnchors(headings: readonly string[] = []): (text: string) => string {
  const taken = new Set(headings.map(anchorOf));
  return (text) => {
    const wanted = anchorOf(text) || 'line';
    let anchor = wanted;
    for (let count = 2; taken.has(anchor); count += 1) anchor = `${wanted}-${count}`;
    taken.add(anchor);
    return anchor;
  };
}

function headingsOf({ titles, work }: Resume): string[] {
  return [...Object.values(titles), ...work.flatMap(({ sections = [] }) => sections.map(({ name }) => name))];
}

function workLines({ work }: Resume): Line[] {
  return work.flatMap(({ name, position, highlights = [], sections = [] }, index) => [
    ...linesOf(highlights, { under: name ?? position, path: `work.${index}` }),
    ...sections.flatMap((section, at) =>
      linesOf(section.highlights, { under: section.name, path: `work.${index}.sections.${at}` }),
    ),
  ]);
}

function linesOf(highlights: readonly Highlight[], { under, path }: { under: string; path: string }): Line[] {
  return highlights.map(fullHighlight).map(({ text, evidence = [] }, index) => {
    // What opens a line in bold, `**Network Engineering:** …`, is its subject.
    const [, subject = under] = /^\*\*([^*]+):\*\*/.exec(text) ?? [];
    return { kind: 'work', path: `${path}.highlights.${index}`, subject, text, written: evidence };
  });
}

function projectLines({ projects }: Resume): Line[] {
  return projects.map(({ name, description, evidence = [], url }, index) => ({
    kind: 'project',
    path: `projects.${index}`,
    subject: plainText(name),
    text: description ?? name,
    written: evidence,
    url,
  }));
}

function ownRepository(url: string | undefined, shown: EvidenceSources): Evidence[] {
  const repository = shown.find(repositoryOfUrl(url ?? '') ?? '');
  return repository
    ? [repositoryEvidence(repository, notableFacts(repository), 'the project’s own repository')]
    : [];
}

function linkedRepositories(text: string, shown: EvidenceSources): Evidence[] {
  return inlineSpans(text).flatMap(({ url }) => {
    const repository = url && shown.find(repositoryOfUrl(url) ?? '');
    return repository ? [repositoryEvidence(repository, [], 'linked in the line')] : [];
  });
}
