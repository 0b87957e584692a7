import type { WrittenEvidence } from '../config/evidence-schema.ts';
import { repositoriesLinked } from '../config/repository-links.ts';
import type { Highlight } from '../config/resume-schema.ts';
import { hasBeenRefreshed } from '../portfolio/data-status.ts';
import { evidenceSources, writtenEvidence } from '../portfolio/evidence.ts';
import { fullHighlight } from '../portfolio/resume.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { type AuditInput, applyRules, type Finding, leavesOf, type Rule } from './finding.ts';

/** A repository mentioned in the résumé. */
interface Mention {
  name: string;
  /** Its current name; null if it is not in the snapshot. */
  presentName: string | null;
  where: string;
}

const hasFormerName = ({ name, presentName }: Mention) =>
  presentName !== null && !isSameName(presentName, name);

const RENAMED: Rule<Mention> = {
  severity: 'warning',
  applies: hasFormerName,
  what: ({ name, presentName }) => `${name} is now called ${presentName}`,
  why: 'GitHub redirects the old name only until another repository takes it',
  fix: ({ presentName }) => `change it to ${presentName}`,
};

interface Link extends Mention {
  isDead: boolean;
}

const LINK_RULES: readonly Rule<Link>[] = [
  {
    severity: 'error',
    applies: ({ isDead }) => isDead,
    what: ({ name }) => `broken link to ${name} (404)`,
    why: 'the repository was deleted, renamed or made private, so the site shows the link as plain text',
    fix: 'make the repository public, correct the URL, or remove the link',
  },
  { ...RENAMED, applies: (link) => !link.isDead && hasFormerName(link) },
];

/** Reports links in the résumé to the owner's repositories that are broken or use an old name. */
export function auditLinks({ resume, snapshot, inResume }: AuditInput): Finding[] {
  const deadLinks = snapshot.goneLinks ?? [];
  const findings: Finding[] = [];
  for (const { path, text } of leavesOf(resume)) {
    for (const name of new Set(repositoriesLinked(text))) {
      const link: Link = {
        name,
        presentName: findByName(snapshot.repositories, name)?.name ?? null,
        where: inResume(path, name),
        isDead: deadLinks.some((dead) => isSameName(dead, name)),
      };
      findings.push(...applyRules(LINK_RULES, link));
    }
  }
  return findings;
}

interface NamedEvidence extends Mention {
  /** The evidence as written. */
  text: string;
  /** Whether the site shows it, because the data confirm it. */
  isShown: boolean;
  /** Whether a refresh has reached GitHub. */
  isRefreshed: boolean;
}

const isMissing = ({ presentName, isShown }: NamedEvidence) => presentName === null && !isShown;

const EVIDENCE_RULES: readonly Rule<NamedEvidence>[] = [
  RENAMED,
  {
    severity: 'warning',
    applies: (named) => named.presentName !== null && !hasFormerName(named) && !named.isShown,
    what: ({ text }) => `evidence not found in ${text}`,
    why: 'the data from GitHub do not confirm it, so the site does not show it',
    fix: 'name other evidence, or remove it',
  },
  {
    severity: 'error',
    applies: (named) => isMissing(named) && named.isRefreshed,
    what: ({ name }) => `${name} is listed as evidence, but was not found`,
    why: 'it is misspelled, deleted, private or excluded',
    fix: 'correct the name, or remove the evidence',
  },
  {
    severity: 'warning',
    applies: (named) => isMissing(named) && !named.isRefreshed,
    what: ({ name }) => `${name} is listed as evidence, but was not found`,
    why: 'no refresh has reached GitHub yet',
    fix: 'run "npm run refresh", then "npm run audit" again',
  },
];

/** Reports evidence of claims and skills that was not found or uses an old name. */
export function auditEvidence({ resume, snapshot, portfolio, inResume }: AuditInput): Finding[] {
  const sources = evidenceSources(portfolio.repositories, snapshot);
  const isRefreshed = hasBeenRefreshed(snapshot);
  return evidenceIn(resume).flatMap(({ written, path }) => {
    const text = typeof written === 'string' ? written : String(Object.values(written)[0]);
    const name = /^[^@#\s]+\/[^@#\s]+/.exec(text)?.[0] ?? '';
    const named: NamedEvidence = {
      name,
      presentName: findByName(snapshot.repositories, name)?.name ?? null,
      where: inResume(path, text),
      text,
      isShown: writtenEvidence(written, sources) !== null,
      isRefreshed,
    };
    return applyRules(EVIDENCE_RULES, named);
  });
}

type Path = (string | number)[];

interface EvidenceList {
  evidence: readonly WrittenEvidence[];
  path: Path;
}

/** All evidence listed in the résumé, with its path. */
function evidenceIn(resume: AuditInput['resume']) {
  const lists = [...evidenceOfWork(resume), ...evidenceOfProjects(resume), ...evidenceOfSkills(resume)];
  return lists.flatMap(({ evidence, path }) =>
    evidence.map((written, index) => ({ written, path: [...path, index] })),
  );
}

function evidenceOfWork({ work }: AuditInput['resume']): EvidenceList[] {
  return work.flatMap(({ highlights = [], sections = [] }, job) => {
    const own = evidenceOfHighlights(highlights, ['work', job]);
    const inSections = sections.flatMap((section, index) =>
      evidenceOfHighlights(section.highlights, ['work', job, 'sections', index]),
    );
    return [...own, ...inSections];
  });
}

function evidenceOfHighlights(highlights: readonly Highlight[], path: Path): EvidenceList[] {
  return highlights.map((highlight, index) => ({
    evidence: fullHighlight(highlight).evidence ?? [],
    path: [...path, 'highlights', index, 'evidence'],
  }));
}

function evidenceOfProjects({ projects }: AuditInput['resume']): EvidenceList[] {
  return projects.map(({ evidence = [] }, index) => ({ evidence, path: ['projects', index, 'evidence'] }));
}

function evidenceOfSkills({ skills }: AuditInput['resume']): EvidenceList[] {
  return skills.flatMap(({ evidence = {} }, group) =>
    Object.entries(evidence).map(([keyword, list]) => ({
      evidence: list,
      path: ['skills', group, 'evidence', keyword],
    })),
  );
}
