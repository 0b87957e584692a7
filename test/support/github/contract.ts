import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')), 'github');

const checks = new Map<string, ValidateFunction>();

/** What is wrong with a successful answer to `GET route` by GitHub's API description (`openapi.json`). */
export function contractErrors(route: string, body: unknown): string[] {
  if (route === '/user' || route === '') return [];
  const check = checks.get(route) ?? compile(route);
  checks.set(route, check);
  if (check(body)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`);
}

function compile(route: string): ValidateFunction {
  const path = encodeURIComponent(route.replaceAll('/', '~1'));
  return ajv.compile({ $ref: `github#/paths/${path}/get/responses/200/content/application~1json/schema` });
}
