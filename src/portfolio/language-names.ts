/**
 * Unambiguous alternative spellings of language names in lower case, mapped to GitHub's spelling
 * (github-linguist/linguist, lib/linguist/languages.yml). Tools, dialects and versions are not listed: they need a rule.
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

/** Short language names that can be part of a list such as `C/C++`, unlike the parts of `I/O` or `CI/CD`. */
const SHORT_NAMES = new Set(['c', 'c#', 'f#', 'go', 'js', 'r', 'ts']);

/** Whether one part of a slash-separated list such as `C/C++` is a name of its own. */
export function isNameByItself(part: string): boolean {
  return part.length > 2 || SHORT_NAMES.has(part.toLowerCase());
}

/** The languages that these names of a skill can refer to, in lower case. Only whole names match: `C` is neither `C++` nor `C#`. */
export function languagesNamed(names: readonly string[]): Set<string> {
  const lowerCase = names.map((name) => name.toLowerCase());
  return new Set(lowerCase.map((name) => SPELLINGS.get(name) ?? name));
}
