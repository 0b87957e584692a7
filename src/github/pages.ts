import { z } from 'zod';
import { type Answer, ask, type Client, GitHubRequestError } from './client.ts';

/** A list is never followed further: GitHub has no longer ones here, so that more pages mean a loop. */
const MOST_PAGES = 100;

/** All pages of a list: those that the first one names at once, others one after the other. Throws GitHubRequestError, also for a loop. */
export async function fetchAllPages<T>(
  client: Client,
  route: string,
  parameters: Record<string, string | number>,
  schema: z.ZodType<T[]>,
  mostPages = MOST_PAGES,
): Promise<T[]> {
  const page = (number: number): Promise<Answer<T[]>> =>
    ask(client, route, { ...parameters, per_page: 100, page: number }, schema);
  const first = await page(1);
  if (first.last !== null) {
    const rest = Array.from({ length: Math.min(first.last, mostPages) - 1 }, (_, index) => page(index + 2));
    return [first, ...(await Promise.all(rest))].flatMap(({ value }) => value);
  }
  const items = first.value;
  for (let { next } = first, at = 1; next !== null && at < mostPages; ) {
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

/** How many items a list has: the number of its pages of one. Throws GitHubRequestError. */
export async function fetchCount(
  client: Client,
  route: string,
  parameters: Record<string, string>,
): Promise<number> {
  const one = { ...parameters, per_page: 1 };
  const { value, next, last } = await ask(client, route, one, z.array(z.unknown()));
  if (next !== null && last === null) {
    throw new GitHubRequestError('unexpected answer', `${route}: link: pages follow, but no last one`);
  }
  return last ?? value.length;
}
