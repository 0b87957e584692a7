/**
 * Extracts the endpoints of the fake GitHub from GitHub's official API description.
 *
 *     npm install --prefix FOLDER --ignore-scripts @octokit/openapi@23.0.2     (large: use a folder outside the project)
 *     npx tsx test/support/github/cut-openapi.ts FOLDER/node_modules/@octokit/openapi/generated/api.github.com.json
 *     npx biome format --write test/support/github/openapi.json
 *
 * Removes prose and examples and converts `nullable` to a type (as in OpenAPI 3.1), so that the result is plain JSON Schema.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const endpoints = [
  'GET /users/{username}',
  'GET /users/{username}/repos',
  'GET /users/{username}/gists',
  'GET /gists/{gist_id}',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/languages',
  'GET /repos/{owner}/{repo}/pages',
  'GET /repos/{owner}/{repo}/commits',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/commits/{ref}/status',
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  'GET /repos/{owner}/{repo}/releases',
  'GET /repos/{owner}/{repo}/releases/latest',
  'GET /repos/{owner}/{repo}/releases/tags/{tag}',
  'GET /repos/{owner}/{repo}/tags',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /user',
  'GET /search/issues',
  'GET /rate_limit',
];

/** Corrections where GitHub is less strict than its description: `pushed_at` may be null, and a homepage is free text. */
const looser: Record<string, Json> = {
  pushed_at: { type: ['string', 'null'], format: 'date-time' },
  homepage: { type: ['string', 'null'] },
};
const corrections: Record<string, Record<string, Json>> = { 'full-repository': looser, repository: looser };

/** The description also allows the private form, which requires a token with that scope. */
const publicUser = { $ref: '#/components/schemas/public-user' };

const prose = [
  'description',
  'example',
  'examples',
  'externalDocs',
  'title',
  'deprecated',
  'discriminator',
  'default',
];

const source = process.argv[2];
if (!source) throw new Error('Usage: npx tsx cut-openapi.ts FILE, where FILE is the API description');
const json: z.ZodType<Json> = z.json();
const group = z.record(z.string(), json);
const operation = z.object({ responses: group });
const description = z
  .object({
    info: z.object({ version: z.string() }),
    paths: z.record(z.string(), z.object({ get: operation, post: operation, patch: operation }).partial()),
    components: z.object({ schemas: group }),
  })
  .parse(JSON.parse(readFileSync(source, 'utf8')));

const paths: Record<string, Record<string, Json>> = {};
const schemas: Record<string, Json> = {};
for (const endpoint of endpoints) {
  const [asked = '', path = ''] = endpoint.split(' ');
  const method = z.enum(['get', 'post', 'patch']).parse(asked.toLowerCase());
  const responses = description.paths[path]?.[method]?.responses ?? {};
  const status = '201' in responses ? '201' : '200';
  const content = group.parse(group.parse(responses[status]).content);
  const { schema: sent = null } = group.parse(content['application/json']);
  const schema = plain(path === '/user' || path === '/users/{username}' ? publicUser : sent);
  collect(schema);
  const answer = { responses: { [status]: { content: { 'application/json': { schema } } } } };
  paths[path] = { ...paths[path], [method]: answer };
}
const cut = {
  openapi: '3.1.0',
  info: { title: 'GitHub v3 REST API, cut', version: description.info.version },
  paths,
  components: { schemas },
};
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(cut)}\n`);

/** Copies the schemas that a schema refers to, recursively. */
function collect(schema: Json): void {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([\w-]+)"/g)) {
    if (name in schemas) continue;
    schemas[name] = corrected(name, plain(description.components.schemas[name] ?? null));
    collect(schemas[name]);
  }
}

function corrected(name: string, schema: Json): Json {
  const properties = corrections[name];
  if (!properties) return schema;
  const known = group.parse(schema);
  return { ...known, properties: { ...group.parse(known.properties), ...properties } };
}

/** Removes prose from a schema and converts `nullable`. Property names are not treated as keywords. */
function plain(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plain);
  if (schema === null || typeof schema !== 'object') return schema;
  const kept = Object.entries(schema).filter(
    ([keyword]) => !prose.includes(keyword) && !keyword.startsWith('x-') && keyword !== 'nullable',
  );
  const result = Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, keyword === 'properties' ? propertiesOf(value) : plain(value)]),
  );
  return schema.nullable === true ? nullable(result) : result;
}

function propertiesOf(properties: Json): Json {
  const each = Object.entries(group.parse(properties));
  return Object.fromEntries(each.map(([name, schema]) => [name, plain(schema)]));
}

function nullable(schema: Record<string, Json>): Json {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const typed = { ...schema, type: [type, 'null'] };
  return Array.isArray(values) ? { ...typed, enum: [...values, null] } : typed;
}
