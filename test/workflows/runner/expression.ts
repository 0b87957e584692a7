import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What an expression may name: a value, or names with values. */
export type Facts = string | number | boolean | null | { readonly [name: string]: Facts };

/** Where an expression stands: the contexts it may read, and how the steps or jobs before it went. */
export interface Surroundings {
  contexts: Record<string, Facts>;
  status: 'success' | 'failure';
  /** The job's working folder, in the texts of its steps. */
  workspace?: string;
}

/**
 * Refuses names that it does not hold, which GitHub would take for null: a misspelled context must fail here.
 * Only `outputs` is open, since a step decides as it runs which it sets.
 */
class KnownNames extends data.Dictionary {
  override get(key: string): data.ExpressionData {
    const value = super.get(key);
    if (value === undefined) throw new Error(`no such name in an expression: ${key}`);
    return value;
  }
}

class OpenNames extends data.Dictionary {
  override get(key: string): data.ExpressionData {
    return super.get(key) ?? new data.Null();
  }
}

/** The value of an expression, by GitHub's own evaluator. Throws for contexts, names and functions that are not known. */
export function evaluate(expression: string, surroundings: Surroundings): data.ExpressionData {
  const { contexts, status, workspace } = surroundings;
  const functions = [...statusFunctions(status), ...(workspace ? [hashFiles(workspace)] : [])];
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  return new Evaluator(tree, names(contexts), known).evaluate();
}

/** The text with each `${{ … }}` replaced by its value. */
export function fillIn(text: string, surroundings: Surroundings): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression.trim(), surroundings).coerceString(),
  );
}

/** Whether an `if:` lets the step or job run. One that asks for no status asks for success. */
export function isWanted(condition: string | undefined, surroundings: Surroundings): boolean {
  const expression = condition?.replace(/^\$\{\{(.*)\}\}$/s, '$1').trim() ?? 'success()';
  const asksForStatus = /\b(success|failure|always|cancelled)\(\)/.test(expression);
  const wanted = evaluate(asksForStatus ? expression : `success() && (${expression})`, surroundings);
  return !['', 'false', '0'].includes(wanted.coerceString());
}

function statusFunctions(status: Surroundings['status']) {
  const answers = {
    success: status === 'success',
    failure: status === 'failure',
    always: true,
    cancelled: false,
  };
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
}

/** For one file only; GitHub gives nothing for a file that is not there. */
function hashFiles(workspace: string) {
  const call = (path: data.ExpressionData) => {
    const file = join(workspace, path.coerceString());
    return new data.StringData(
      existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '',
    );
  };
  return { name: 'hashFiles', minArgs: 1, maxArgs: 1, call };
}

function names(facts: { readonly [name: string]: Facts }, name = ''): data.Dictionary {
  const pairs = Object.entries(facts).map(([key, value]) => ({ key, value: known(value, key) }));
  return name === 'outputs' ? new OpenNames(...pairs) : new KnownNames(...pairs);
}

function known(value: Facts, name: string): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  return names(value, name);
}
