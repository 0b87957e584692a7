import type { ListedRepository } from '../github/repositories.ts';
import { isSameName } from '../repository-name.ts';
import { isSkill } from './language-skills.ts';

/** A repository suggested as a key project, and why. */
export interface Choice {
  name: string;
  why: string;
}

const MAX_CHOICES = 3;

/**
 * Suggests key projects, ranked by a link in the résumé, then stars, then a programming language, then a description, then the
 * latest push. Leaves out forks, archived, disabled and empty repositories, and those that configure an account or a machine.
 */
export function chooseKeyProjects(
  repositories: readonly ListedRepository[],
  login: string,
  linked: readonly string[],
): Choice[] {
  return repositories
    .filter((repository) => isProject(repository, login))
    .map((repository) => ({ repository, worth: worthOf(repository, linked) }))
    .sort((a, b) => compare(b.worth, a.worth) || compare([a.repository.name], [b.repository.name]))
    .slice(0, MAX_CHOICES)
    .map(({ repository, worth: [isLinked] }) => ({
      name: repository.name,
      why: reasons(repository, isLinked === 1),
    }));
}

/** The main languages of the owner's own repositories that are skills, the most used first. */
export function mainLanguages(repositories: readonly ListedRepository[], login: string): string[] {
  const counts = new Map<string, number>();
  for (const repository of repositories.filter((one) => isProject(one, login))) {
    const { language } = repository.core.value;
    if (language !== null && isSkill(language)) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([language]) => language);
}

function isProject({ name, isFork, isDisabled, isPrivate, pushedAt, core }: ListedRepository, login: string) {
  const isArchived = core.value.archived === true;
  const isSetting = [login, `${login}.github.io`, ...SETTINGS].some((own) =>
    isSameName(name, `${login}/${own}`),
  );
  return !isFork && !isDisabled && !isPrivate && !isArchived && !isSetting && pushedAt !== null;
}

/** Repositories that configure an account or a machine, besides the profile and the user site. */
const SETTINGS = ['.github', 'dotfiles', '.dotfiles'];

type Worth = readonly (number | string)[];

function worthOf({ name, pushedAt, core }: ListedRepository, linked: readonly string[]): Worth {
  const isLinked = linked.some((other) => isSameName(other, name));
  const { stars, language, description } = core.value;
  const hasCode = language !== null && isSkill(language);
  return [Number(isLinked), stars ?? -1, Number(hasCode), Number(description !== null), pushedAt ?? ''];
}

function compare(one: Worth, other: Worth): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  if (at < 0) return 0;
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}

function reasons({ pushedAt, core }: ListedRepository, isLinked: boolean): string {
  const { stars, description } = core.value;
  return [
    isLinked && 'in the résumé',
    stars !== null && `${stars} ${stars === 1 ? 'star' : 'stars'}`,
    description !== null && 'has a description',
    pushedAt && `pushed ${pushedAt.slice(0, 10)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
