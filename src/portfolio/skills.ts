import type { EvidenceRules, WrittenEvidence } from '../config/evidence-schema.ts';
import type { Resume } from '../config/resume-schema.ts';
import { uniqueAnchors } from './claims.ts';
import { derivedEvidence, type EvidenceSources, uniqueByUrl, writtenEvidence } from './evidence.ts';
import { plainText } from './inline.ts';
import type {
  Claim,
  CommitHistory,
  CommitsByWeek,
  Evidence,
  PortfolioRepository,
  Skill,
  SkillGroup,
} from './model.ts';
import { compareNewest, newest } from './repository.ts';
import { partialSum } from './totals.ts';

interface Sources {
  claims: readonly Claim[];
  rules: EvidenceRules;
  shown: EvidenceSources;
}

/** Every skill of the résumé under its heading, with what shows it: facts by the rules, and what the owner wrote. */
export function skillsOf(resume: Resume, { claims, rules, shown }: Sources): SkillGroup[] {
  const anchors = uniqueAnchors(resume.skills.map(({ name }) => name));
  return resume.skills.map(({ name: heading, keywords, summary, evidence: written = {} }) => ({
    name: heading,
    summary: summary ?? null,
    skills: keywords.map((keyword): Skill => {
      const name = plainText(keyword);
      const names = namesOf(name);
      const evidence = uniqueByUrl([
        ...evidenceUnder(keyword, written).flatMap((entry) => writtenEvidence(entry, shown) ?? []),
        ...derivedEvidence(names, rules, shown),
      ]).sort((a, b) => compareNewest(a.at, b.at));
      const terms = names.map(asWord);
      const mentions = claims.filter(({ text }) => terms.some((term) => term.test(plainText(text))));
      return { keyword, name, anchor: anchors(name), evidence, use: useOf(name, evidence), mentions };
    }),
  }));
}

/** A keyword may be called like something that every object has, such as `valueOf`. */
function evidenceUnder(
  keyword: string,
  written: Readonly<Record<string, WrittenEvidence[]>>,
): WrittenEvidence[] {
  return Object.hasOwn(written, keyword) ? (written[keyword] ?? []) : [];
}

/**
 * What a skill may be called: `Kubernetes (EKS)` is found as either name, `Debian/Ubuntu` also by each part, but `CI/CD`,
 * with parts of two letters, only as a whole.
 */
export function namesOf(skill: string): string[] {
  const parts = skill.split(/[()]/).map((part) => part.trim());
  const halves = parts.flatMap((part) => {
    const pieces = part.split('/').map((piece) => piece.trim());
    return pieces.every(({ length }) => length > 2) ? pieces : [];
  });
  return [...new Set([skill, ...parts, ...halves])].filter((name) => name !== '');
}

function asWord(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u');
}

function useOf(name: string, evidence: readonly Evidence[]): Skill['use'] {
  const repositories = [...new Set(evidence.flatMap(({ repository }) => repository ?? []))];
  if (repositories.length === 0) return null;
  const commits = partialSum(repositories.map((repository) => repository.commits));
  return { repositories: repositories.length, commits, life: combineHistories(name, repositories) };
}

/** Several repositories as one life. What is not known of all of them is unknown. */
function combineHistories(name: string, repositories: readonly PortfolioRepository[]): CommitHistory {
  const all = <T>(values: readonly (T | null)[]): T[] | null => {
    const known = values.filter((value) => value !== null);
    return known.length === values.length ? known : null;
  };
  const counts = all(repositories.map(({ commits }) => commits));
  const weeks = all(repositories.map(({ commitsByWeek }) => commitsByWeek));
  return {
    name,
    commits: counts?.reduce((sum, count) => sum + count, 0) ?? null,
    firstCommitAt: all(repositories.map(({ firstCommitAt }) => firstCommitAt))?.sort()[0] ?? null,
    lastCommitAt: newest(repositories.map(({ lastCommitAt }) => lastCommitAt)),
    commitsByWeek: weeks && addUp(weeks, repositories),
  };
}

/** The sum is complete where every part is: before its first commit a repository had none. */
function addUp(parts: readonly CommitsByWeek[], repositories: readonly PortfolioRepository[]): CommitsByWeek {
  const weeks: Record<string, number> = {};
  for (const [week, count] of parts.flatMap((part) => Object.entries(part.weeks))) {
    const before = weeks[week];
    weeks[week] = before === undefined ? count : before + count;
  }
  const starts = parts.map(({ from }) => from).sort();
  const cut = parts.filter(({ from }, index) => {
    const birth = repositories[index]?.firstCommitAt;
    return !birth || from > birth;
  });
  const from =
    cut
      .map((part) => part.from)
      .sort()
      .at(-1) ??
    starts[0] ??
    '';
  const to = parts.map((part) => part.to).sort()[0] ?? from;
  return { from, to: to > from ? to : from, weeks };
}
