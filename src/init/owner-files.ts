import { Document, isScalar, parseDocument } from 'yaml';
import { evidenceRulesSchema } from '../config/evidence-schema.ts';
import { portfolioKeys, resumeKeys } from '../config/key-reference.ts';
import { type PortfolioConfig, portfolioConfigSchema } from '../config/portfolio-schema.ts';
import { type Resume, resumeSchema } from '../config/resume-schema.ts';
import { parseYaml, type YamlResult } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
import type { Owner } from '../github/owner.ts';
import { repositoryOfUrl } from '../repository-name.ts';
import { DEFAULT_ACCENT } from '../theme.ts';
import type { Choice } from './choice.ts';
import { markdownOf } from './fields.ts';
import type { ImportedFields } from './import-fields.ts';
import type { ImportNote } from './import-notes.ts';
import { suggestedRole } from './language-skills.ts';
import { GENERATED } from './uploaded-resume.ts';

/** The data for setting up a new owner. */
export interface NewOwner {
  owner: Owner;
  /** The imported résumé, possibly incomplete; null if none was given. */
  sections: (ImportedFields & { basics: ImportedFields }) | null;
  choices: readonly Choice[];
  /** Main languages of the owner's repositories. */
  languages: readonly string[];
}

/** Generates portfolio.yaml and resume.yaml, and parses them. Throws a UserError if they are invalid. */
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

/** The evidence rules without the previous owner's exceptions. Throws a UserError if they are invalid. */
export function rulesWithoutExceptions(text: string, file: string): string {
  loaded(parseYaml(text, file, evidenceRulesSchema));
  const document = parseDocument(text);
  document.delete('except');
  const rules = document.toString({ lineWidth: 0 });
  return rules.includes('\n# except:') ? rules : rules + EXCEPT;
}

/** Shows the key that the previous owner's exceptions stood under. */
const EXCEPT = `
# Matches of the rules that would not convince a reader:
# except:
#   - { skill: Go, repository: owner/name }
`;

/** The repositories that a résumé's projects link to. */
export function linkedRepositories(sections: ImportedFields | null): string[] {
  const projects = Array.isArray(sections?.projects) ? sections.projects : [];
  return projects
    .map(({ url }: ImportedFields) => (typeof url === 'string' ? repositoryOfUrl(url) : null))
    .filter((name) => name !== null);
}

function portfolioYaml({ owner, choices }: NewOwner): string {
  const key = choices.map(({ name, why }) => `  - ${name} # ${why}`).join('\n');
  return `# yaml-language-server: $schema=schema/portfolio.schema.json
#
# What the portfolio shows. Data about the repositories comes from GitHub, and the text from resume.yaml.
#
# Every key, with an example:
#
${portfolioKeys()}
login: ${JSON.stringify(owner.login)}

# Key projects, in display order. Each gets its own page. These are suggestions, ranked by a link in the résumé, then stars,
# then a programming language, then a description, then the latest push.
key:${key === '' ? ' []' : `\n${key}`}

# Groups of related repositories, which also get pages. For a repository of another owner, add your
# role; without one, it counts as your own work.
collections: []

# All other public repositories are listed without a page, except forks, disabled repositories, this repository, the profile
# repository, <login>.github.io, and the ones listed here.
exclude: []

# The accent color of charts and links, on the pages and in images, README and PDF. Its variants for small text and dark pages
# are derived. A color that is too light for a light page is refused, with the nearest one that is not.
# theme:
#   accent: ${JSON.stringify(DEFAULT_ACCENT)}

# Whether the résumé shows the phone number. To keep the number private, delete it from resume.yaml, which is public in a
# public repository.
showPhone: false
`;
}

const HEAD = `# yaml-language-server: $schema=schema/resume.schema.json
#
# The résumé, in the JSON Resume format (jsonresume.org/schema). The pages, the PDF and the README are built from it.
# Text may contain inline Markdown. {years since 2022-03} becomes a number. After reviewing a section, add
# reviewedAt: YYYY-MM-DD to it; "npm run audit" reminds you when the date gets old.
# This file is public if its repository is public. At its end, every key is listed with an example.
`;

const ABOUT: Record<string, string> = {
  basics:
    '# label is your role. Without a current job that has a summary, the first sentence of the summary here introduces you on\n# the home page and in the profile README.',
  work: '# Latest job first. Leave out endDate for a current job. Highlights can be grouped:\n# sections: [{ name: …, highlights: [ … ] }]',
  projects: '# A github.com URL adds live data to a project.',
  skills: '# Each keyword is shown with its evidence.',
};

/** Closes resume.yaml. */
const KEYS = `
# Every key, with an example. To use one, copy its lines without the "# " at their start, and replace the example. Sections that
# are missing are not shown.
#
`;

function resumeYaml(newOwner: NewOwner): string {
  const { basics: _basics, ...rest } = newOwner.sections ?? {};
  const sections = newOwner.sections ? rest : skillsOf(newOwner.languages);
  const all = { basics: basicsOf(newOwner), ...sections };
  const texts = Object.entries(all).map(([name, value]) => {
    const about = ABOUT[name];
    const comment = about === undefined ? '' : `${about}\n`;
    const document = new Document({ [name]: value });
    if (name === 'basics') markSuggestions(document, newOwner);
    return `\n${comment}${document.toString({ lineWidth: 110 })}`;
  });
  const marker = newOwner.sections ? '' : GENERATED;
  return [HEAD, marker, ...texts, KEYS, resumeKeys()].join('');
}

/** Marks the texts that come from no one, for the owner to replace. */
function markSuggestions(document: Document, newOwner: NewOwner): void {
  for (const field of Object.keys(suggestionsFor(newOwner))) {
    const node = document.getIn(['basics', field], true);
    if (isScalar(node)) node.comment = ' A suggestion: replace it.';
  }
}

/** The required fields that the résumé lacks. GitHub knows only the name; a bio there is not part of a given résumé. */
export function suggestionsFor({ owner, sections, languages }: NewOwner): Record<string, string> {
  const given = sections?.basics ?? {};
  const name = given.name ?? owner.name ?? owner.login;
  const summary = sections ? null : owner.bio;
  const suggestions: Record<string, string> = {};
  if (sections && given.name === undefined) suggestions.name = String(name);
  if (given.label === undefined) suggestions.label = suggestedRole(languages, owner.isOrganization);
  if (given.summary === undefined && summary === null) {
    suggestions.summary = markdownOf(`The public work of ${name} on GitHub.`) ?? '';
  }
  return suggestions;
}

/** A note for each required field that the imported résumé lacks. `file` is the new file. */
export function suggestionNotes(newOwner: NewOwner, file: string): ImportNote[] {
  return Object.entries(suggestionsFor(newOwner)).map(([field, text]) => ({
    kind: 'suggested',
    path: `basics.${field}`,
    where: file,
    value: JSON.stringify(text),
    reason: field === 'name' ? 'this is the name on GitHub' : 'this is only a default',
    fix: `write your own ${field} there`,
  }));
}

/** The fields of `basics`, the required ones first. Without a résumé, they come from the profile on GitHub. */
function basicsOf(newOwner: NewOwner): ImportedFields {
  const { owner, sections } = newOwner;
  const fromGitHub = sections
    ? {}
    : {
        name: owner.name ?? owner.login,
        email: owner.email,
        url: owner.site,
        summary: markdownOf(owner.bio ?? ''),
      };
  const all: ImportedFields = { ...fromGitHub, ...suggestionsFor(newOwner), ...sections?.basics };
  const first = ['name', 'label', 'email', 'phone', 'url', 'summary'].map((key) => [key, all[key]] as const);
  const entries = [...first, ...Object.entries(all)].filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(entries);
}

/** Without a résumé, the main languages are the only known skills. */
function skillsOf(languages: readonly string[]): ImportedFields {
  return languages.length > 0 ? { skills: [{ name: 'Languages', keywords: languages }] } : {};
}
