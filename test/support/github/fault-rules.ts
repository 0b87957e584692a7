import type { Answer } from './delivery.ts';
import type { GraphqlResult } from './graphql.ts';
import type { Change } from './graphql-context.ts';
import { matches } from './graphql-context.ts';

/** The request that a fault applies to, with the address and time of this GitHub. */
type FaultTarget = {
  url: string;
  api: string;
  now: string;
  /**
   * Answers the query again with the rule's part changed, and returns the new JSON.
   * @throws Error if the request was not a query
   */
  damage: (change: Change) => string;
};

/** Turns a valid response into a bad one. May keep state between responses. */
export type Fault = (valid: Answer, target: FaultTarget) => Answer;

/** Where and how often a fault applies. The first matching rule wins. */
export type FaultRule = {
  /** Such as `GET`; by default every method. */
  method?: string;
  /** The route in GitHub's API description, such as `/repos/{owner}/{repo}/languages`, or a pattern for path and query. */
  on?: string | RegExp;
  /** Only responses to the GraphQL operation with this name. */
  operation?: string | RegExp;
  /** Only GraphQL responses with this `owner/name`. All matching rules with this or with `field` apply. */
  repository?: string | RegExp;
  /** Only GraphQL responses with this field, by name or alias; within `repository`, if given. */
  field?: string | RegExp;
  /** How often; by default always. */
  times?: number;
  fault: Fault;
};

/** The current rules, which tests may change at any time. */
export type Faults = FaultRule[];

type Request = { method: string; route: string; path: string; graphql: GraphqlResult | undefined };

/** Takes the rules for a request and counts them: all for parts of it, then one for the whole. */
export function takeRules(rules: Faults, request: Request): FaultRule[] {
  const due = rules.filter((rule) => rule.times !== 0 && matchesRequest(rule, request));
  const whole = due.find((rule) => !targetsPart(rule));
  const taken = [...due.filter(targetsPart), ...(whole ? [whole] : [])];
  for (const rule of taken) if (rule.times !== undefined) rule.times -= 1;
  return taken;
}

/** Applies the rules in order. */
export function applyFaults(
  valid: Answer,
  rules: readonly FaultRule[],
  request: { target: Omit<FaultTarget, 'damage'>; graphql: GraphqlResult | undefined; violations: string[] },
): Answer {
  let query = request.graphql;
  const damageBy = (rule: FaultRule) => (change: Change) => {
    if (!query)
      throw new Error(`${request.target.url} is not a query: a part of its response cannot be changed`);
    query = query.damaged([{ repository: rule.repository, field: rule.field, change }]);
    // What GitHub's schema forbids, such as null in a non-null field.
    request.violations.push(...query.invalid.map((error) => `GraphQL, damaged: ${error}`));
    return JSON.stringify(query.body);
  };
  return rules.reduce(
    (answer, rule) => rule.fault(answer, { ...request.target, damage: damageBy(rule) }),
    valid,
  );
}

function targetsPart({ repository, field }: FaultRule): boolean {
  return repository !== undefined || field !== undefined;
}

function matchesRequest(rule: FaultRule, { method, route, path, graphql }: Request): boolean {
  if (rule.method !== undefined && rule.method !== method) return false;
  const { on } = rule;
  if (on !== undefined && !(typeof on === 'string' ? on === route : on.test(path))) return false;
  if (rule.operation !== undefined && !matches(rule.operation, graphql?.operation ?? undefined)) return false;
  return !targetsPart(rule) || (graphql?.asksFor(rule) ?? false);
}
