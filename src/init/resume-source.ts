import { parseDocument } from 'yaml';
import { parseYaml } from '../config/yaml.ts';
import { quoteWritten } from '../config/yaml-messages.ts';
import { offsetOf, sourceValueAt } from '../config/yaml-nodes.ts';
import { UserError } from '../errors.ts';
import { locationAt } from '../text/decode.ts';
import { z } from '../zod.ts';
import { jsonSource } from './json-source.ts';

/** The keys and indices that lead to a value. */
export type SourcePath = readonly (string | number)[];

/** A parsed résumé file. Numbers and booleans in `value` are text, spelled as in the file. */
export interface ResumeSource {
  value: unknown;
  /** `file:line:column` of the value at a path, or of the closest value around it. */
  locate: (path: SourcePath) => string;
  /** The value at a path as it was written, on one line and possibly cut off; null if there is none. */
  written: (path: SourcePath) => string | null;
}

/** Parses JSON, JSON with comments, or YAML. Throws a UserError with the location if it is none of them. */
export function parseSource(text: string, file: string): ResumeSource {
  const isJson = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*[{[]/.test(text);
  if (!isJson) return yamlSource(text, file);
  const json = jsonSource(text, file);
  if (json.ok) return json.source;
  // A YAML file may start with a bracket, too. In YAML, a comment of JSON would become a key, so it must not contain any.
  const mayBeYaml = /\.ya?ml$/i.test(file) && !/(?:^|\s)(?:\/\/|\/\*)/.test(text);
  if (!mayBeYaml) throw new UserError(json.problem);
  return yamlSource(text, file);
}

function yamlSource(text: string, file: string): ResumeSource {
  const parsed = parseYaml(text, file, z.unknown(), { mayBeUnsafe: true, asText: true });
  if (!parsed.ok) throw new UserError(...parsed.problems);
  const { contents } = parseDocument(text);
  return {
    value: parsed.value,
    locate: (path) => `${file}:${locationAt(text, offsetOf(contents, path, false))}`,
    written: (path) => {
      const { value, text: written } = sourceValueAt(contents, path);
      return value === undefined ? null : quoteWritten(written);
    },
  };
}
