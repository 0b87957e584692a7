import { createRequire } from 'node:module';
import type { Node, ParseError } from 'jsonc-parser';
import { findDeepNesting } from '../config/yaml-depth.ts';
import { quoteWritten } from '../config/yaml-messages.ts';
import type { Problem } from '../errors.ts';
import { removeUnsafeCharacters } from '../text/characters.ts';
import { locationAt } from '../text/decode.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import type { ResumeSource, SourcePath } from './resume-source.ts';

/** Loaded with `require`, because its CommonJS build has no named exports for ES modules. */
const jsonc: typeof import('jsonc-parser') = createRequire(import.meta.url)('jsonc-parser');

/** The parsed file, or the first problem with it. */
export type JsonSource = { ok: true; source: ResumeSource } | { ok: false; problem: Problem };

/** Parses JSON that may contain comments and trailing commas. */
export function jsonSource(text: string, file: string): JsonSource {
  const at = (offset: number) => `${file}:${locationAt(text, offset)}`;
  const conflict = conflictIn(text, file);
  if (conflict) return { ok: false, problem: conflict };
  const tooDeep = findDeepNesting(text);
  if (tooDeep) {
    return { ok: false, problem: { what: tooDeep.what, where: at(tooDeep.offset), fix: tooDeep.fix } };
  }
  const errors: ParseError[] = [];
  const root = jsonc.parseTree(text, errors, { allowTrailingComma: true });
  // The import removes control characters from text and reports them.
  const error = errors.find(({ error: code }) => jsonc.printParseErrorCode(code) !== 'InvalidCharacter');
  if (error) return { ok: false, problem: syntaxProblem(error, at(error.offset)) };
  const duplicate = root && findDuplicateKey(root);
  if (duplicate) return { ok: false, problem: duplicateProblem(duplicate, at(duplicate.offset)) };
  const written = (node: Node) => text.slice(node.offset, node.offset + node.length);
  return {
    ok: true,
    source: {
      value: root && plainValue(root, written),
      locate: (path) => at(nodeAt(root, path).node?.offset ?? 0),
      written: (path) => {
        const { node, isExact } = nodeAt(root, path);
        return node && isExact ? quoteWritten(written(node).replace(/\s+/g, ' ')) : null;
      },
    },
  };
}

const PROBLEMS: Record<string, [what: string, fix: string]> = {
  InvalidSymbol: ['there is a word or sign without quotes', 'put text in double quotes'],
  InvalidNumberFormat: ['this number is not valid', 'put it in double quotes'],
  PropertyNameExpected: ['a key is expected here', 'write a key in double quotes'],
  ValueExpected: ['a value is expected here', 'write a value, or remove the comma or the key before it'],
  ColonExpected: ['a colon is missing', 'put a colon between the key and its value'],
  CommaExpected: [
    'a comma or a closing bracket is missing',
    'put a comma before this, or close the bracket before it',
  ],
  CloseBraceExpected: ['a closing brace is missing', 'add } or a comma here'],
  CloseBracketExpected: ['a closing bracket is missing', 'add ] or a comma here'],
  EndOfFileExpected: [
    'there is more after the end',
    'remove what follows, or correct the brackets before it',
  ],
  UnexpectedEndOfString: [
    'the text is not closed',
    'add a double quote at its end; write a line break as \\n',
  ],
  UnexpectedEndOfComment: ['the comment is not closed', 'add */ at its end'],
  UnexpectedEndOfNumber: ['this number is not complete', 'put it in double quotes'],
  InvalidUnicode: ['a \\u is not followed by four digits', 'write \\\\ for a backslash'],
  InvalidEscapeCharacter: ['this backslash has no meaning', 'write \\\\ for a backslash'],
};

function syntaxProblem({ error }: ParseError, where: string): Problem {
  const [what, fix] = PROBLEMS[jsonc.printParseErrorCode(error)] ?? ['this cannot be read', 'correct it'];
  return { what: `not valid JSON: ${what}`, where, fix: `${fix}; nothing was changed` };
}

function duplicateProblem(key: Node, where: string): Problem {
  const what = `duplicate key ${quoteWritten(JSON.stringify(key.value))}`;
  return { what, where, fix: 'remove one of the two; nothing was changed' };
}

/** The second of two equal keys in an object. The depth is limited, so this may recurse. */
function findDuplicateKey({ children = [] }: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of children) {
    const [key] = child.type === 'property' ? (child.children ?? []) : [];
    if (key && seen.has(key.value)) return key;
    if (key) seen.add(key.value);
    const inside = findDuplicateKey(child);
    if (inside) return inside;
  }
  return undefined;
}

function plainValue(node: Node, written: (node: Node) => string): unknown {
  const { type, children = [] } = node;
  if (type === 'array') return children.map((child) => plainValue(child, written));
  if (type === 'string' || type === 'null') return node.value;
  if (type !== 'object') return written(node);
  const entries: [string, unknown][] = [];
  for (const { children: [key, value] = [] } of children) {
    if (key && value) entries.push([String(key.value), plainValue(value, written)]);
  }
  return Object.fromEntries(entries);
}

/** The node at a path, or the last one on the way there. Keys match without their unsafe characters, as in the imported value. */
function nodeAt(root: Node | undefined, path: SourcePath): { node: Node | undefined; isExact: boolean } {
  let node = root;
  for (const key of path) {
    const { type, children = [] } = node ?? {};
    const next =
      type === 'array'
        ? children[Number(key)]
        : children.find((child) => removeUnsafeCharacters(String(child.children?.[0]?.value)) === key)
            ?.children?.[1];
    if (!next) return { node, isExact: false };
    node = next;
  }
  return { node, isExact: true };
}
