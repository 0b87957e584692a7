import { derivedEvidence, evidenceSources } from '../portfolio/evidence.ts';
import type { Evidence } from '../portfolio/model.ts';
import { namesOf } from '../portfolio/skills.ts';
import { type Finding, isOlder, OLD_EVIDENCE_IN_YEARS, type Subject } from './finding.ts';

/** Claims and skills of which the newest evidence is old. */
export function auditAge({ portfolio, inResume }: Subject): Finding[] {
  const claims = portfolio.claims.map(({ path, subject, evidence }) => ({
    path: path.split('.'),
    subject,
    evidence,
  }));
  const skills = portfolio.skills.flatMap((group, at) =>
    group.skills.map(({ name, evidence }, index) => ({
      path: ['skills', String(at), 'keywords', String(index)],
      subject: name,
      evidence,
    })),
  );
  return [...claims, ...skills].flatMap(({ path, subject, evidence }): Finding[] => {
    const newest = newestOf(evidence);
    if (newest === null || !isOlder(newest, portfolio.asOf, 12 * OLD_EVIDENCE_IN_YEARS)) return [];
    return [
      {
        severity: 'note',
        where: inResume(path),
        what: `what shows "${subject}" is of ${newest.slice(0, 10)}`,
        why: `after ${OLD_EVIDENCE_IN_YEARS} years a reader asks whether it is still so`,
        fix: 'name newer evidence, or say when it was',
      },
    ];
  });
}

/** The newest date, or null where there is none or one is not known. */
function newestOf(evidence: readonly Evidence[]): string | null {
  const dates = evidence.map(({ at }) => at);
  return dates.includes(null) ? null : (dates.toSorted().at(-1) ?? null);
}

/** Strong: so many repositories of the owner, with so many commits together. */
const LEAST_REPOSITORIES = 2;
const LEAST_COMMITS = 50;

/** Skills that the repositories show well and the résumé does not name. */
export function auditUnnamedSkills({ portfolio, snapshot, rules, inResume }: Subject): Finding[] {
  const shown = evidenceSources(portfolio.repositories, snapshot);
  const ruled = rules.rules.map(({ mainLanguage }) => mainLanguage);
  const languages = portfolio.totals.languages.filter(({ name }) => !ruled.includes(name));
  const all = {
    ...rules,
    rules: [...rules.rules, ...languages.map(({ name }) => ({ skill: name, mainLanguage: name }))],
  };
  const named = portfolio.skills
    .flatMap(({ skills }) => skills.flatMap(({ name }) => namesOf(name)))
    .map((name) => name.toLowerCase());
  const skills = [...new Set(all.rules.map(({ skill }) => skill))];
  return skills
    .filter((skill) => !named.includes(skill.toLowerCase()))
    .flatMap((skill): Finding[] => {
      const repositories = derivedEvidence([skill], all, shown).flatMap(({ repository }) => repository ?? []);
      const commits = repositories
        .flatMap((repository) => repository.commits ?? [])
        .reduce((sum, count) => sum + count, 0);
      const newest =
        repositories
          .flatMap(({ lastCommitAt }) => lastCommitAt ?? [])
          .sort()
          .at(-1) ?? '';
      const isStrong = repositories.length >= LEAST_REPOSITORIES && commits >= LEAST_COMMITS;
      if (!isStrong || newest === '' || isOlder(newest, portfolio.asOf, 12 * OLD_EVIDENCE_IN_YEARS))
        return [];
      const names = repositories.map(({ name }) => name).join(', ');
      return [
        {
          severity: 'note',
          where: inResume(['skills']),
          what: `${repositories.length} repositories show ${skill}, which the résumé does not name`,
          why: `${names}: ${commits} commits, the last on ${newest.slice(0, 10)}`,
          fix: `name ${skill} among the skills, if it is one`,
        },
      ];
    });
}
