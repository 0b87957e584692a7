/** One page of a list, and the `Link` header that GitHub sends with it. */
export type Page<T> = { items: T[]; link: string | undefined };

/**
 * Returns the page selected by `page` and `per_page`: 30 items by default, at most 100.
 * @param address the list's URL as GitHub uses it in links, by id and without a query
 */
export function pageOf<T>(list: T[], query: URLSearchParams, address: string): Page<T> {
  const size = Math.min(positive(query.get('per_page')) ?? 30, 100);
  const page = positive(query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(list.length / size));
  const items = list.slice((page - 1) * size, page * size);
  const targets = [
    ...(page > 1 ? [['prev', Math.min(page - 1, last)] as const] : []),
    ...(page < last ? [['next', page + 1] as const, ['last', last] as const] : []),
    ...(page > 1 ? [['first', 1] as const] : []),
  ];
  const link = targets
    .map(([rel, target]) => `<${address}?${withPage(query, target)}>; rel="${rel}"`)
    .join(', ');
  return { items, link: link || undefined };
}

function withPage(query: URLSearchParams, page: number): string {
  const changed = new URLSearchParams(query);
  changed.set('page', String(page));
  return changed.toString();
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
