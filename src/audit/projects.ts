import { configuredRepository } from '../config/portfolio-schema.ts';
import type { PortfolioRepository } from '../portfolio/model.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { applyRules, type Finding, hasBeenRefreshed, type Rule, type Subject } from './finding.ts';

const MOST_NAMES = 10;

/** Configured repositories that are missing, renamed, or weak as key projects; and repositories in no group. */
export function auditProjects(subject: Subject): Finding[] {
  const findings: Finding[] = [];
  for (const entry of entriesOf(subject)) {
    findings.push(...applyRules(ENTRY_RULES, entry));
    if (entry.keyProject !== null) {
      const project = { ...entry.keyProject, where: entry.where };
      findings.push(...applyRules(KEY_PROJECT_RULES, project));
    }
  }
  return [...findings, ...auditUngrouped(subject)];
}

/** A repository that the configuration names. */
interface Entry {
  name: string;
  /** Its present name; null if it is not among the repositories. */
  presentName: string | null;
  /** Whether it is one of the key projects, and some refresh has looked for it. */
  isKeyAndLookedFor: boolean;
  /** The key project; null if it is none, or missing. */
  keyProject: PortfolioRepository | null;
  where: string;
}

const MISSING = {
  what: ({ name }: Entry) => `no refresh has met ${name}`,
  why: 'it is misspelled, gone, private, or nobody has asked GitHub yet. It is not shown',
  fix: 'correct the name or take it out; "npm run refresh" asks again',
};

const ENTRY_RULES: readonly Rule<Entry>[] = [
  {
    severity: 'error',
    applies: ({ presentName, isKeyAndLookedFor }) => presentName === null && isKeyAndLookedFor,
    ...MISSING,
  },
  {
    severity: 'warning',
    applies: ({ presentName, isKeyAndLookedFor }) => presentName === null && !isKeyAndLookedFor,
    ...MISSING,
  },
  {
    severity: 'warning',
    applies: ({ name, presentName }) => presentName !== null && !isSameName(presentName, name),
    what: ({ name, presentName }) => `${name} is called ${presentName} now`,
    why: 'it is followed by its number; somebody who reads this file finds the former name',
    fix: ({ presentName }) => `write ${presentName}`,
  },
];

interface KeyProject extends PortfolioRepository {
  where: string;
}

/** What is unknown (null) of a key project is not reported. */
const KEY_PROJECT_RULES: readonly Rule<KeyProject>[] = [
  {
    severity: 'warning',
    applies: ({ archived }) => archived === true,
    what: ({ name }) => `the key project ${name} is archived`,
    why: 'GitHub tells visitors that nobody works on it',
    fix: 'choose another, or move it to a collection',
  },
  {
    severity: 'warning',
    applies: ({ commits }) => commits === 0,
    what: ({ name }) => `the key project ${name} is empty`,
    why: 'there is nothing to look at',
    fix: 'push something, or choose another',
  },
  {
    severity: 'warning',
    applies: ({ has }) => has.readme === false,
    what: ({ name }) => `the key project ${name} has no README`,
    why: 'visitors look there first',
    fix: 'say in it what the project is for and how to run it',
  },
  {
    severity: 'note',
    applies: ({ has }) => has.license === false,
    what: ({ name }) => `the key project ${name} has no license`,
    why: 'without one nobody may use the code',
    fix: 'add a file LICENSE',
  },
  {
    severity: 'note',
    applies: ({ has }) => has.tests === false,
    what: ({ name }) => `the key project ${name} has no tests`,
    why: 'no file or folder is named as tests are',
    fix: 'add some, or name them as others do',
  },
  {
    severity: 'note',
    applies: ({ latestRelease, freshness }) =>
      latestRelease === null && freshness.release.state !== 'unknown',
    what: ({ name }) => `the key project ${name} has neither release nor tag`,
    why: 'nothing says which state is meant to be used',
    fix: 'tag a version that works',
  },
];

type ConfigEntry = Subject['config']['key'][number];

function entriesOf(subject: Subject): Entry[] {
  const { key, collections } = subject.config;
  const keyEntries = key.map((item, index) => keyEntry(item, ['key', index], subject));
  const collected = collections.flatMap(({ repositories }, at) =>
    repositories.map((item, index) => entryOf(item, ['collections', at, 'repositories', index], subject)),
  );
  return [...keyEntries, ...collected];
}

function entryOf(item: ConfigEntry, path: (string | number)[], { snapshot, inConfig }: Subject): Entry {
  const { name } = configuredRepository(item);
  const presentName = findByName(snapshot.repositories, name)?.name ?? null;
  return { name, presentName, isKeyAndLookedFor: false, keyProject: null, where: inConfig(path) };
}

function keyEntry(item: ConfigEntry, path: (string | number)[], subject: Subject): Entry {
  const { snapshot, portfolio } = subject;
  const entry = entryOf(item, path, subject);
  return {
    ...entry,
    isKeyAndLookedFor: hasBeenRefreshed(snapshot),
    keyProject: portfolio.keyProjects.find(({ name }) => name === entry.presentName) ?? null,
  };
}

function auditUngrouped({ portfolio, config, inConfig }: Subject): Finding[] {
  const names = portfolio.others.map(({ name }) => name);
  if (names.length === 0) return [];
  const stand =
    names.length === 1 ? 'one public repository stands' : `${names.length} public repositories stand`;
  const listed = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return [
    {
      severity: 'note',
      where: inConfig(config.collections.length > 0 ? ['collections'] : ['key']),
      what: `${stand} in no group: ${listed}${more}`,
      why: 'they are listed without a page and without tests, release or checks',
      fix: 'add those that matter to key or collections; nothing is wrong with the others',
    },
  ];
}
