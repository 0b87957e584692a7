import type { WrittenEvidence } from '../config/evidence-schema.ts';
import { repositoriesLinked } from '../config/repository-links.ts';
import type { Highlight } from '../config/resume-schema.ts';
import { evidenceSources, writtenEvidence } from '../portfolio/evidence.ts';
import { fullHighlight } from '../portfolio/resume.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { applyRules, type Finding, hasBeenRefreshed, leavesOf, type Rule, type Subject } from './finding.ts';

/** A repository as the résumé names it. */
interface Mention {
  name: string;
  /** Its present name; null if it is not among the repositories. */
  presentName: string | null;
  where: string;
}

const hasFormerName = ({ name, presentName }: Mention) =>
  presentName !== null && !isSameName(presentName, name);

const RENAMED: Rule<Mention> = {
  severity: 'warning',
  applies: hasFormerName,
  what: ({ name, presentName }) => `${name} is called ${presentName} now`,
  why: 'GitHub redirects the former name only until another repository takes it',
  fix: ({ presentName }) => `write ${presentName}`,
};

interface Link extends Mention {
  isDead: boolean;
}

const LINK_RULES: readonly Rule<Link>[] = [
  {
    severity: 'error',
    applies: ({ isDead }) => isDead,
    what: ({ name }) => `the link to ${name} leads nowhere`,
    why: 'GitHub answered 404: it was removed, renamed or made private. The link is shown as plain text',
    fix: 'make the repository public, correct the address, or take the link out',
  },
  { ...RENAMED, applies: (link) => !link.isDead && hasFormerName(link) },
];

/** Links of the résumé to the owner's repositories that lead nowhere, or to a former name. */
export function auditLinks({ resume, snapshot, inResume }: Subject): Finding[] {
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
  /** The evidence as it is written. */
  text: string;
  isShown: boolean;
  /** Whether any refresh has looked for the repository. */
  wasLookedFor: boolean;
}

const isMissing = ({ presentName, isShown }: NamedEvidence) => presentName === null && !isShown;

const EVIDENCE_RULES: readonly Rule<NamedEvidence>[] = [
  RENAMED,
  {
    severity: 'warning',
    applies: (named) => named.presentName !== null && !hasFormerName(named) && !named.isShown,
    what: ({ text }) => `${text} does not show what it is named for`,
    why: 'the fact that is named here is not known to be true of the repository, so that it is not shown',
    fix: 'name another fact, or take the evidence out',
  },
  {
    severity: 'error',
    applies: (named) => isMissing(named) && named.wasLookedFor,
    what: ({ name }) => `${name} is named as evidence, but is not among the repositories`,
    why: 'no refresh has met it: it is gone, private or left out',
    fix: 'correct the name, or take the evidence out',
  },
  {
    severity: 'warning',
    applies: (named) => isMissing(named) && !named.wasLookedFor,
    what: ({ name }) => `${name} is named as evidence, but is not among the repositories`,
    why: 'no refresh has run yet',
    fix: 'run "npm run refresh", then check again',
  },
];

/** Evidence beside claims and skills that does not show anything anymore, or uses a former name. */
export function auditEvidence({ resume, snapshot, portfolio, inResume }: Subject): Finding[] {
  const sources = evidenceSources(portfolio.repositories, snapshot);
  const wasLookedFor = hasBeenRefreshed(snapshot);
  return evidenceIn(resume).flatMap(({ written, path }) => {
    const text = typeof written === 'string' ? written : String(Object.values(written)[0]);
    const name = /^[^@#\s]+\/[^@#\s]+/.exec(text)?.[0] ?? '';
    const named: NamedEvidence = {
      name,
      presentName: findByName(snapshot.repositories, name)?.name ?? null,
      where: inResume(path, text),
      text,
      isShown: writtenEvidence(written, sources) !== null,
      wasLookedFor,
    };
    return applyRules(EVIDENCE_RULES, named);
  });
}

type Path = (string | number)[];

interface EvidenceList {
  evidence: readonly WrittenEvidence[];
  path: Path;
}

/** Every piece of evidence that the résumé names, with its path. */
function evidenceIn(resume: Subject['resume']) {
  const lists = [...evidenceOfWork(resume), ...evidenceOfProjects(resume), ...evidenceOfSkills(resume)];
  return lists.flatMap(({ evidence, path }) =>
    evidence.map((written, index) => ({ written, path: [...path, index] })),
  );
}

function evidenceOfWork({ work }: Subject['resume']): EvidenceList[] {
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

function evidenceOfProjects({ projects }: Subject['resume']): EvidenceList[] {
  return projects.map(({ evidence = [] }, index) => ({ evidence, path: ['projects', index, 'evidence'] }));
}

function evidenceOfSkills({ skills }: Subject['resume']): EvidenceList[] {
  return skills.flatMap(({ evidence = {} }, group) =>
    Object.entries(evidence).map(([keyword, list]) => ({
      evidence: list,
      path: ['skills', group, 'evidence', keyword],
    })),
  );
}
