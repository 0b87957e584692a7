import { z } from '../zod.ts';
import type { Fact, FetchResult, StoredFact } from './fact.ts';

/** Facts by name, in order. `Values` maps each name to the type of its value. */
export type FactSet<Values> = { readonly [Name in keyof Values]: Fact<Values[Name]> };
/** The stored facts of a set; an absent one is unknown. */
export type Stored<Values> = { [Name in keyof Values]?: StoredFact<Values[Name]> | undefined };
/** The results of one refresh for a set of facts; an absent one does not apply or was not requested. */
export type Fetched<Values> = { [Name in keyof Values]?: FetchResult<Values[Name]> | undefined };
/** The value types of a set of facts. */
export type ValuesOf<Set> = { [Name in keyof Set]: Set[Name] extends Fact<infer Value> ? Value : never };

/** The names of the facts of a set, in order. */
export function namesOf<Values>(set: FactSet<Values>): (keyof Values & string)[] {
  const names: (keyof Values & string)[] = [];
  for (const name in set) names.push(name);
  return names;
}

/** Parses the stored facts of a set, each with its own schema. An unknown name is an issue. */
export function storedFactsSchema<Values>(set: FactSet<Values>) {
  return z.record(z.string(), z.unknown()).transform((raw, context): Stored<Values> => {
    const addIssue = (message: string, ...path: PropertyKey[]) =>
      context.addIssue({ code: 'custom', path, message });
    const stored: Stored<Values> = {};
    for (const name of namesOf(set).filter((known) => raw[known] !== undefined)) {
      const parsed = set[name].storedSchema.safeParse(raw[name]);
      if (parsed.data) stored[name] = parsed.data;
      for (const { path, message } of parsed.error?.issues ?? []) addIssue(message, name, ...path);
    }
    const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(set, name));
    for (const name of unknown) addIssue('unknown fact', name);
    return stored;
  });
}
