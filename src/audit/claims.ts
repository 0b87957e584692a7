import type { EvidenceRules } from '../config/evidence-schema.ts';
import { derivedEvidence, evidenceSources } from '../portfolio/evidence.ts';
import { languagesNamed } from '../portfolio/language-names.ts';
import type { Evidence, PortfolioRepository } from '../portfolio/model.ts';
import { latestOf } from '../portfolio/repository.ts';
import { namesOf } from '../portfolio/skills.ts';
import { type Finding, isOlder, OLD_EVIDENCE_IN_YEARS, type Subject } from './finding.ts';

/** Something that the résumé states, with what shows it. */
interface Statement {
  path: string[];
  subject: string;
  evidence: readonly Evidence[];
}

/** Claims and skills of which the newest evidence is old. */
export function auditAge({ portfolio, inResume }: Subject): Finding[] {
  const findings: Finding[] = [];
  for (const { path, subject, evidence } of statementsOf(portfolio)) {
    const newestAt = newestOf(evidence);
    if (newestAt === null || !isOldEvidence(newestAt, portfolio.asOf)) continue;
    findings.push({
      severity: 'note',
      where: inResume(path),
      what: `what shows "${subject}" is of ${newestAt.slice(0, 10)}`,
      why: `after ${OLD_EVIDENCE_IN_YEARS} years a reader asks whether it is still so`,
      fix: 'name newer evidence, or say when it was',
    });
  }
  return findings;
}

function statementsOf(portfolio: Subject['portfolio']): Statement[] {
  const claims = portfolio.claims.map(({ path, subject, evidence }) => ({
    path: path.split('.'),
    subject,
    evidence,
  }));
  const skills = portfolio.skills.flatMap((group, groupIndex) =>
    group.skills.map(({ name, evidence }, index) => ({
      path: ['skills', String(groupIndex), 'keywords', String(index)],
      subject: name,
      evidence,
    })),
  );
  return [...claims, ...skills];
}

/** The newest date, or null where there is none or one is not known. */
function newestOf(evidence: readonly Evidence[]): string | null {
  const dates = evidence.map(({ at }) => at);
  return dates.includes(null) ? null : latestOf(dates);
}

function isOldEvidence(date: string, asOf: string): boolean {
  return isOlder(date, asOf, 12 * OLD_EVIDENCE_IN_YEARS);
}

/** A skill is worth naming from this many of the owner's repositories on, with this many commits together. */
const LEAST_REPOSITORIES = 2;
const LEAST_COMMITS = 50;

/** Skills that the repositories show well and the résumé does not name. */
export function auditUnnamedSkills(subject: Subject): Finding[] {
  const { portfolio, snapshot, inResume } = subject;
  const sources = evidenceSources(portfolio.repositories, snapshot);
  const rules = withRulePerLanguage(subject);
  const named = namedSkills(portfolio);
  const skills = new Set(rules.rules.map(({ skill }) => skill));
  const findings: Finding[] = [];
  for (const skill of skills) {
    if (named.includes(skill.toLowerCase())) continue;
    const repositories = repositoriesIn(derivedEvidence([skill], rules, sources));
    const commits = commitsOf(repositories);
    const newestAt = latestOf(repositories.map(({ lastCommitAt }) => lastCommitAt));
    const isStrong = repositories.length >= LEAST_REPOSITORIES && commits >= LEAST_COMMITS;
    if (!isStrong || newestAt === null || isOldEvidence(newestAt, portfolio.asOf)) continue;
    const names = repositories.map(({ name }) => name).join(', ');
    findings.push({
      severity: 'note',
      where: inResume(['skills']),
      what: `${repositories.length} repositories show ${skill}, which the résumé does not name`,
      why: `${names}: ${commits} commits, the last on ${newestAt.slice(0, 10)}`,
      fix: `name ${skill} among the skills, if it is one`,
    });
  }
  return findings;
}

/** The owner's rules, and one for each main language that no rule is about: the language shows the skill of its name. */
function withRulePerLanguage({ portfolio, rules }: Subject): EvidenceRules {
  const ruled = rules.rules.map(({ mainLanguage }) => mainLanguage);
  const added = portfolio.totals.languages
    .filter(({ name }) => !ruled.includes(name))
    .map(({ name }) => ({ skill: name, mainLanguage: name }));
  return { ...rules, rules: [...rules.rules, ...added] };
}

/** Every name of every skill in the résumé, and the languages that they mean, in lower case. */
function namedSkills({ skills }: Subject['portfolio']): string[] {
  const names = skills.flatMap((group) => group.skills).flatMap(({ name }) => namesOf(name));
  return [...names.map((name) => name.toLowerCase()), ...languagesNamed(names)];
}

function repositoriesIn(evidence: readonly Evidence[]): PortfolioRepository[] {
  return evidence.map(({ repository }) => repository).filter((repository) => repository !== null);
}

/** The commits in repositories for which they are known. */
function commitsOf(repositories: readonly PortfolioRepository[]): number {
  const known = repositories.map(({ commits }) => commits).filter((commits) => commits !== null);
  return known.reduce((sum, commits) => sum + commits, 0);
}
