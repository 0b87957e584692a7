import { address, githubInstant } from '../facts/fields.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';

/** A file of a public gist. */
export interface GistFile {
  /** The gist's page. */
  url: string;
  name: string;
  text: string;
}

/** Where to find a gist's file. */
interface FoundGist {
  id: string;
  url: string;
  updatedAt: string;
  fileName: string;
}

const listed = z.object({
  id: z.string().min(1),
  html_url: address,
  updated_at: githubInstant,
  files: z.record(z.string(), z.unknown()),
});

/** A gist that cannot be read does not fail the list. */
const list = z
  .array(z.unknown())
  .transform((items) => items.flatMap((item) => listed.safeParse(item).data ?? []));

const file = z.object({
  truncated: z.boolean().default(false),
  content: z.string().optional(),
  raw_url: address,
});

const gist = z.object({ files: z.record(z.string(), z.unknown()) });

/**
 * Fetches the file of this name, in any case, from the account's first 100 public gists; the latest gist counts. Null if there is
 * none. `anonymous` is a client without a token: it fetches content that GitHub leaves out of its answer because of its size
 * (over one megabyte), from a host that must not see the token. Throws GitHubRequestError.
 */
export async function fetchGistFile(
  client: Client,
  anonymous: Client,
  login: string,
  name: string,
): Promise<GistFile | null> {
  const parameters = { username: login, per_page: 100 };
  const { value } = await fetchRoute(client, 'GET /users/{username}/gists', parameters, list);
  const [latest] = value
    .flatMap(({ id, html_url: url, updated_at: updatedAt, files }): FoundGist[] => {
      const fileName = Object.keys(files).find((other) => other.toLowerCase() === name.toLowerCase());
      return fileName === undefined ? [] : [{ id, url, updatedAt, fileName }];
    })
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  return latest === undefined ? null : fetchFile(client, anonymous, latest);
}

/** Null if the file was removed in the meantime. */
async function fetchFile(client: Client, anonymous: Client, found: FoundGist): Promise<GistFile | null> {
  const { id, url, fileName } = found;
  const whole = gist.transform(({ files }, context) => {
    const parsed = file.nullish().safeParse(files[fileName]);
    if (parsed.success) return parsed.data ?? null;
    context.addIssue({ code: 'custom', path: ['files', fileName], message: 'could not be read' });
    return z.NEVER;
  });
  const { value } = await fetchRoute(client, 'GET /gists/{gist_id}', { gist_id: id }, whole);
  if (value === null) return null;
  const { content, truncated, raw_url: rawUrl } = value;
  if (content !== undefined && !truncated) return { url, name: fileName, text: content };
  const raw = await fetchRoute(anonymous, `GET ${rawUrl}`, {}, z.string());
  return { url, name: fileName, text: raw.value };
}
