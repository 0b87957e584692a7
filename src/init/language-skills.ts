/**
 * What GitHub counts as a language of a repository (github-linguist/linguist, lib/linguist/languages.yml) but a résumé does not
 * list as a skill: markup, styles, templates, build files, notebooks and data.
 */
const NOT_SKILLS = new Set([
  'Batchfile',
  'BibTeX Style',
  'Blade',
  'CMake',
  'CSS',
  'Dockerfile',
  'EJS',
  'HTML',
  'Handlebars',
  'Jinja',
  'Jupyter Notebook',
  'Just',
  'Less',
  'Liquid',
  'M4',
  'MDX',
  'Makefile',
  'Markdown',
  'Meson',
  'Mustache',
  'Nunjucks',
  'Procfile',
  'Pug',
  'Rich Text Format',
  'Roff',
  'SCSS',
  'Sass',
  'Smarty',
  'Stylus',
  'TeX',
  'Twig',
  'Vim Script',
  'XSLT',
]);

/** Whether a language, by GitHub's name, may be suggested as a skill. */
export function isSkill(language: string): boolean {
  return !NOT_SKILLS.has(language);
}

/** How many languages a suggested role names. */
const NAMED = 2;

/** A role to start with, such as `Go & Kotlin Developer`. */
export function suggestedRole(languages: readonly string[], isOrganization: boolean): string {
  const named = languages.slice(0, NAMED).join(' & ');
  if (isOrganization) return named === '' ? 'Open Source' : `Open Source in ${named}`;
  return `${named} Developer`.trim();
}
