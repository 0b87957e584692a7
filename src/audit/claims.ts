import type { EvidenceRules } from '../config/evidence-schema.ts';
import { derivedEvidence, evidenceSources } from '../portfolio/evidence.ts';
import { languagesNamed } from '../portfolio/language-names.ts';
import type { Evidence, PortfolioRepository } from '../portfolio/model.ts';
import { latestOf } from '../portfolio/repository.ts';
import { namesOf } from '../portfolio/skills.ts';
import { type AuditInput, type Finding, isOlder, MAX_EVIDENCE_AGE_IN_YEARS } from './finding.ts';

/** A claim or a skill of the résumé, with its evidence. */
interface ClaimWithEvidence {
  path: string[];
  subject: string;
  evidence: readonly Evidence[];
}

/** Reports claims and skills whose latest evidence is old. */
export function auditAge({ portfolio, inResume }: AuditInput): Finding[] {
  const findings: Finding[] = [];
  for (const { path, subject, evidence } of claimsAndSkills(portfolio)) {
    const latestAt = latestDate(evidence);
    if (latestAt === null || !isOldEvidence(latestAt, portfolio.asOf)) continue;
    findings.push({
      severity: 'note',
      where: inResume(path),
      what: `the latest evidence for "${subject}" is from ${latestAt.slice(0, 10)}`,
      why: `that is at least ${MAX_EVIDENCE_AGE_IN_YEARS} years ago`,
      fix: 'add newer evidence, or state the period in the résumé',
    });
  }
  return findings;
}

function claimsAndSkills(portfolio: AuditInput['portfolio']): ClaimWithEvidence[] {
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

/** The latest date, or null if there is no evidence or some date is unknown. */
function latestDate(evidence: readonly Evidence[]): string | null {
  const dates = evidence.map(({ at }) => at);
  return dates.includes(null) ? null : latestOf(dates);
}

function isOldEvidence(date: string, asOf: string): boolean {
  return isOlder(date, asOf, 12 * MAX_EVIDENCE_AGE_IN_YEARS);
}

/** The minimum evidence for suggesting a skill: so many of the owner's repositories, with so many commits in total. */
const MIN_REPOSITORIES = 2;
const MIN_COMMITS = 50;

/** Reports skills with strong evidence that the résumé does not mention. */
export function auditUnnamedSkills(input: AuditInput): Finding[] {
  const { portfolio, snapshot, inResume } = input;
  const sources = evidenceSources(portfolio.repositories, snapshot);
  const rules = withRulePerLanguage(input);
  const named = namedSkills(portfolio);
  const skills = new Set(rules.rules.map(({ skill }) => skill));
  const findings: Finding[] = [];
  for (const skill of skills) {
    if (named.includes(skill.toLowerCase())) continue;
    const repositories = repositoriesIn(derivedEvidence([skill], rules, sources));
    const commits = commitsOf(repositories);
    const latestAt = latestOf(repositories.map(({ lastCommitAt }) => lastCommitAt));
    const isStrong = repositories.length >= MIN_REPOSITORIES && commits >= MIN_COMMITS;
    if (!isStrong || latestAt === null || isOldEvidence(latestAt, portfolio.asOf)) continue;
    const names = repositories.map(({ name }) => name).join(', ');
    findings.push({
      severity: 'note',
      where: inResume(['skills']),
      what: `${repositories.length} repositories are evidence of ${skill}, which the résumé does not mention`,
      why: `${names}: ${commits} commits, latest on ${latestAt.slice(0, 10)}`,
      fix: `add ${skill} to the skills if it is one of yours`,
    });
  }
  return findings;
}

/** The owner's rules, plus one for each main language without a rule: the language is evidence of the skill of that name. */
function withRulePerLanguage({ portfolio, rules }: AuditInput): EvidenceRules {
  const languagesInRules = rules.rules.map(({ mainLanguage }) => mainLanguage);
  const added = portfolio.totals.languages
    .filter(({ name }) => !languagesInRules.includes(name))
    .map(({ name }) => ({ skill: name, mainLanguage: name }));
  return { ...rules, rules: [...rules.rules, ...added] };
}

/** All names of the skills in the résumé and the languages they refer to, in lower case. */
function namedSkills({ skills }: AuditInput['portfolio']): string[] {
  const names = skills.flatMap((group) => group.skills).flatMap(({ name }) => namesOf(name));
  return [...names.map((name) => name.toLowerCase()), ...languagesNamed(names)];
}

function repositoriesIn(evidence: readonly Evidence[]): PortfolioRepository[] {
  return evidence.map(({ repository }) => repository).filter((repository) => repository !== null);
}

/** The total of the known commit counts. */
function commitsOf(repositories: readonly PortfolioRepository[]): number {
  const known = repositories.map(({ commits }) => commits).filter((commits) => commits !== null);
  return known.reduce((sum, commits) => sum + commits, 0);
}
