import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { editorSchemas } from '../../src/config/editor-schemas.ts';

const schemas = Object.entries(editorSchemas());

test.each(schemas)('data/schema/%s matches the loader', async (name, text) => {
  await expect(text).toMatchFileSnapshot(`../../data/schema/${name}`);
});

test.each(schemas)('%s accepts the owner’s file and rejects what the loader rejects', async (name, text) => {
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(text));
  const value: object = parse(await readFile(`data/${name.replace('.schema.json', '.yaml')}`, 'utf8'));
  validate(value);
  expect(validate.errors).toBeNull();
  expect(validate({ ...value, unknownKey: 1 })).toBe(false);
  expect(validate([])).toBe(false);
});
