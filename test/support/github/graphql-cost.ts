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

/** The maximum number of nodes per query. */
export const NODE_LIMIT = 500_000;

/**
 * GitHub's own work per field, in milliseconds, in addition to 1 ms per repository. Estimated from reports about large
 * queries: 30 repositories with two counts each take about 3 s, 100 of them often more than 10 s.
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
 * The points that a query costs and the nodes that it may return. Each connection of each enclosing object counts as one
 * request, and 100 requests cost one point.
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
