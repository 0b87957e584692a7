import type { Claim, Evidence, EvidenceFact, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { sanitizeText } from '../sanitize.ts';
import { words } from './words.ts';

/** An unescaped label for a fact: `main language Go`, `tests`, `checks passing`. */
export function describeFact({ name, value }: EvidenceFact): string {
  const label = words.evidence[name];
  return value === null ? label : sanitizeText(`${label} ${value}`, 80);
}

/** The labels of these facts, separated by commas. */
export function describeFacts(facts: readonly EvidenceFact[]): string {
  return facts.map(describeFact).join(', ');
}

/** Makes the first letter upper case. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a repository is evidence for. */
export interface ClaimSupport {
  /** Without duplicates, even if the résumé lists a skill twice. */
  skills: readonly { name: string; anchor: string; facts: readonly EvidenceFact[] }[];
  claims: readonly Claim[];
  /** The facts that support them, without duplicates. */
  facts: readonly EvidenceFact[];
}

/** The skills and claims in the résumé that this repository is evidence for. */
export function claimsSupportedBy(
  { skills, claims }: Portfolio,
  { name }: PortfolioRepository,
): ClaimSupport {
  const factsFor = ({ evidence }: { evidence: readonly Evidence[] }) =>
    evidence.filter(({ repository }) => repository?.name === name).map(({ facts }) => facts);
  const shownSkills = skills
    .flatMap((group) => group.skills)
    .filter((skill) => factsFor(skill).length > 0)
    .map((skill) => ({ name: skill.name, anchor: skill.anchor, facts: factsFor(skill).flat() }));
  const shownClaims = claims.filter((claim) => factsFor(claim).length > 0);
  const skillFacts = shownSkills.flatMap(({ facts }) => facts);
  const claimFacts = shownClaims.flatMap(factsFor).flat();
  return {
    skills: uniqueBy(shownSkills, (skill) => skill.name),
    claims: shownClaims,
    facts: uniqueBy([...skillFacts, ...claimFacts], describeFact),
  };
}

/** The first item for each key, in order. */
function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
}
