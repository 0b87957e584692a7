import { z } from 'zod';
import type { FactValue } from '../facts/index.ts';
import { ask, type Client, GitHubRequestError } from './client.ts';
import { ownerAndName } from './repositories.ts';

const schema = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string() })),
  truncated: z.boolean(),
});

/** A README counts where GitHub looks for one: the root, `.github/` or `docs/`. */
const README = /^(?:\.github\/|docs\/)?readme(?:\.[a-z]+)?$/i;
const LICENSE = /^(?:licen[cs]e|copying|unlicense)(?:[.-][\w.-]+)?$/i;
const DOCKERFILE = /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[._-](?!md$)[^/]*)?|[^/]+\.dockerfile)$/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|\w+Test)\//;
const TEST_FILE =
  /(?:[._-](?:test|spec)\.\w+|(?:^|\/)test_[^/]+\.py|[a-z\d]Tests?\.(?:java|kt|kts|cs|swift|scala))$/;

/** Whether the default branch holds a README, tests, a Dockerfile, workflows, a licence. Throws GitHubRequestError. */
export async function fetchTree(
  client: Client,
  fullName: string,
  branch: string,
): Promise<FactValue<'tree'>> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const parameters = { ...ownerAndName(fullName), tree_sha: branch, recursive: 1 };
  const { value } = await ask(client, route, parameters, schema);
  const paths = value.tree.filter(({ type }) => type === 'blob').map(({ path }) => path);
  const facts = factsOf(paths);
  // What a cut list does not show may lie in the part that is missing.
  if (value.truncated && Object.values(facts).includes(false)) {
    throw new GitHubRequestError('unexpected answer', `the list of files of ${fullName} is truncated`);
  }
  return facts;
}

/** What these files say of a repository. */
export function factsOf(paths: readonly string[]): FactValue<'tree'> {
  const has = (...patterns: RegExp[]) => paths.some((path) => patterns.some((pattern) => pattern.test(path)));
  return {
    readme: has(README),
    tests: has(TEST_FOLDER, TEST_FILE),
    dockerfile: has(DOCKERFILE),
    workflow: has(WORKFLOW),
    license: has(LICENSE),
  };
}
