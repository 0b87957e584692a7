import type { GraphQLResolveInfo, SelectionNode } from 'graphql';
import { Kind } from 'graphql';
import type { GraphqlContext } from './graphql-context.ts';
import { graphqlError } from './graphql-errors.ts';

/** The arguments of every connection. */
export type PageArgs = { first?: number | null; after?: string | null; last?: number | null };

/** How a connection converts its items and builds its cursors. */
type Connection<T> = {
  show: (item: T) => object;
  /** Identifies an item in cursors, so that they stay valid while items are added and removed. */
  key: (item: T) => string | number;
  /** Extra fields of edges. */
  edge?: (item: T) => object;
};

/** One page of a list as a connection. */
export function connection<T>(
  list: readonly T[],
  args: PageArgs,
  info: GraphQLResolveInfo,
  { show, key, edge }: Connection<T>,
) {
  const cursorAt = (place: number, item: T) => encode(`${place}:${key(item)}`);
  return page(list, args, info, { start: startAfter(list, args.after, key), cursorAt, show, edge });
}

/** Like {@link connection}, for cursors built by the caller; `start` is the position of the first item of the page. */
export function page<T>(
  list: readonly T[],
  args: PageArgs,
  info: GraphQLResolveInfo,
  how: {
    start: number;
    cursorAt: (place: number, item: T) => string;
    show: (item: T) => object;
    edge?: (item: T) => object;
  },
) {
  checkBounds(args, info);
  const items = list.slice(how.start, how.start + (args.first ?? 0));
  const nodes = () => items.map(how.show);
  const cursors = items.map((item, place) => how.cursorAt(how.start + place, item));
  return {
    totalCount: list.length,
    pageInfo: {
      hasNextPage: how.start + items.length < list.length,
      hasPreviousPage: how.start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
    nodes,
    edges: () =>
      items.map((item, place) => ({ cursor: cursors[place], node: how.show(item), ...how.edge?.(item) })),
  };
}

/** A resolver of a connection. */
export type Resolver<Args = object, Result = unknown> = (
  args: PageArgs & Args,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
) => Result;

/** GitHub's error for a cursor that it did not make. */
export function invalidCursor(cursor: string): Error {
  return graphqlError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}

/**
 * Rejects arguments that this fake would ignore, so that no test passes because of them.
 * @throws Error, which is reported as a contract violation
 */
export function rejectUnknownArguments(args: object, ...known: string[]): void {
  for (const [name, value] of Object.entries(args)) {
    if (value !== null && value !== undefined && !['first', 'after', ...known].includes(name)) {
      throw new Error(`This fake GitHub does not support the argument ${name}: ${JSON.stringify(value)}`);
    }
  }
}

/** GitHub requires `first` wherever items are selected, and allows at most 100. */
function checkBounds({ first }: PageArgs, info: GraphQLResolveInfo): void {
  const name = info.fieldName;
  if (typeof first !== 'number') {
    if (!selectsItems(info)) return;
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw graphqlError('MISSING_PAGINATION_BOUNDARIES', message);
  }
  if (first < 0)
    throw graphqlError(
      'INVALID_PAGINATION',
      `\`first\` on the \`${name}\` connection cannot be less than zero.`,
    );
  if (first > 100) {
    const message = `Requesting ${first} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`;
    throw graphqlError('EXCESSIVE_PAGINATION', message);
  }
}

function selectsItems({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const names = (selection: SelectionNode): string[] => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inner?.selectionSet.selections.flatMap(names) ?? [];
  };
  const selected = fieldNodes.flatMap(({ selectionSet }) => selectionSet?.selections.flatMap(names) ?? []);
  return selected.includes('nodes') || selected.includes('edges');
}

/** The position after the cursor's item, or after its former position if it is gone. */
function startAfter<T>(
  list: readonly T[],
  after: string | null | undefined,
  key: (item: T) => string | number,
): number {
  if (after === null || after === undefined) return 0;
  const [, place, wanted] = /^cursor:(\d+):(.*)$/s.exec(Buffer.from(after, 'base64').toString()) ?? [];
  if (place === undefined) throw invalidCursor(after);
  const found = list.findIndex((item) => String(key(item)) === wanted);
  return found >= 0 ? found + 1 : Number(place);
}

function encode(cursor: string): string {
  return Buffer.from(`cursor:${cursor}`).toString('base64');
}

/** Sorts by a key. Stable. */
export function sortedBy<T>(
  list: readonly T[],
  key: (item: T) => string | number,
  direction: 'ASC' | 'DESC',
): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return [...list].sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    return first < second ? -sign : first > second ? sign : 0;
  });
}
