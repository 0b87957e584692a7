import type { z } from '../zod.ts';
import { type Answer, type Client, fetchRoute } from './client.ts';
import { GitHubRequestError } from './request-error.ts';

/** No list here is longer, so more pages mean a loop. */
const MAX_PAGES = 100;

/**
 * Fetches all pages of a list. If the first page names the last one, the rest is fetched in parallel, otherwise page by page.
 * Throws GitHubRequestError, also if the pages loop.
 */
export async function fetchAllPages<T>(
  client: Client,
  route: string,
  parameters: Record<string, string | number>,
  schema: z.ZodType<T[]>,
  maxPages = MAX_PAGES,
): Promise<T[]> {
  const page = (number: number): Promise<Answer<T[]>> =>
    fetchRoute(client, route, { ...parameters, per_page: 100, page: number }, schema);
  const first = await page(1);
  if (first.last !== null) {
    const rest = Array.from({ length: Math.min(first.last, maxPages) - 1 }, (_, index) => page(index + 2));
    return [first, ...(await Promise.all(rest))].flatMap(({ value }) => value);
  }
  const items = first.value;
  for (let { next } = first, at = 1; next !== null && at < maxPages; ) {
    if (next <= at) {
      throw new GitHubRequestError('unexpected answer', `${route}: page ${at} links back to page ${next}`);
    }
    const answer = await page(next);
    items.push(...answer.value);
    at = next;
    next = answer.next;
  }
  return items;
}
