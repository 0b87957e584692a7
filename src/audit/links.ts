import { repositoriesLinked } from '../config/repository-links.ts';
import { evidenceSources, writtenEvidence } from '../portfolio/evidence.ts';
import { fullHighlight } from '../portfolio/resume.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { type Finding, hasBeenRefreshed, leavesOf, type Subject } from './finding.ts';

/** Links of the résumé to the owner's repositories that lead nowhere, or to a former name. */
export function auditLinks({ resume, snapshot, inResume }: Subject): Finding[] {
  const isGone = (name: string) => (snapshot.goneLinks ?? []).some((gone) => isSameName(gone, name));
  return leavesOf(resume).flatMap(({ path, text }) =>
    [...new Set(repositoriesLinked(text))].flatMap((name): Finding[] => {
      const where = inResume(path, name);
      const present = findByName(snapshot.repositories, name);
      if (isGone(name)) return [goneLink(name, where)];
      return present && !isSameName(present.name, name) ? [renamed(name, present.name, where)] : [];
    }),
  );
}

function goneLink(name: string, where: string): Finding {
  return {
    severity: 'error',
    where,
    what: `the link to ${name} leads nowhere`,
    why: 'GitHub answered 404: it was removed, renamed or made private. The link is shown as plain text',
    fix: 'make the repository public, correct the address, or take the link out',
  };
}

function renamed(name: string, present: string, where: string): Finding {
  return {
    severity: 'warning',
    where,
    what: `${name} is called ${present} now`,
    why: 'GitHub redirects the former name only until another repository takes it',
    fix: `write ${present}`,
  };
}

/** Evidence beside claims and skills that shows nothing any more, or goes by a former name. */
export function auditEvidence(subject: Subject): Finding[] {
  const { snapshot, portfolio, inResume } = subject;
  const shown = evidenceSources(portfolio.repositories, snapshot);
  return writtenIn(subject).flatMap(({ written, path }): Finding[] => {
    const text = typeof written === 'string' ? written : String(Object.values(written)[0]);
    const where = inResume(path, text);
    const name = /^[^@#\s]+\/[^@#\s]+/.exec(text)?.[0] ?? '';
    const present = findByName(snapshot.repositories, name);
    if (present && !isSameName(present.name, name)) return [renamed(name, present.name, where)];
    if (writtenEvidence(written, shown) !== null) return [];
    return [present ? notTrue(text, where) : notShown(name, where, hasBeenRefreshed(snapshot))];
  });
}

function writtenIn({ resume }: Subject) {
  const lists = [
    ...resume.work.flatMap(({ highlights = [], sections = [] }, job) => [
      ...highlights.map((line, at) => ({ line, path: ['work', job, 'highlights', at] })),
      ...sections.flatMap((section, number) =>
        section.highlights.map((line, at) => ({
          line,
          path: ['work', job, 'sections', number, 'highlights', at],
        })),
      ),
    ]),
  ].map(({ line, path }) => ({ evidence: fullHighlight(line).evidence, path: [...path, 'evidence'] }));
  const projects = resume.projects.map(({ evidence }, at) => ({
    evidence,
    path: ['projects', at, 'evidence'],
  }));
  const skills = resume.skills.flatMap(({ evidence = {} }, at) =>
    Object.entries(evidence).map(([keyword, list]) => ({
      evidence: list,
      path: ['skills', at, 'evidence', keyword],
    })),
  );
  return [...lists, ...projects, ...skills].flatMap(({ evidence = [], path }) =>
    evidence.map((written, index) => ({ written, path: [...path, index] })),
  );
}

function notTrue(text: string, where: string): Finding {
  return {
    severity: 'warning',
    where,
    what: `${text} does not show what it is named for`,
    why: 'the fact that is named here is not known to be true of the repository, so that it is not shown',
    fix: 'name another fact, or take the evidence out',
  };
}

function notShown(name: string, where: string, isLookedFor: boolean): Finding {
  return {
    severity: isLookedFor ? 'error' : 'warning',
    where,
    what: `${name} is named as evidence, but is not among the repositories`,
    why: isLookedFor ? 'no refresh has met it: it is gone, private or left out' : 'no refresh has run yet',
    fix: isLookedFor
      ? 'correct the name, or take the evidence out'
      : 'run "npm run refresh", then check again',
  };
}
