import type { Answer } from './delivery.ts';
import type { GraphqlResult } from './graphql.ts';
import type { Change } from './graphql-context.ts';
import { matches } from './graphql-context.ts';

/** The request that a fault befalls, with this GitHub's address and time. */
type FaultTarget = {
  url: string;
  api: string;
  now: string;
  /**
   * Answers the query again with the part changed that the rule names, and gives the new JSON.
   * @throws Error if the request was no query
   */
  damage: (change: Change) => string;
};

/** Makes a bad answer out of the valid one. It may keep a state of its own from answer to answer. */
export type Fault = (valid: Answer, target: FaultTarget) => Answer;

/** Where and how often a fault strikes. Of several rules the first that matches is used. */
export type FaultRule = {
  /** `GET` and so on; every method unless it is given. */
  method?: string;
  /** The endpoint as GitHub's description names it, `/repos/{owner}/{repo}/languages`, or a pattern for path and query. */
  on?: string | RegExp;
  /** Only answers to the GraphQL operation of this name. */
  operation?: string | RegExp;
  /** Only GraphQL answers that tell about this `owner/name`. Rules with this or with `field` all apply together. */
  repository?: string | RegExp;
  /** Only GraphQL answers with this field, by name or alias; of the repository, if one is given. */
  field?: string | RegExp;
  /** How often; for ever unless it is given. */
  times?: number;
  fault: Fault;
};

/** The current rules; tests add to and clear them at any time. */
export type Faults = FaultRule[];

type Request = { method: string; route: string; path: string; graphql: GraphqlResult | undefined };

/** Takes the rules that are due for a request, and counts them: those for parts of it, then one for the whole. */
export function takeRules(rules: Faults, request: Request): FaultRule[] {
  const due = rules.filter((rule) => rule.times !== 0 && matchesRequest(rule, request));
  const whole = due.find((rule) => !targetsPart(rule));
  const taken = [...due.filter(targetsPart), ...(whole ? [whole] : [])];
  for (const rule of taken) if (rule.times !== undefined) rule.times -= 1;
  return taken;
}

/** Applies the rules one after the other. */
export function applyFaults(
  valid: Answer,
  rules: readonly FaultRule[],
  request: { target: Omit<FaultTarget, 'damage'>; graphql: GraphqlResult | undefined; violations: string[] },
): Answer {
  let query = request.graphql;
  const damageBy = (rule: FaultRule) => (change: Change) => {
    if (!query) throw new Error(`${request.target.url} was no query: a part of its answer cannot be damaged`);
    query = query.damaged([{ repository: rule.repository, field: rule.field, change }]);
    // What GitHub's schema does not allow, such as null in a field that always has a value.
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
