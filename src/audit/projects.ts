import { configuredRepository } from '../config/portfolio-schema.ts';
import { hasBeenRefreshed } from '../portfolio/data-status.ts';
import type { PortfolioRepository } from '../portfolio/model.ts';
import { findByName, isSameName } from '../repository-name.ts';
import { type AuditInput, applyRules, type Finding, type Rule } from './finding.ts';

const MAX_NAMES = 10;

/** Reports configured repositories that are missing, renamed or weak as key projects, and repositories in no group. */
export function auditProjects(input: AuditInput): Finding[] {
  const findings: Finding[] = [];
  for (const entry of entriesOf(input)) {
    findings.push(...applyRules(ENTRY_RULES, entry));
    if (entry.keyProject !== null) {
      const project = { ...entry.keyProject, where: entry.where };
      findings.push(...applyRules(KEY_PROJECT_RULES, project));
    }
  }
  return [...findings, ...auditUngrouped(input)];
}

/** A repository listed in portfolio.yaml. */
interface Entry {
  name: string;
  /** Its current name; null if it is not in the snapshot. */
  presentName: string | null;
  /** Whether it is a key project, and a refresh has reached GitHub. */
  isRefreshedKeyProject: boolean;
  /** The key project; null if it is missing or not a key project. */
  keyProject: PortfolioRepository | null;
  where: string;
}

const MISSING = {
  what: ({ name }: Entry) => `${name} was not found`,
  why: 'it is misspelled, deleted, private or not refreshed yet, so the site does not show it',
  fix: 'correct or remove the name, or run "npm run refresh"',
};

const ENTRY_RULES: readonly Rule<Entry>[] = [
  {
    severity: 'error',
    applies: ({ presentName, isRefreshedKeyProject }) => presentName === null && isRefreshedKeyProject,
    ...MISSING,
  },
  {
    severity: 'warning',
    applies: ({ presentName, isRefreshedKeyProject }) => presentName === null && !isRefreshedKeyProject,
    ...MISSING,
  },
  {
    severity: 'warning',
    applies: ({ name, presentName }) => presentName !== null && !isSameName(presentName, name),
    what: ({ name, presentName }) => `${name} is now called ${presentName}`,
    why: 'it is still tracked by its id, but the old name in this file is misleading',
    fix: ({ presentName }) => `change it to ${presentName}`,
  },
];

interface KeyProject extends PortfolioRepository {
  where: string;
}

/** Unknown values (null) are not reported. */
const KEY_PROJECT_RULES: readonly Rule<KeyProject>[] = [
  {
    severity: 'warning',
    applies: ({ archived }) => archived === true,
    what: ({ name }) => `the key project ${name} is archived`,
    why: 'GitHub shows visitors that it is no longer maintained',
    fix: 'choose another project, or move it to a collection',
  },
  {
    severity: 'warning',
    applies: ({ commits }) => commits === 0,
    what: ({ name }) => `the key project ${name} is empty`,
    why: 'there is nothing to see',
    fix: 'push some code, or choose another project',
  },
  {
    severity: 'warning',
    applies: ({ has }) => has.readme === false,
    what: ({ name }) => `the key project ${name} has no README`,
    why: 'visitors read it first',
    fix: 'add one that explains what the project does and how to run it',
  },
  {
    severity: 'note',
    applies: ({ has }) => has.license === false,
    what: ({ name }) => `the key project ${name} has no license`,
    why: 'without one, others cannot legally use the code',
    fix: 'add a LICENSE file',
  },
  {
    severity: 'note',
    applies: ({ has }) => has.tests === false,
    what: ({ name }) => `the key project ${name} has no tests`,
    why: 'no test files were found',
    fix: 'add tests, or use common names for the test files',
  },
  {
    severity: 'note',
    applies: ({ latestRelease, freshness }) =>
      latestRelease === null && freshness.release.state !== 'unknown',
    what: ({ name }) => `the key project ${name} has no release or tag`,
    why: 'there is no version to depend on',
    fix: 'tag a working version',
  },
];

type ConfigEntry = AuditInput['config']['key'][number];

function entriesOf(input: AuditInput): Entry[] {
  const { key, collections } = input.config;
  const keyEntries = key.map((item, index) => keyEntry(item, ['key', index], input));
  const collected = collections.flatMap(({ repositories }, at) =>
    repositories.map((item, index) => entryOf(item, ['collections', at, 'repositories', index], input)),
  );
  return [...keyEntries, ...collected];
}

function entryOf(item: ConfigEntry, path: (string | number)[], { snapshot, inConfig }: AuditInput): Entry {
  const { name } = configuredRepository(item);
  const presentName = findByName(snapshot.repositories, name)?.name ?? null;
  return { name, presentName, isRefreshedKeyProject: false, keyProject: null, where: inConfig(path) };
}

function keyEntry(item: ConfigEntry, path: (string | number)[], input: AuditInput): Entry {
  const { snapshot, portfolio } = input;
  const entry = entryOf(item, path, input);
  return {
    ...entry,
    isRefreshedKeyProject: hasBeenRefreshed(snapshot),
    keyProject: portfolio.keyProjects.find(({ name }) => name === entry.presentName) ?? null,
  };
}

function auditUngrouped({ portfolio, config, inConfig }: AuditInput): Finding[] {
  const names = portfolio.others.map(({ name }) => name);
  if (names.length === 0) return [];
  const repositories =
    names.length === 1 ? '1 public repository is' : `${names.length} public repositories are`;
  const listed = names.slice(0, MAX_NAMES).join(', ');
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return [
    {
      severity: 'note',
      where: inConfig(config.collections.length > 0 ? ['collections'] : ['key']),
      what: `${repositories} not in any group: ${listed}${more}`,
      why: 'the site lists them without a page, tests, release or CI status',
      fix: 'add the important ones to key or collections; the rest can stay as they are',
    },
  ];
}
