import { expect, test } from 'vitest';
import { aUser, aWorld } from './builders.ts';
import { contractErrors } from './contract.ts';
import { startFakeGitHub } from './server.ts';
import { publicUser } from './users.ts';

const user = publicUser('https://api.github.com', aWorld());

test('a missing field, a wrong type and an extra field break the contract', () => {
  const errors = (body: unknown) => contractErrors('GET /users/{username}', 200, body);
  expect(errors(user)).toEqual([]);
  expect(errors({ ...user, login: undefined })).toEqual(["the body must have required property 'login'"]);
  expect(errors({ ...user, public_repos: 'many' })).toEqual(['/public_repos must be integer']);
  expect(errors({ ...user, stars: 1 })).toEqual(['the body must NOT have additional properties']);
});

test('a response that breaks the contract becomes a 500 and a violation', async () => {
  const github = await startFakeGitHub(aWorld({ user: aUser({ createdAt: 'long ago' }) }));
  const { status } = await fetch(`${github.url}/users/sku0x20`);
  await github.close();
  expect(status).toBe(500);
  expect(github.contractViolations).toEqual([
    'GET /users/{username}: /created_at must match format "date-time"',
    'GET /users/{username}: /updated_at must match format "date-time"',
  ]);
});
