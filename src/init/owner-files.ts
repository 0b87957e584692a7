import { parseDocument, stringify } from 'yaml';
import { evidenceRulesSchema } from '../config/evidence-schema.ts';
import { type PortfolioConfig, portfolioConfigSchema } from '../config/portfolio-schema.ts';
import { type Resume, resumeSchema } from '../config/resume-schema.ts';
import { parseYaml, type YamlResult } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
import type { Owner } from '../github/owner.ts';
import { repositoryOfUrl } from '../repository-name.ts';
import type { Choice } from './choice.ts';
import { prose } from './fields.ts';
import type { Taken } from './json-resume.ts';

/** What is known of a new owner. */
export interface NewOwner {
  owner: Owner;
  /** The owner's résumé in the form of data/resume.yaml, without what is missing in it; null where none was given. */
  sections: (Taken & { basics: Taken }) | null;
  choices: readonly Choice[];
  /** Main languages of the owner's repositories. */
  languages: readonly string[];
}

/** The texts of the two files that an owner writes, as a beginning, and their values. Throws UserError where they would not load. */
export function ownerFiles(owner: NewOwner): {
  texts: Record<'portfolio.yaml' | 'resume.yaml', string>;
  config: PortfolioConfig;
  resume: Resume;
} {
  const texts = { 'portfolio.yaml': portfolioYaml(owner), 'resume.yaml': resumeYaml(owner) };
  const config = loaded(parseYaml(texts['portfolio.yaml'], 'portfolio.yaml', portfolioConfigSchema));
  const resume = loaded(parseYaml(texts['resume.yaml'], 'resume.yaml', resumeSchema));
  return { texts, config, resume };
}

function loaded<T>(result: YamlResult<T>): T {
  if (result.ok) return result.value;
  throw new UserError(...result.problems);
}

/** The rules of evidence as upstream wrote them, without the previous owner's exceptions. Throws UserError where they are wrong. */
export function rulesWithoutExceptions(text: string, file: string): string {
  loaded(parseYaml(text, file, evidenceRulesSchema));
  const document = parseDocument(text);
  document.delete('except');
  return document.toString({ lineWidth: 0 });
}

/** The repositories that a résumé's projects link to. */
export function linkedRepositories(sections: Taken | null): string[] {
  const projects = Array.isArray(sections?.projects) ? sections.projects : [];
  return projects
    .map(({ url }: Taken) => (typeof url === 'string' ? repositoryOfUrl(url) : null))
    .filter((name) => name !== null);
}

function portfolioYaml({ owner, choices, sections }: NewOwner): string {
  const key = choices.map(({ name, why }) => `  - ${name} # ${why}`).join('\n');
  return `# yaml-language-server: $schema=schema/portfolio.schema.json
#
# What the portfolio shows. Facts about the repositories come from GitHub; the words come from resume.yaml.

login: ${JSON.stringify(owner.login)}

# The site's address is the one that GitHub Pages reports, a domain of your own included. Only if you host the site
# elsewhere, write its address here:
# site: https://www.example.org

# Key projects, in the order to show them. Each has a page of its own. These are a proposal: first what the
# résumé links to, then the most stars, then what has a description, the newest push first.
key:${key === '' ? ' []' : `\n${key}`}

# Repositories that belong together, also with pages. One of another owner needs a role:
#   - title: Infrastructure
#     repositories:
#       - ${owner.login}/configs
#       - repository: somebody/tool
#         role: contributor
collections: []

# All other public repositories are listed without a page, except forks, private and disabled ones,
# this repository, the profile repository, <login>.github.io and what is named here.
exclude: []

# Whether the phone number shows on the résumé. It stands in resume.yaml, which is public in a public
# repository: to keep the number private, delete it there.
showPhone: ${sections?.basics.phone !== undefined}
`;
}

const HEAD = `# yaml-language-server: $schema=schema/resume.schema.json
#
# The résumé, in the vocabulary of JSON Resume (jsonresume.org/schema): pages, PDF and README are made of it.
# Text may hold inline Markdown. {years since 2022-03} becomes a number. After reading a section and finding it
# true, write reviewedAt: YYYY-MM-DD into it; "npm run audit" reminds when that is long ago.
# This file is public wherever its repository is public.
`;

const ABOUT: Record<string, string> = {
  basics:
    '# label is the role. The first sentence of the summary opens the home page and the profile README.',
  work: '# The newest first; endDate is left out while a job lasts. Highlights may stand in groups:\n# sections: [{ name: …, highlights: [ … ] }]',
  projects: '# A github.com address joins a project to its live facts.',
  skills: '# Each keyword is shown with what proves it.',
};

const WITHOUT_RESUME = `
# Sections to add when there is something to say; those that are missing are not shown.
#
# work:
#   - name: The company
#     position: The role
#     startDate: 2022-03
#     highlights:
#       - '**Subject in bold:** what was done, and what came of it.'
#
# projects:
#   - name: The project
#     url: https://github.com/owner/name
#     description: What it is for.
#
# education, volunteer, awards, certificates, publications, languages, interests and references are known too.
`;

function resumeYaml(newOwner: NewOwner): string {
  const { basics = {}, ...rest } = newOwner.sections ?? {};
  const sections = newOwner.sections ? rest : skillsOf(newOwner.languages);
  const all = { basics: basicsOf(newOwner.owner, basics), ...sections };
  const texts = Object.entries(all).map(([name, value]) => {
    const about = ABOUT[name];
    const comment = about === undefined ? '' : `${about}\n`;
    return `\n${comment}${stringify({ [name]: value }, { lineWidth: 110 })}`;
  });
  return HEAD + texts.join('') + (newOwner.sections ? '' : WITHOUT_RESUME);
}

function basicsOf(owner: Owner, given: Taken): Taken {
  const name = given.name ?? owner.name ?? owner.login;
  const known = {
    name,
    label: given.label ?? 'Developer',
    email: given.email ?? owner.email ?? undefined,
    phone: given.phone,
    url: given.url ?? owner.site ?? undefined,
    summary: given.summary ?? prose(owner.bio ?? `The public work of ${name} on GitHub.`),
  };
  const entries = Object.entries({ ...known, ...given }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** Without a résumé, all that is known of skills. */
function skillsOf(languages: readonly string[]): Taken {
  return languages.length > 0 ? { skills: [{ name: 'Languages', keywords: languages }] } : {};
}
