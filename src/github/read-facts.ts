import { ContradictionError, type ReadContext } from '../facts/answer.ts';
import type { Fact, FactSource, FetchResult } from '../facts/fact.ts';
import type { FactSet, Fetched } from '../facts/fact-set.ts';
import { z } from '../zod.ts';
import type { Problem } from './graphql-answer.ts';

/** The query lines that select a fact's fields; empty if the fact is not fetched by GraphQL. */
export function fieldsOf({ source }: { source?: FactSource<unknown> | undefined }): string[] {
  if (!source || !('graphql' in source.by)) return [];
  return Object.entries(source.by.graphql.fields).map(([key, selection]) => `${key}${selection}`);
}

/** One repository of a response, with the problems that concern it. */
interface Reading {
  node: unknown;
  problems: readonly Problem[];
  context: ReadContext;
}

/** Reads these facts of one repository. A failed or invalid field is an error of its own fact only. */
export function readFacts<Values>(
  set: FactSet<Values>,
  names: readonly (keyof Values & string)[],
  reading: Reading,
): Fetched<Values> {
  const fetched: Fetched<Values> = {};
  for (const name of names) fetched[name] = readFact(name, set[name], reading);
  return fetched;
}

function readFact<Value>(
  name: string,
  { source }: Fact<Value>,
  { node, problems, context }: Reading,
): FetchResult<Value> {
  if (!source || !('graphql' in source.by)) throw new Error(`${name} is not fetched by GraphQL`);
  const { fields, read } = source.by.graphql;
  const problem = problems.find(({ path }) => path.length <= 2 || Object.hasOwn(fields, String(path[2])));
  if (problem) return { kind: 'error', reason: problem.reason, detail: problem.detail };
  const fail = (what: string): FetchResult<Value> => ({
    kind: 'error',
    reason: 'unexpected answer',
    detail: `GraphQL Details ${context.name}: ${name}: ${what}`,
  });
  try {
    return { kind: 'ok', value: read(node, context) };
  } catch (error) {
    if (error instanceof ContradictionError) return fail(error.message);
    if (error instanceof z.ZodError)
      return fail(`${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`);
    throw error;
  }
}
