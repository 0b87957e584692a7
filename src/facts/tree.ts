import { z } from '../zod.ts';
import { ContradictionError, type RestContext, type RestRequest } from './answer.ts';
import { defineFact } from './fact.ts';

/** Null means unknown: GitHub truncated a long list of files, and the rest may contain the file. */
const tree = z.strictObject({
  readme: z.boolean().nullable(),
  tests: z.boolean().nullable(),
  dockerfile: z.boolean().nullable(),
  workflow: z.boolean().nullable(),
  license: z.boolean().nullable(),
});

/** Which kinds of files exist. */
export type Tree = z.infer<typeof tree>;

const UNKNOWN = { readme: null, tests: null, dockerfile: null, workflow: null };

/** The files of the default branch. */
export const treeFact = defineFact<Tree>({
  label: 'Files',
  schema: tree,
  source: { by: { rest: fetchTree }, of: 'configured', onlyByPush: true },
  published: {
    shape: {
      has: z
        .object({
          readme: z.boolean().nullable(),
          tests: z.boolean().nullable(),
          dockerfile: z.boolean().nullable(),
          workflow: z.boolean().nullable(),
        })
        .describe('Whether files of this kind are in the repository.'),
    },
    of: (value) => ({ has: value ?? UNKNOWN }),
  },
  compare: ({ value: { license, ...files } }) => ({ ...files, 'license file': license }),
});

const answer = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string() })),
  truncated: z.boolean(),
});

/** GitHub shows a README from the root, `.github/` or `docs/`. */
const README = /^(?:\.github\/|docs\/)?readme(?:\.[a-z]+)?$/i;
const LICENSE = /^(?:licen[cs]e|copying|unlicense)(?:[.-][\w.-]+)?$/i;
const DOCKERFILE = /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[._-](?!md$)[^/]*)?|[^/]+\.dockerfile)$/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|\w+Test)\//;
const TEST_FILE =
  /(?:[._-](?:test|spec)\.\w+|(?:^|\/)test_[^/]+\.py|[a-z\d]Tests?\.(?:java|kt|kts|cs|swift|scala))$/;

const ROUTE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';

async function fetchTree(request: RestRequest, { branch }: RestContext): Promise<Tree> {
  const { tree: entries, truncated } = await request(ROUTE, { tree_sha: branch, recursive: 1 }, answer);
  if (entries.length === 0) throw new ContradictionError('no files, although there are commits');
  const found = detectFileKinds(pathsOf(entries));
  if (!truncated || !Object.values(found).includes(false)) return found;
  const root = await request(ROUTE, { tree_sha: branch }, answer);
  return resolveTruncated(root.truncated ? null : pathsOf(root.tree), found);
}

function pathsOf(entries: z.infer<typeof answer>['tree']): string[] {
  return entries.filter(({ type }) => type === 'blob').map(({ path }) => path);
}

/**
 * What a truncated list proves. A file that is not listed may still exist. Only a license is certain: it counts only in the root,
 * which is fetched separately.
 */
function resolveTruncated(root: readonly string[] | null, seen: Tree): Tree {
  const trueOrUnknown = (isThere: boolean | null) => (isThere ? true : null);
  const license = root === null ? trueOrUnknown(seen.license) : detectFileKinds(root).license;
  return {
    readme: root !== null && detectFileKinds(root).readme ? true : trueOrUnknown(seen.readme),
    tests: trueOrUnknown(seen.tests),
    dockerfile: trueOrUnknown(seen.dockerfile),
    workflow: trueOrUnknown(seen.workflow),
    license,
  };
}

/** Detects which kinds of files are among these paths. */
export function detectFileKinds(paths: readonly string[]) {
  const has = (...patterns: RegExp[]) => paths.some((path) => patterns.some((pattern) => pattern.test(path)));
  return {
    readme: has(README),
    tests: has(TEST_FOLDER, TEST_FILE),
    dockerfile: has(DOCKERFILE),
    workflow: has(WORKFLOW),
    license: has(LICENSE),
  };
}
