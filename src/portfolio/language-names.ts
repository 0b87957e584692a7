/**
 * Other spellings of a language's name that mean nothing else, in lower case, with GitHub's spelling
 * (github-linguist/linguist, lib/linguist/languages.yml). A tool, a dialect or a version is not the language: those take a rule.
 */
const SPELLINGS = new Map([
  ['golang', 'go'],
  ['js', 'javascript'],
  ['ts', 'typescript'],
  ['cpp', 'c++'],
  ['c plus plus', 'c++'],
  ['csharp', 'c#'],
  ['c sharp', 'c#'],
  ['fsharp', 'f#'],
  ['f sharp', 'f#'],
  ['objc', 'objective-c'],
  ['objective c', 'objective-c'],
  ['vb.net', 'visual basic .net'],
]);

/** Names of one or two letters that are languages where they stand beside another: `C/C++`, but not `I/O` or `CI/CD`. */
const SHORT_NAMES = new Set(['c', 'c#', 'f#', 'go', 'js', 'r', 'ts']);

/** Whether a part of a list such as `C/C++` is a name by itself. */
export function isNameByItself(part: string): boolean {
  return part.length > 2 || SHORT_NAMES.has(part.toLowerCase());
}

/** The languages that these names of a skill may mean, in lower case. Compared as a whole: `C` is neither `C++` nor `C#`. */
export function languagesNamed(names: readonly string[]): Set<string> {
  const lowerCase = names.map((name) => name.toLowerCase());
  return new Set(lowerCase.map((name) => SPELLINGS.get(name) ?? name));
}
