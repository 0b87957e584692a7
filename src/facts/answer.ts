import type { z } from '../zod.ts';

/** What a reader knows about the repository in the response. */
export interface ReadContext {
  /** `owner/name`. */
  name: string;
  /** When the refresh began; later dates are invalid. */
  now: string;
  /** Whether all commits are counted, not just the owner's. */
  countsAllAuthors: boolean;
}

/** A response that contradicts itself or cannot be right. The message says what is wrong; callers add the endpoint. */
export class ContradictionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ContradictionError';
  }
}

/** How to query and read a fact from GitHub's GraphQL type `Repository`. */
export interface GraphQLSource<Value> {
  /** The arguments and selection of each field, by its key in the response. */
  fields: Readonly<Record<string, string>>;
  /** Throws z.ZodError if the response is malformed, and {@link ContradictionError}. */
  read: (node: unknown, context: ReadContext) => Value;
}

/** Sends one REST GET request and returns the parsed body. */
export type RestRequest = <T>(
  route: string,
  parameters: Record<string, string | number>,
  schema: z.ZodType<T>,
) => Promise<T>;

/** The repository of a REST request. */
export interface RestContext extends Pick<ReadContext, 'name' | 'now'> {
  branch: string;
}

/** Fetches a fact by REST. Throws what `request` throws, and {@link ContradictionError}. */
export type RestSource<Value> = (request: RestRequest, context: RestContext) => Promise<Value>;
