import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')), 'github');

const checks = new Map<string, ValidateFunction>();

/** Checks a successful response to `GET /path` against GitHub's API description (`openapi.json`). */
export function contractErrors(endpoint: string, status: number, body: unknown): string[] {
  const [method = '', path = ''] = endpoint.split(' ');
  const pointer = [path, method.toLowerCase(), 'responses', status, 'content', 'application/json', 'schema']
    .map((part) => encodeURIComponent(String(part).replaceAll('/', '~1')))
    .join('/');
  const check = checks.get(pointer) ?? ajv.compile({ $ref: `github#/paths/${pointer}` });
  checks.set(pointer, check);
  if (check(body)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`);
}
