import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../errors.ts';

/** A YAML file's value once its schema accepts it, or everything that is wrong with it. */
export type YamlResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

type Path = readonly PropertyKey[];

/**
 * Parses YAML text against a schema. Every problem carries `file:line:column`, the wrong value and what to write
 * instead; all of them are found in one pass.
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlResult<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => ({
        what: `not valid YAML: ${error.message}`,
        where: at(error.pos[0]),
        fix: 'mend the YAML at this place; quote text that holds ": " or begins with a special sign',
      })),
    };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap(innermostIssues).flatMap((issue) =>
    pathsOf(issue).map((path) => ({
      what: whatIsWrong(issue, path, valueAt(document.contents, path)),
      where: at(offsetOf(document.contents, path)),
      fix: howToFix(issue),
    })),
  );
  return { ok: false, problems };
}

type Issue = z.core.$ZodIssue;

/** A union reports each alternative's issues; those of the alternative that got furthest are the helpful ones. */
function innermostIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  if (depth(deepest) === 0) return [issue];
  return deepest.flatMap((inner) => innermostIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function pathsOf(issue: Issue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function whatIsWrong(issue: Issue, path: Path, value: unknown): string {
  const name = path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${name} is not a known key`;
  if (value === undefined) return `${name} is missing`;
  return `${name} is ${show(value)}: ${issue.message}`;
}

function howToFix(issue: Issue): string {
  if (issue.code === 'unrecognized_keys')
    return 'remove it or correct its spelling; data/schema lists the known keys';
  if (issue.code === 'invalid_value')
    return `use one of ${issue.values.map((value) => show(value)).join(', ')}`;
  if (issue.code === 'invalid_type') return `give ${article(issue.expected)} ${issue.expected} here`;
  if (issue.code === 'custom' || issue.code === 'invalid_format') return `${issue.message}`;
  return 'correct the value; data/schema describes what belongs here';
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Where to point: at a scalar itself, at an unknown key itself, and for a missing key at its parent. */
function offsetOf(root: unknown, path: Path): number {
  let node = root;
  let offset = isNode(root) && root.range ? root.range[0] : 0;
  for (const key of path) {
    if (!isCollection(node)) break;
    const pair = isMap(node) ? node.items.find((item) => keyOf(item.key) === String(key)) : undefined;
    const next: unknown = pair ? (pair.value ?? pair.key) : node.get(key, true);
    if (next === undefined || next === null) break;
    if (pair && isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
    if (isScalar(next) && next.range) offset = next.range[0];
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
