import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  YAMLParseError,
} from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../errors.ts';
import { isUnsafe } from '../text/characters.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import { wordUnknownKeys } from './known-keys.ts';
import { publishedCredentials } from './published-credentials.ts';
import { unsafeProblems } from './unsafe-characters.ts';
import { excerptOf, howToFix, type Issue, type Path, whatIsWrong } from './yaml-messages.ts';

/** A YAML file's value once its schema accepts it, or everything that is wrong with it. */
export type YamlResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Parses YAML text against a schema. Every problem carries `file:line:column`, the wrong value and what to write
 * instead; all of them are found in one pass. Unsafe characters are a problem too, unless the file `mayBeUnsafe` because the
 * caller removes them.
 */
export function parseYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  { mayBeUnsafe = false } = {},
): YamlResult<T> {
  const conflict = conflictIn(text, file);
  if (conflict) return { ok: false, problems: [conflict] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const value = plainValue(document);
  const unsafe = mayBeUnsafe ? [] : unsafeProblems(text, document, at);
  if (document.errors.length > 0) {
    // Such characters may well be what makes the syntax wrong.
    if (unsafe.length > 0) return { ok: false, problems: unsafe };
    return { ok: false, problems: document.errors.map((error) => syntaxProblem(error, at(error.pos[0]))) };
  }
  const forbidden = [...unsafe, ...publishedCredentials(document, text, at)];
  const parsed = schema.safeParse(value, { error: wordUnknownKeys });
  if (parsed.success) {
    return forbidden.length > 0 ? { ok: false, problems: forbidden } : { ok: true, value: parsed.data };
  }
  const placeOf = (issue: Issue, path: Path) => {
    const offset = offsetOf(document.contents, path, issue.code === 'unrecognized_keys');
    const excerpt = excerptOf(issue);
    return excerpt === null ? offset : Math.max(offset, text.indexOf(excerpt, offset));
  };
  const isNamedAlready = (path: Path) =>
    [path.at(-1), valueAt(document.contents, path)].some((one) => typeof one === 'string' && isUnsafe(one));
  const problems = parsed.error.issues.flatMap(innermostIssues).flatMap((issue) =>
    pathsOf(issue)
      .filter((path) => unsafe.length === 0 || !isNamedAlready(path))
      .map((path) => ({
        what: whatIsWrong(issue, path, valueAt(document.contents, path)),
        where: at(placeOf(issue, path)),
        fix: howToFix(issue, path, valueAt(document.contents, path)),
      })),
  );
  return { ok: false, problems: [...forbidden, ...problems] };
}

/** Tells where the value at a path stands, as `file:line:column`; with an excerpt, where in its text that begins. */
export type Locate = (path: Path, excerpt?: string) => string;

/** Finds places in YAML text, which was found to be right before. */
export function locator(text: string, file: string): Locate {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (path, excerpt = '') => {
    const offset = offsetOf(contents, path, false);
    const { line, col } = lines.linePos(Math.max(offset, text.indexOf(excerpt, offset)));
    return `${file}:${line}:${col}`;
  };
}

/** The document as plain values. What only shows here, such as an alias without an anchor, joins the document's errors. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.errors.length === 0 ? document.toJS() : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    document.errors.push(new YAMLParseError([0, 0], 'BAD_ALIAS', message));
    return null;
  }
}

function syntaxProblem({ code, message }: YAMLParseError, where: string): Problem {
  if (code === 'DUPLICATE_KEY') {
    return { what: 'this key is here a second time', where, fix: 'keep one of the two' };
  }
  return {
    what: `not valid YAML: ${message}`,
    where,
    fix: 'mend it here or just above; put text in quotes that holds ": " or begins with a special sign',
  };
}

/** A union reports each alternative's issues; the helpful ones are the fewest of those that got furthest. */
function innermostIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a) || placesIn(a) - placesIn(b))[0] ?? [];
  if (depth(deepest) === 0) return [issue];
  return deepest.flatMap((inner) => innermostIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.flatMap(pathsOf).map((path) => path.length));
}

function placesIn(issues: readonly Issue[]): number {
  return issues.flatMap(pathsOf).length;
}

function pathsOf(issue: Issue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** Where to point: at a scalar itself, at an unknown key itself, and for a missing key at its parent. */
function offsetOf(root: unknown, path: Path, isUnknownKey: boolean): number {
  let node = root;
  let offset = isNode(root) && root.range ? root.range[0] : 0;
  for (const key of path) {
    if (!isCollection(node)) break;
    const pair = isMap(node) ? node.items.find((item) => keyOf(item.key) === String(key)) : undefined;
    const next: unknown = pair ? (pair.value ?? pair.key) : node.get(key, true);
    if (next === undefined || next === null) break;
    if (pair && isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
    const isKeyMeant = isUnknownKey && key === path.at(-1);
    if (isScalar(next) && next.range && !isKeyMeant) offset = next.range[0];
    else if (!pair && isNode(next) && next.range) offset = next.range[0];
    node = next;
  }
  return offset;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function valueAt(root: unknown, path: Path): unknown {
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return undefined;
    node = isMap(node)
      ? node.items.find((item) => isPair(item) && keyOf(item.key) === String(key))?.value
      : node.get(key, true);
  }
  return isScalar(node) ? node.value : toJson(node);
}

function toJson(node: unknown): unknown {
  return isCollection(node) ? node.toJSON() : undefined;
}
