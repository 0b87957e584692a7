import { GraphQLError } from 'graphql';

/** An error with one of GitHub's types, such as `NOT_FOUND` or `FORBIDDEN`. */
export function graphqlError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** Error types that only an invalid query causes: reported as contract violations. */
export const CLIENT_MISTAKES: readonly unknown[] = [
  'MISSING_PAGINATION_BOUNDARIES',
  'EXCESSIVE_PAGINATION',
  'INVALID_CURSOR_ARGUMENTS',
  'ARGUMENT_LIMIT',
  'MAX_NODE_LIMIT_EXCEEDED',
];
