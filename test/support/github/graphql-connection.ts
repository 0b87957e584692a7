import type { GraphQLResolveInfo, SelectionNode } from 'graphql';
import { Kind } from 'graphql';
import type { GraphqlContext } from './graphql-context.ts';
import { graphqlError } from './graphql-errors.ts';

/** The arguments that every connection has. */
export type PageArgs = { first?: number | null; after?: string | null; last?: number | null };

/** How a connection shows its items, and what its cursors are made of. */
type Connection<T> = {
  show: (item: T) => object;
  /** Identifies an item in cursors, so that they hold while others come and go. */
  key: (item: T) => string | number;
  /** What edges hold besides the node and the cursor. */
  edge?: (item: T) => object;
};

/** One page of a list with all that GitHub tells about it. */
export function connection<T>(
  list: readonly T[],
  args: PageArgs,
  info: GraphQLResolveInfo,
  { show, key, edge }: Connection<T>,
) {
  const cursorAt = (place: number, item: T) => encode(`${place}:${key(item)}`);
  return page(list, args, info, { start: startAfter(list, args.after, key), cursorAt, show, edge });
}

/** The same for a list whose cursors are made elsewhere; `start` is the place of the page's first item. */
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

/** What a resolver of a connection is called with. */
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
 * Refuses arguments that this fake would ignore: a test must not pass because of them.
 * @throws Error which is reported as a violation of the contract
 */
export function rejectUnknownArguments(args: object, ...known: string[]): void {
  for (const [name, value] of Object.entries(args)) {
    if (value !== null && value !== undefined && !['first', 'after', ...known].includes(name)) {
      throw new Error(`This fake GitHub does not know the argument ${name}: ${JSON.stringify(value)}`);
    }
  }
}

/** GitHub wants `first` wherever items are selected, and takes 100 at most. */
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

/** Behind the item that the cursor names; behind its former place if the item is gone. */
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

/** Sorts by a key; equal ones keep their order. */
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
