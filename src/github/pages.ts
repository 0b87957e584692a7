import type { z } from '../zod.ts';
import { type Answer, type Client, fetchRoute } from './client.ts';
import { GitHubRequestError } from './request-error.ts';

/** A list is never followed further: GitHub has no longer ones here, so that more pages mean a loop. */
const MAX_PAGES = 100;

/** All pages of a list: those that the first one names at once, others one after the other. Throws GitHubRequestError, also for a loop. */
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
      throw new GitHubRequestError('unexpected answer', `${route}: page ${at} leads back to page ${next}`);
    }
    const answer = await page(next);
    items.push(...answer.value);
    at = next;
    next = answer.next;
  }
  return items;
}
