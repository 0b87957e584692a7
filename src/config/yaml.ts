import { type Document, LineCounter, parseDocument, YAMLParseError } from 'yaml';
import type { Problem } from '../errors.ts';
import { hasUnsafeCharacters } from '../text/characters.ts';
import { locationAt } from '../text/decode.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import type { z } from '../zod.ts';
import { describeUnknownKeys } from './known-keys.ts';
import { findPublishedCredentials } from './published-credentials.ts';
import { findUnsafeLines } from './unsafe-characters.ts';
import { type DeepNesting, findDeepAliases, findDeepNesting } from './yaml-depth.ts';
import { colonMap, excerptOf, howToFix, type Issue, type Path, whatIsWrong } from './yaml-messages.ts';
import { keepSourceText, offsetOf, type SourceValue, sourceValueAt } from './yaml-nodes.ts';

/** The valid value of a YAML file, or all problems with it. */
export type YamlResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Parses YAML text against a schema. Reports all problems at once, each with `file:line:column`, the wrong value and what to
 * write instead. Unsafe characters are a problem too, unless `mayBeUnsafe` says that the caller removes them. With `asText`,
 * numbers and booleans are kept as their source text.
 */
export function parseYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  { mayBeUnsafe = false, asText = false } = {},
): YamlResult<T> {
  const conflict = conflictIn(text, file);
  if (conflict) return { ok: false, problems: [conflict] };
  const tooDeep = findDeepNesting(text);
  if (tooDeep) return { ok: false, problems: [nestingProblem(tooDeep, text, file)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  keepSourceText(document, asText ? 'all' : 'keys');
  const value = plainValue(document);
  const deepAliases = findDeepAliases(document, value);
  if (deepAliases) return { ok: false, problems: [nestingProblem(deepAliases, text, file)] };
  const unsafe = mayBeUnsafe ? [] : findUnsafeLines(text, document, at);
  if (document.errors.length > 0) {
    // Unsafe characters are often the cause of a syntax error.
    if (unsafe.length > 0) return { ok: false, problems: unsafe };
    return { ok: false, problems: document.errors.map((error) => syntaxProblem(error, at(error.pos[0]))) };
  }
  const contentProblems = [...unsafe, ...findPublishedCredentials(document, text, at)];
  const parsed = schema.safeParse(value, { error: describeUnknownKeys });
  if (parsed.success) {
    return contentProblems.length > 0
      ? { ok: false, problems: contentProblems }
      : { ok: true, value: parsed.data };
  }
  const hasUnsafe = unsafe.length > 0;
  const invalid = invalidValues(parsed.error.issues, document).filter(
    (item) => !hasUnsafe || !hasUnsafeText(item),
  );
  const isOptional = (path: Path) => isOptionalKey(schema, value, path);
  const problems = invalid.map((item) => schemaProblem(item, at(startOf(item, document, text)), isOptional));
  return { ok: false, problems: [...contentProblems, ...problems] };
}

/** A value that does not match its schema, with the reason. */
interface InvalidValue {
  issue: Issue;
  path: Path;
  written: SourceValue;
}

function invalidValues(issues: readonly Issue[], { contents }: Document.Parsed): InvalidValue[] {
  return issues
    .flatMap((issue) =>
      colonMap(issue, sourceValueAt(contents, issue.path).value) ? [issue] : innermostIssues(issue),
    )
    .flatMap((issue) =>
      pathsOf(issue).map((path) => ({ issue, path, written: sourceValueAt(contents, path) })),
    );
}

/** Whether the key or the value contains unsafe characters, which are reported separately. */
function hasUnsafeText({ path, written }: InvalidValue): boolean {
  return [path.at(-1), written.value].some((text) => typeof text === 'string' && hasUnsafeCharacters(text));
}

function startOf({ issue, path }: InvalidValue, { contents }: Document.Parsed, text: string): number {
  const offset = offsetOf(contents, path, issue.code === 'unrecognized_keys');
  const excerpt = excerptOf(issue);
  return excerpt === null ? offset : Math.max(offset, text.indexOf(excerpt, offset));
}

function schemaProblem(
  { issue, path, written }: InvalidValue,
  where: string,
  isOptional: (path: Path) => boolean,
): Problem {
  const isRemovable = written.value === null && isOptional(path);
  return { what: whatIsWrong(issue, path, written), where, fix: howToFix(issue, path, written, isRemovable) };
}

/** Whether a key may be missing: without it, the schema has no complaint about it. */
function isOptionalKey(schema: z.ZodType, value: unknown, path: Path): boolean {
  const copy: unknown = structuredClone(value);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) parent = isObject(parent) ? Reflect.get(parent, key) : undefined;
  const key = path.at(-1);
  if (!isObject(parent) || Array.isArray(parent) || key === undefined) return false;
  Reflect.deleteProperty(parent, key);
  const { error } = schema.safeParse(copy);
  const place = path.join('.');
  return !error?.issues.some((issue) => pathsOf(issue).some((other) => other.join('.') === place));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Returns the location of the value at a path as `file:line:column`, or of an excerpt within that value. */
export type Locate = (path: Path, excerpt?: string) => string;

/** Creates a {@link Locate} for valid YAML text. */
export function locator(text: string, file: string): Locate {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (path, excerpt = '') => {
    const offset = offsetOf(contents, path, false);
    const { line, col } = lines.linePos(Math.max(offset, text.indexOf(excerpt, offset)));
    return `${file}:${line}:${col}`;
  };
}

/** The document as plain values. Errors found only here, such as an alias without an anchor, are added to `document.errors`. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.errors.length === 0 ? document.toJS() : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    document.errors.push(new YAMLParseError([0, 0], 'BAD_ALIAS', message));
    return null;
  }
}

function nestingProblem({ what, offset, fix }: DeepNesting, text: string, file: string): Problem {
  return { what, where: `${file}:${locationAt(text, offset)}`, fix };
}

function syntaxProblem({ code, message }: YAMLParseError, where: string): Problem {
  if (/^Excessive alias count/.test(message)) {
    return {
      what: 'the aliases expand to too much data',
      where,
      fix: 'replace the aliases with their values',
    };
  }
  if (code === 'DUPLICATE_KEY') {
    return { what: 'duplicate key', where, fix: 'remove one of the two' };
  }
  return {
    what: `not valid YAML: ${message}`,
    where,
    fix: 'correct the syntax here or just above; quote text that contains ": " or starts with a special character',
  };
}

/** A union reports the issues of every alternative. Keep those of the alternative that matched best: deepest, then fewest. */
function innermostIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [deepest = []] = issue.errors.toSorted((a, b) => depth(b) - depth(a) || pathCount(a) - pathCount(b));
  if (depth(deepest) === 0) return [issue];
  return deepest.flatMap((inner) => innermostIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.flatMap(pathsOf).map((path) => path.length));
}

function pathCount(issues: readonly Issue[]): number {
  return issues.flatMap(pathsOf).length;
}

function pathsOf(issue: Issue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}
