import type { AuditInput } from '../../src/audit/finding.ts';
import { evidenceRulesSchema } from '../../src/config/evidence-schema.ts';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { locator, parseYaml } from '../../src/config/yaml.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import { emptySnapshot, type Snapshot, snapshotSchema } from '../../src/snapshot/schema.ts';

const CHANGED_AT = '2031-02-01T00:00:00Z';

/** A fictional repository of `ada` without findings, except for the given values. */
export function aStoredRepository(
  name: string,
  given: Record<string, unknown> = {},
): Snapshot['repositories'][number] {
  const { language = 'Go', commits = 60, lastCommitAt = '2031-01-30T00:00:00Z', ...more } = given;
  const tree = { readme: true, tests: true, dockerfile: false, workflow: true, license: true };
  const {
    formerNames = [],
    archived = false,
    release = 'v1.0.0',
    id = name.length * 7 + name.charCodeAt(4),
  } = more;
  const fact = (value: unknown) => ({ value, changedAt: CHANGED_AT });
  const url = `https://github.com/${name}`;
  return snapshotSchema.shape.repositories.element.parse({
    id,
    name,
    formerNames,
    sections: {
      core: fact({
        url,
        description: null,
        homepage: null,
        topics: [],
        language,
        stars: 1,
        forks: 0,
        license: 'MIT',
        archived,
        fork: false,
        defaultBranch: 'main',
      }),
      languages: fact({ [String(language)]: 9000 }),
      commits: fact({
        total: commits,
        firstCommitAt: null,
        lastCommitAt: commits === 0 ? null : lastCommitAt,
        weeks: null,
      }),
      tree: fact({ ...tree, ...Object.fromEntries(Object.entries(more).filter(([key]) => key in tree)) }),
      release: fact(
        release === null
          ? null
          : { kind: 'tag', tag: release, name: null, publishedAt: CHANGED_AT, url: `${url}/releases/tag/v1` },
      ),
    },
  });
}

/** The owner's files as text. The defaults are minimal and have no findings. */
export interface Given {
  resume?: string;
  config?: string;
  rules?: string;
  repositories?: Snapshot['repositories'];
  goneLinks?: string[];
}

/** A minimal résumé. */
export const BASICS = 'basics: { name: Ada, label: Engineer, summary: Works., reviewedAt: 2031-01-01 }\n';
/** A minimal configuration. */
export const CONFIG = 'login: ada\nsite: https://ada.example.org\n';

/** The input of an audit on 2 February 2031. */
export function anAuditInput({
  resume = '',
  config = '',
  rules = 'rules: []',
  repositories = [],
  goneLinks,
}: Given): AuditInput {
  const texts = { resume: BASICS + resume, config: CONFIG + config };
  const owner = {
    resume: accepted(parseYaml(texts.resume, 'resume.yaml', resumeSchema)),
    config: accepted(parseYaml(texts.config, 'portfolio.yaml', portfolioConfigSchema)),
    rules: accepted(parseYaml(rules, 'evidence.yaml', evidenceRulesSchema)),
  };
  const snapshot: Snapshot = {
    ...emptySnapshot('2031-02-02'),
    repositories,
    ...(goneLinks && { goneLinks }),
  };
  return {
    ...owner,
    snapshot,
    portfolio: buildPortfolio({ ...owner, snapshot, fetchLog: emptyFetchLog, history: [] }),
    inResume: locator(texts.resume, 'resume.yaml'),
    inConfig: locator(texts.config, 'portfolio.yaml'),
  };
}

function accepted<T>(result: { ok: true; value: T } | { ok: false; problems: unknown[] }): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems));
}
