import { jobToken } from './callers.ts';
import type { FakeGitHub } from './server.ts';

/** The response to a query; `body` is the parsed JSON, or the text if it is not JSON. */
export type GraphqlAnswer = { status: number; headers: Headers; body: unknown };

/** Sends a query directly, without a GitHub client. */
export async function query(
  github: FakeGitHub,
  text: string,
  variables: Record<string, unknown> = {},
  token = jobToken(),
): Promise<GraphqlAnswer> {
  const response = await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `bearer ${token}`, 'user-agent': 'test' },
    body: JSON.stringify({ query: text, variables }),
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
}
