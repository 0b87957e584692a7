import { type Document, LineCounter, parseDocument, YAMLParseError } from 'yaml';
import type { Problem } from '../errors.ts';
import { hasUnsafeCharacters } from '../text/characters.ts';
import { locationAt } from '../text/decode.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import type { z } from '../zod.ts';
import { wordUnknownKeys } from './known-keys.ts';
import { publishedCredentials } from './published-credentials.ts';
import { unsafeProblems } from './unsafe-characters.ts';
import { tooDeepByAliases, tooDeepIn, type Unwalkable } from './yaml-depth.ts';
import { excerptOf, howToFix, type Issue, type Path, whatIsWrong } from './yaml-messages.ts';
import { keepAsWritten, offsetOf, type Written, writtenAt } from './yaml-nodes.ts';

/** A YAML file's value once its schema accepts it, or everything that is wrong with it. */
export type YamlResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Parses YAML text against a schema. Every problem carries `file:line:column`, the wrong value and what to write
 * instead; all of them are found in one pass. Unsafe characters are a problem too, unless the file `mayBeUnsafe` because the
 * caller removes them. With `asText`, numbers and the like are the text that was written.
 */
export function parseYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  { mayBeUnsafe = false, asText = false } = {},
): YamlResult<T> {
  const conflict = conflictIn(text, file);
  if (conflict) return { ok: false, problems: [conflict] };
  const tooDeep = tooDeepIn(text);
  if (tooDeep) return { ok: false, problems: [unwalkable(tooDeep, text, file)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  keepAsWritten(document, asText ? 'all' : 'keys');
  const value = plainValue(document);
  const endless = tooDeepByAliases(document, value);
  if (endless) return { ok: false, problems: [unwalkable(endless, text, file)] };
  const unsafe = mayBeUnsafe ? [] : unsafeProblems(text, document, at);
  if (document.errors.length > 0) {
    // Unsafe characters are often the reason for the wrong syntax.
    if (unsafe.length > 0) return { ok: false, problems: unsafe };
    return { ok: false, problems: document.errors.map((error) => syntaxProblem(error, at(error.pos[0]))) };
  }
  const forbidden = [...unsafe, ...publishedCredentials(document, text, at)];
  const parsed = schema.safeParse(value, { error: wordUnknownKeys });
  if (parsed.success) {
    return forbidden.length > 0 ? { ok: false, problems: forbidden } : { ok: true, value: parsed.data };
  }
  const hasUnsafe = unsafe.length > 0;
  const invalid = invalidValues(parsed.error.issues, document).filter(
    (one) => !hasUnsafe || !holdsUnsafe(one),
  );
  const problems = invalid.map((one) => schemaProblem(one, at(startOf(one, document, text))));
  return { ok: false, problems: [...forbidden, ...problems] };
}

/** A value that the schema refuses, with the reason. */
interface InvalidValue {
  issue: Issue;
  path: Path;
  written: Written;
}

function invalidValues(issues: readonly Issue[], { contents }: Document.Parsed): InvalidValue[] {
  return issues
    .flatMap(innermostIssues)
    .flatMap((issue) => pathsOf(issue).map((path) => ({ issue, path, written: writtenAt(contents, path) })));
}

/** Whether the key or the value has unsafe characters, which are reported by themselves. */
function holdsUnsafe({ path, written }: InvalidValue): boolean {
  return [path.at(-1), written.value].some((text) => typeof text === 'string' && hasUnsafeCharacters(text));
}

function startOf({ issue, path }: InvalidValue, { contents }: Document.Parsed, text: string): number {
  const offset = offsetOf(contents, path, issue.code === 'unrecognized_keys');
  const excerpt = excerptOf(issue);
  return excerpt === null ? offset : Math.max(offset, text.indexOf(excerpt, offset));
}

function schemaProblem({ issue, path, written }: InvalidValue, where: string): Problem {
  return { what: whatIsWrong(issue, path, written), where, fix: howToFix(issue, path, written) };
}

/** Gives the location of the value at a path as `file:line:column`; with an excerpt, where that begins in its text. */
export type Locate = (path: Path, excerpt?: string) => string;

/** Finds locations in YAML text that has been parsed without problems. */
export function locator(text: string, file: string): Locate {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (path, excerpt = '') => {
    const offset = offsetOf(contents, path, false);
    const { line, col } = lines.linePos(Math.max(offset, text.indexOf(excerpt, offset)));
    return `${file}:${line}:${col}`;
  };
}

/** The document as plain values. Errors that only appear here, such as an alias without an anchor, are added to the document's. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.errors.length === 0 ? document.toJS() : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    document.errors.push(new YAMLParseError([0, 0], 'BAD_ALIAS', message));
    return null;
  }
}

function unwalkable({ what, offset, fix }: Unwalkable, text: string, file: string): Problem {
  return { what, where: `${file}:${locationAt(text, offset)}`, fix };
}

function syntaxProblem({ code, message }: YAMLParseError, where: string): Problem {
  if (/^Excessive alias count/.test(message)) {
    return { what: 'its aliases stand for too much', where, fix: 'write the values out, without aliases' };
  }
  if (code === 'DUPLICATE_KEY') {
    return { what: 'this key is here a second time', where, fix: 'keep one of the two' };
  }
  return {
    what: `not valid YAML: ${message}`,
    where,
    fix: 'mend it here or just above; put text in quotes that holds ": " or begins with a special sign',
  };
}

/** A union reports the issues of each alternative; the helpful ones are the fewest among those that got furthest. */
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
