import type {
  Claim,
  Evidence,
  EvidenceFact,
  Portfolio,
  PortfolioRepository,
  Skill,
  SkillGroup,
} from '../../portfolio/model.ts';
import { sanitizeText } from '../sanitize.ts';

const FACTS: Record<EvidenceFact['name'], string> = {
  mainLanguage: 'main language',
  tests: 'tests',
  dockerfile: 'Dockerfile',
  workflow: 'workflow',
  topic: 'topic',
  release: 'newest',
  checks: 'checks',
};

/** A fact in a word or two, not escaped: `main language Go`, `tests`, `checks passing`. */
export function describeFact({ name, value }: EvidenceFact): string {
  return value === null ? FACTS[name] : sanitizeText(`${FACTS[name]} ${value}`, 80);
}

/** Facts in words, side by side. */
export function describeFacts(facts: readonly EvidenceFact[]): string {
  return facts.map(describeFact).join(', ');
}

/** Words with a capital letter at their beginning. */
export function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** As many things are named for each rule; how many more there are is said. */
const NAMED = 6;

/** Evidence by the rule that found it, what the owner wrote first: a line for each. */
export function evidenceByRule(evidence: readonly Evidence[]) {
  const rules = [...new Set(evidence.map(({ rule }) => rule))].sort(
    (a, b) => Number(a !== null) - Number(b !== null),
  );
  return rules.map((rule) => {
    const found = evidence.filter((entry) => entry.rule === rule);
    return { rule, items: found.slice(0, NAMED), more: Math.max(0, found.length - NAMED) };
  });
}

/** The skills of a group that public repositories show. */
export function withPublicEvidence({ skills }: SkillGroup) {
  return skills.flatMap(({ use, ...skill }) => (use ? [{ ...skill, use }] : []));
}

/** The skills that public repositories show, each once, in the résumé's order. */
export function publicSkills({ skills }: Portfolio) {
  const shown = skills.flatMap(withPublicEvidence);
  return shown.filter(({ name }, index) => shown.findIndex((other) => other.name === name) === index);
}

/** Commits over time for each of these skills. */
export function historiesOf(skills: readonly { use: NonNullable<Skill['use']> }[]) {
  return skills.map(({ use }) => use.life);
}

/** Lines that name a skill: those about work, then those about projects. */
export function byLocation(mentions: readonly Claim[]) {
  return [
    { where: 'At work', claims: mentions.filter(({ kind }) => kind === 'work') },
    { where: 'In projects', claims: mentions.filter(({ kind }) => kind === 'project') },
  ].filter(({ claims }) => claims.length > 0);
}

/** The line of the résumé that stands at this path, `work.0.highlights.1`. */
export function claimAt({ claims }: Portfolio, path: string): Claim | null {
  return claims.find((claim) => claim.path === path) ?? null;
}

/** What the résumé claims and a repository shows. */
export interface ClaimSupport {
  /** Each once, though the résumé may name it twice. */
  skills: readonly { name: string; anchor: string; facts: readonly EvidenceFact[] }[];
  claims: readonly Claim[];
  /** The facts by which it shows them, each once. */
  facts: readonly EvidenceFact[];
}

/** What of the résumé this repository shows. */
export function claimsSupportedBy(
  { skills, claims }: Portfolio,
  { name }: PortfolioRepository,
): ClaimSupport {
  const factsFor = ({ evidence }: { evidence: readonly Evidence[] }) =>
    evidence.flatMap(({ repository, facts }) => (repository?.name === name ? [facts] : []));
  const named = skills
    .flatMap((group) => group.skills)
    .filter((skill) => factsFor(skill).length > 0)
    .map((skill) => ({ name: skill.name, anchor: skill.anchor, facts: factsFor(skill).flat() }));
  const lines = claims.filter((claim) => factsFor(claim).length > 0);
  const facts = [...named.map((skill) => skill.facts), ...lines.flatMap(factsFor)].flat();
  return {
    skills: named.filter((skill, index) => named.findIndex((other) => other.name === skill.name) === index),
    claims: lines,
    facts: facts.filter(
      (fact, index) => facts.findIndex((other) => describeFact(other) === describeFact(fact)) === index,
    ),
  };
}
