import type { Resume } from '../config/resume-schema.ts';
import { plainText } from '../portfolio/inline.ts';
import { anchorOf, fullHighlight } from '../portfolio/resume.ts';

/** A line of the résumé in which a skill is named. */
export interface Mention {
  /** The subject of the line in a few words, else the section it stands in. */
  subject: string;
  /** Fragment on /resume/. */
  anchor: string;
}

/** A skill and where at work or in a project the résumé names it. */
export interface SkillMentions {
  /** The skill as the résumé writes it, in Markdown. */
  keyword: string;
  mentions: Mention[];
}

/** Every skill by its group, with the lines of work and projects that name it. */
export function skillGroups(resume: Resume) {
  const lines = [...workLines(resume), ...projectLines(resume)];
  return resume.skills.map(({ name, keywords, summary }) => ({
    name,
    summary: summary ?? null,
    skills: keywords.map((keyword): SkillMentions => {
      const names = termsOf(plainText(keyword));
      const mentions = lines
        .filter(({ text }) => names.some((term) => term.test(text)))
        .map(({ subject, anchor }) => ({ subject, anchor }));
      return { keyword, mentions };
    }),
  }));
}

/** What to look for: `Kubernetes (EKS)` is found as either name, `Debian/Ubuntu` by each part. */
function termsOf(keyword: string): RegExp[] {
  const names = keyword.split(/[()]/).flatMap((part) => (part.includes('CI/CD') ? part : part.split('/')));
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map(
      (name) =>
        new RegExp(
          `(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
          'u',
        ),
    );
}

function workLines({ work }: Resume) {
  return work.flatMap(({ sections = [] }) =>
    sections.flatMap(({ name, highlights }) =>
      highlights.map(fullHighlight).map(({ text }) => {
        const line = plainText(text);
        const [subject = name] = /^\*\*[^*]+:\*\*/.test(text) ? line.split(':') : [];
        return { text: line, subject, anchor: anchorOf(name) };
      }),
    ),
  );
}

function projectLines({ projects }: Resume) {
  return projects.map(({ name, description }) => ({
    text: plainText(description ?? name),
    subject: name,
    anchor: anchorOf(name),
  }));
}
