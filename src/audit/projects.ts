import { configuredRepository } from '../config/portfolio-schema.ts';
import type { PortfolioRepository } from '../portfolio/model.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { type Finding, hasBeenRefreshed, type Subject } from './finding.ts';

const MOST_NAMES = 10;

/** Configured repositories that are not there, or that do the owner no honour as key projects; and those that stand nowhere. */
export function auditProjects(subject: Subject): Finding[] {
  return [...entriesOf(subject).flatMap((entry) => auditEntry(entry, subject)), ...ungrouped(subject)];
}

interface Entry {
  name: string;
  isKey: boolean;
  path: (string | number)[];
}

function entriesOf({ config }: Subject): Entry[] {
  const entry = (item: Parameters<typeof configuredRepository>[0], path: Entry['path'], isKey: boolean) => ({
    name: configuredRepository(item).name,
    path,
    isKey,
  });
  return [
    ...config.key.map((item, index) => entry(item, ['key', index], true)),
    ...config.collections.flatMap(({ repositories }, at) =>
      repositories.map((item, index) => entry(item, ['collections', at, 'repositories', index], false)),
    ),
  ];
}

function auditEntry({ name, isKey, path }: Entry, subject: Subject): Finding[] {
  const { snapshot, portfolio, inConfig } = subject;
  const where = inConfig(path);
  const known = findByName(snapshot.repositories, name);
  if (!known) return [missingRepository(name, where, isKey && hasBeenRefreshed(snapshot))];
  const renamed: Finding[] = isSameName(known.name, name)
    ? []
    : [
        {
          severity: 'warning',
          where,
          what: `${name} is called ${known.name} now`,
          why: 'it is followed by its number; somebody who reads this file finds the former name',
          fix: `write ${known.name}`,
        },
      ];
  const repository = portfolio.keyProjects.find((project) => project.name === known.name);
  return isKey && repository ? [...renamed, ...auditKeyProject(repository, where)] : renamed;
}

function missingRepository(name: string, where: string, isLookedFor: boolean): Finding {
  return {
    severity: isLookedFor ? 'error' : 'warning',
    where,
    what: `no refresh has met ${name}`,
    why: 'it is misspelt, gone, private, or nobody has asked GitHub yet. It is not shown',
    fix: 'correct the name or take it out; "npm run refresh" asks again',
  };
}

function auditKeyProject(
  { name, archived, commits, has, sections, latestRelease }: PortfolioRepository,
  where: string,
) {
  const lacks = (what: string, why: string, fix: string, severity: Finding['severity'] = 'note') => [
    { severity, where, what: `the key project ${name} ${what}`, why, fix },
  ];
  return [
    ...(archived === true
      ? lacks(
          'is archived',
          'GitHub tells visitors that nobody works on it',
          'choose another, or move it to a collection',
          'warning',
        )
      : []),
    ...(commits === 0
      ? lacks('is empty', 'there is nothing to look at', 'push something, or choose another', 'warning')
      : []),
    ...(has.readme === false
      ? lacks(
          'has no README',
          'visitors look there first',
          'say in it what the project is for and how to run it',
          'warning',
        )
      : []),
    ...(has.license === false
      ? lacks('has no licence', 'without one nobody may use the code', 'add a file LICENSE')
      : []),
    ...(has.tests === false
      ? lacks(
          'has no tests',
          'no file or folder is named as tests are',
          'add some, or name them as others do',
        )
      : []),
    ...(latestRelease === null && sections.release.state !== 'unknown'
      ? lacks(
          'has neither release nor tag',
          'nothing says which state is meant to be used',
          'tag a version that works',
        )
      : []),
  ];
}

function ungrouped({ portfolio, config, inConfig }: Subject): Finding[] {
  const names = portfolio.others.map(({ name }) => name);
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return [
    {
      severity: 'note',
      where: inConfig(config.collections.length > 0 ? ['collections'] : ['key']),
      what: `${names.length === 1 ? 'one public repository stands' : `${names.length} public repositories stand`} in no group: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
      why: 'they are listed without a page and without tests, release or checks',
      fix: 'add those that matter to key or collections; nothing is wrong with the others',
    },
  ];
}
