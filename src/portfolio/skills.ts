import type { EvidenceRules, WrittenEvidence } from '../config/evidence-schema.ts';
import type { Resume } from '../config/resume-schema.ts';
import { uniqueAnchors } from './claims.ts';
import { derivedEvidence, type EvidenceSources, uniqueByUrl, writtenEvidence } from './evidence.ts';
import { plainText } from './inline.ts';
import { isNameByItself } from './language-names.ts';
import type {
  Claim,
  CommitHistory,
  CommitsByWeek,
  Evidence,
  PortfolioRepository,
  Skill,
  SkillGroup,
} from './model.ts';
import { latestOf, newestFirst } from './repository.ts';
import { partialSum } from './totals.ts';

interface SkillContext {
  claims: readonly Claim[];
  rules: EvidenceRules;
  sources: EvidenceSources;
}

/** Every skill in the résumé by heading, with the evidence found by rules and listed by the owner. */
export function skillsOf(resume: Resume, context: SkillContext): SkillGroup[] {
  const anchors = uniqueAnchors(resume.skills.map(({ name }) => name));
  const plainClaims = context.claims.map((claim) => ({ claim, text: plainText(claim.text) }));
  return resume.skills.map(({ name: heading, keywords, summary, evidence: written = {} }) => ({
    name: heading,
    summary: summary ?? null,
    skills: keywords.map((keyword): Skill => {
      const name = plainText(keyword);
      const names = namesOf(name);
      const evidence = evidenceOf(names, writtenEvidenceFor(keyword, written), context);
      const mentions = claimsNaming(names, plainClaims);
      return { keyword, name, anchor: anchors(name), evidence, use: useOf(name, evidence), mentions };
    }),
  }));
}

/** The evidence the owner listed for the skill and what the rules find, newest first. */
function evidenceOf(
  names: readonly string[],
  written: readonly WrittenEvidence[],
  { rules, sources }: SkillContext,
): Evidence[] {
  const byOwner = written
    .map((entry) => writtenEvidence(entry, sources))
    .filter((evidence) => evidence !== null);
  const byRules = derivedEvidence(names, rules, sources);
  return uniqueByUrl([...byOwner, ...byRules]).sort((a, b) => newestFirst(a.at, b.at));
}

function claimsNaming(names: readonly string[], claims: readonly { claim: Claim; text: string }[]): Claim[] {
  return claims.filter(({ text }) => names.some((name) => isNamedIn(text, name))).map(({ claim }) => claim);
}

/** Looks up own properties only: a keyword may be `valueOf` or another property of every object. */
function writtenEvidenceFor(
  keyword: string,
  written: Readonly<Record<string, WrittenEvidence[]>>,
): WrittenEvidence[] {
  return Object.hasOwn(written, keyword) ? (written[keyword] ?? []) : [];
}

/**
 * The names a skill can be mentioned by: `Kubernetes (EKS)` by either name, `Debian/Ubuntu` and `C/C++` also by each part.
 * `CI/CD` matches only as a whole, because its parts are too short to be names and are not languages.
 */
export function namesOf(skill: string): string[] {
  const parts = skill.split(/[()]/).map((part) => part.trim());
  const alternatives = parts
    .map((part) => part.split('/').map((piece) => piece.trim()))
    .filter((pieces) => pieces.every(isNameByItself));
  const names = new Set([skill, ...parts, ...alternatives.flat()]);
  return [...names].filter((name) => name !== '');
}

/**
 * Whether the text contains the name as a whole word. `C` does not match `C++` or `C#`, and a single letter does not match
 * inside a compound such as `Objective-C` or `R&D`.
 */
function isNamedIn(text: string, name: string): boolean {
  // Compiling the expression is slower than searching, and most claims mention only a few skills.
  if (!text.includes(name)) return false;
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const joining = name.length === 1 ? "&'’-" : '';
  const word = new RegExp(`(?<![\\p{L}\\p{N}${joining}])${literal}(?![\\p{L}\\p{N}#${joining}]|\\+\\+)`, 'u');
  return word.test(text);
}

function useOf(name: string, evidence: readonly Evidence[]): Skill['use'] {
  const all = evidence.map(({ repository }) => repository).filter((repository) => repository !== null);
  const repositories = [...new Set(all)];
  if (repositories.length === 0) return null;
  const commits = partialSum(repositories.map((repository) => repository.commits));
  return { repositories: repositories.length, commits, commitHistory: combineHistories(name, repositories) };
}

/** Combines several repositories into one history. A value is unknown unless it is known for all of them. */
function combineHistories(name: string, repositories: readonly PortfolioRepository[]): CommitHistory {
  const counts = allKnown(repositories.map(({ commits }) => commits));
  const firstCommits = allKnown(repositories.map(({ firstCommitAt }) => firstCommitAt));
  const weeks = allKnown(repositories.map(({ commitsByWeek }) => commitsByWeek));
  return {
    name,
    commits: counts?.reduce((sum, count) => sum + count, 0) ?? null,
    firstCommitAt: firstCommits?.sort()[0] ?? null,
    lastCommitAt: latestOf(repositories.map(({ lastCommitAt }) => lastCommitAt)),
    commitsByWeek: weeks && sumByWeek(weeks, repositories),
  };
}

/** The values, or null if any of them is unknown. */
function allKnown<T>(values: readonly (T | null)[]): T[] | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}

/** Adds up the period in which every part is complete. `parts` are in the order of `repositories`. */
function sumByWeek(
  parts: readonly CommitsByWeek[],
  repositories: readonly PortfolioRepository[],
): CommitsByWeek {
  const from = completeFrom(parts, repositories);
  const to = parts.map((part) => part.to).sort()[0] ?? from;
  return { from, to: to > from ? to : from, weeks: addWeeks(parts) };
}

/** A part that begins after the first commit of its repository lacks earlier commits: the sum starts no earlier than it. */
function completeFrom(parts: readonly CommitsByWeek[], repositories: readonly PortfolioRepository[]): string {
  const incomplete = parts.filter(({ from }, index) => {
    const firstCommitAt = repositories[index]?.firstCommitAt;
    return !firstCommitAt || from > firstCommitAt;
  });
  const latestStart = latestOf(incomplete.map(({ from }) => from));
  const [earliestStart = ''] = parts.map(({ from }) => from).sort();
  return latestStart ?? earliestStart;
}

function addWeeks(parts: readonly CommitsByWeek[]): Record<string, number> {
  const weeks: Record<string, number> = {};
  for (const [week, count] of parts.flatMap((part) => Object.entries(part.weeks))) {
    const before = weeks[week];
    weeks[week] = before === undefined ? count : before + count;
  }
  return weeks;
}
