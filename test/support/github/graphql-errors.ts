import { GraphQLError } from 'graphql';

/** An error with a type, as GitHub puts it beside a null: `NOT_FOUND`, `FORBIDDEN` and so on. */
export function graphqlError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** The types of errors that only a wrong query causes: no test should see them by accident. */
export const CLIENT_MISTAKES: readonly unknown[] = [
  'MISSING_PAGINATION_BOUNDARIES',
  'EXCESSIVE_PAGINATION',
  'INVALID_CURSOR_ARGUMENTS',
  'ARGUMENT_LIMIT',
  'MAX_NODE_LIMIT_EXCEEDED',
];
