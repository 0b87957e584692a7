import type {
  DocumentNode,
  FieldNode,
  GraphQLResolveInfo,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { Kind, valueFromASTUntyped } from 'graphql';

/** GitHub stops a query after ten seconds of its own work. */
export const WORK_LIMIT_MS = 10_000;

/** The most nodes that one query may ask for. */
export const NODE_LIMIT = 500_000;

/**
 * GitHub's own work for a field, in milliseconds, beside 1 ms for each repository. Estimated from reports of wide
 * queries: 30 repositories with two counts each take about 3 s, and 100 of them often more than 10 s.
 */
const WORK_MS: Record<string, number> = {
  'Repository.issues': 45,
  'Repository.pullRequests': 45,
  'Repository.releases': 45,
  'Repository.refs': 45,
  'Repository.watchers': 45,
  'Repository.languages': 6,
  'Repository.repositoryTopics': 1,
  'Commit.history': 75,
  'User.repositories': 45,
  'Organization.repositories': 45,
  'Query.search': 45,
};

/** GitHub's own work for one field of one object, in milliseconds. */
export function workOf({ parentType, fieldName }: GraphQLResolveInfo): number {
  return WORK_MS[`${parentType.name}.${fieldName}`] ?? 0;
}

/**
 * The points that a query costs and the nodes that it may return: one request for each connection of each object
 * around it, a hundred requests being a point.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function pointsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): { cost: number; nodeCount: number } {
  const variables = { ...defaultsOf(operation), ...given };
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  let requests = 0;
  let nodeCount = 0;
  const visit = ({ selections }: SelectionSetNode, around: number): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const wanted = wantedNodes(selection, variables);
        if (wanted.isConnection) {
          requests += around;
          nodeCount += around * wanted.count;
        }
        if (selection.selectionSet) visit(selection.selectionSet, around * wanted.count);
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (inner) visit(inner.selectionSet, around);
      }
    }
  };
  visit(operation.selectionSet, 1);
  return { cost: Math.max(1, Math.round(requests / 100)), nodeCount };
}

function wantedNodes(field: FieldNode, variables: Record<string, unknown>) {
  const argument = (name: string): unknown => {
    const found = field.arguments?.find((one) => one.name.value === name);
    return found ? valueFromASTUntyped(found.value, variables) : undefined;
  };
  const bound = argument('first') ?? argument('last');
  if (typeof bound === 'number') return { isConnection: true, count: bound };
  const ids = argument('ids');
  return { isConnection: false, count: Array.isArray(ids) ? ids.length : 1 };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}
