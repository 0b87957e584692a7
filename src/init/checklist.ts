import { isEmpty } from './import-fields.ts';
import { type NewOwner, suggestionsFor } from './owner-files.ts';

/** What the owner should write next, the most important first: one sentence each. */
export function checklist(newOwner: NewOwner): string[] {
  const { owner, sections, choices } = newOwner;
  const suggested = Object.keys(suggestionsFor(newOwner));
  const todo: string[] = [];
  if (suggested.length > 0) {
    todo.push(`In data/resume.yaml, write your own ${suggested.join(' and ')} instead of what is suggested.`);
  }
  if (!owner.isOrganization && isEmpty(sections?.work)) {
    todo.push('In data/resume.yaml, add your jobs under "work".');
  }
  todo.push(
    choices.length > 0
      ? 'In data/portfolio.yaml, check the key projects, and put the best one first.'
      : 'In data/portfolio.yaml, list your key projects once you have public repositories.',
  );
  if (sections?.basics.phone !== undefined) {
    todo.push(
      'Your phone number is not shown, but data/resume.yaml is public in a public repository: delete it there, or show it with "showPhone: true" in data/portfolio.yaml.',
    );
  }
  return todo;
}
