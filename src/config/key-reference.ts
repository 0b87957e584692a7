import { DEFAULT_ACCENT } from '../theme.ts';
import { z } from '../zod.ts';
import { portfolioConfigSchema } from './portfolio-schema.ts';
import { resumeSchema } from './resume-schema.ts';

/** The part of a JSON Schema that describes a value. */
interface Node {
  type?: string | undefined;
  description?: string | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  default?: unknown;
  examples?: unknown[] | undefined;
  enum?: string[] | undefined;
  properties?: Record<string, Node> | undefined;
  additionalProperties?: Node | boolean | undefined;
  items?: Node | undefined;
  anyOf?: Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    description: z.string().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    default: z.unknown().optional(),
    examples: z.array(z.unknown()).optional(),
    enum: z.array(z.string()).optional(),
    properties: z.record(z.string(), node).optional(),
    additionalProperties: z.union([z.boolean(), node]).optional(),
    items: node.optional(),
    anyOf: z.array(node).optional(),
  }),
);

/** The keys of `portfolio.yaml` with an example of each, as YAML in comments. */
export function portfolioKeys(): string {
  return keyReference(portfolioConfigSchema);
}

/** The keys of `resume.yaml` with an example of each, as YAML in comments. */
export function resumeKeys(): string {
  return keyReference(resumeSchema);
}

/** What was explained and shown already, and need not be repeated. */
interface Seen {
  descriptions: Set<string>;
  groups: Set<string>;
}

/** Every key of a schema with an example and what its description says, as YAML in comments. */
function keyReference(schema: z.ZodType): string {
  const root = node.parse(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }));
  const lines = propertyLines(root, { descriptions: new Set(), groups: new Set() });
  return lines.map((line) => `# ${line}\n`).join('');
}

function propertyLines({ properties = {} }: Node, seen: Seen): string[] {
  return Object.entries(properties)
    .filter(([, value]) => !value.description?.startsWith('Obsolete'))
    .flatMap(([name, value]) => keyLines(name, value, seen));
}

function keyLines(name: string, value: Node, seen: Seen): string[] {
  const head = `${name}:`;
  const comment = commentOn(value, seen);
  const short = shortExample(value, seen);
  if (short !== null) return [`${head} ${short}${comment}`];
  return [`${head}${comment}`, ...groupLines(value, seen).map((line) => `  ${line}`)];
}

/** A description or the options of a value, the first time. */
function commentOn({ description, enum: options, items }: Node, { descriptions }: Seen): string {
  const text = options ? `One of ${options.join(', ')}.` : (description ?? items?.description);
  if (text === undefined || descriptions.has(text)) return '';
  descriptions.add(text);
  return ` # ${text}`;
}

/** An example on one line; null for a group of keys that was not shown yet. */
function shortExample(value: Node, seen: Seen): string | null {
  const { items } = value;
  if (items) {
    const [first = items] = items.anyOf ?? [];
    const isSeen = seen.groups.has(JSON.stringify(items));
    return isScalar(items) || (isSeen && isScalar(first)) ? `[${scalarExample(first)}]` : null;
  }
  return isScalar(value) ? scalarExample(value) : null;
}

function isScalar({ properties, anyOf, items, additionalProperties }: Node): boolean {
  return !properties && !anyOf && !items && typeof additionalProperties !== 'object';
}

function groupLines(value: Node, seen: Seen): string[] {
  const { items, anyOf, additionalProperties } = value;
  if (items) {
    seen.groups.add(JSON.stringify(items));
    return (items.anyOf ?? [items]).flatMap((variant) => itemLines(variant, seen));
  }
  if (typeof additionalProperties === 'object') return keyLines(TEXT, additionalProperties, seen);
  const group = anyOf?.find(({ properties }) => properties) ?? value;
  return propertyLines(group, seen);
}

function itemLines(variant: Node, seen: Seen): string[] {
  if (isScalar(variant)) return [`- ${scalarExample(variant)}${commentOn(variant, seen)}`];
  return propertyLines(variant, seen).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

const TEXT = 'text';

/** Examples of texts in a certain form. */
const FORMS = [
  TEXT,
  '2022-03',
  'owner/name',
  'owner/name@v1.0.0',
  'owner/name#12',
  '90 GB',
  '95.8 %',
  `'${DEFAULT_ACCENT}'`,
];
const FORMATS: Record<string, string> = {
  uri: 'https://example.org',
  email: 'you@example.org',
  date: '2026-01-31',
};

function scalarExample({ type, pattern, format, enum: options, default: standard, examples }: Node): string {
  const [example = standard] = examples ?? [];
  if (typeof example === 'string') return example;
  if (options) return options[0] ?? TEXT;
  if (type === 'boolean') return String(standard === true);
  if (type === 'integer' || type === 'number') return String(standard ?? 1);
  if (format !== undefined) return FORMATS[format] ?? TEXT;
  const form = new RegExp(pattern ?? '', 'u');
  return FORMS.find((text) => form.test(text.replaceAll("'", ''))) ?? TEXT;
}
