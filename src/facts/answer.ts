import type { z } from '../zod.ts';

/** What reads an answer knows of the repository that it is about. */
export interface ReadContext {
  /** `owner/name`. */
  name: string;
  /** The time of the refresh: dates after it are impossible. */
  now: string;
  /** Whether all commits are counted, and not only the owner's. */
  countsAllAuthors: boolean;
}

/** An answer that contradicts itself, or cannot be right. The message says what does not fit, without the endpoint. */
export class ContradictionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ContradictionError';
  }
}

/** How a fact is read from a node of GitHub's GraphQL type `Repository`. */
export interface GraphQLSource<Value> {
  /** The fields to ask for, by the keys that they have in the answer; each with its arguments and selection. */
  fields: Readonly<Record<string, string>>;
  /** Throws z.ZodError where the answer is not understood, and {@link ContradictionError}. */
  read: (node: unknown, context: ReadContext) => Value;
}

/** One GET by REST; gives the parsed body. */
export type RestRequest = <T>(
  route: string,
  parameters: Record<string, string | number>,
  schema: z.ZodType<T>,
) => Promise<T>;

/** A repository as REST asks for it. */
export interface RestContext extends Pick<ReadContext, 'name' | 'now'> {
  branch: string;
}

/** Fetches a fact by REST. Throws what `request` throws, and {@link ContradictionError}. */
export type RestSource<Value> = (request: RestRequest, context: RestContext) => Promise<Value>;
