import type { Answer } from './delivery.ts';

/** The request that a fault befalls, with this GitHub's address and time. */
type Victim = { url: string; api: string; now: string };

/** Makes a bad answer out of the sound one. It may keep a state of its own from answer to answer. */
export type Fault = (sound: Answer, victim: Victim) => Answer;

/** Where and how often a fault strikes. Of several rules the first that fits is used. */
export type FaultRule = {
  /** `GET` and so on; every method unless it is given. */
  method?: string;
  /** The endpoint as GitHub's description names it, `/repos/{owner}/{repo}/languages`, or a pattern for path and query. */
  on?: string | RegExp;
  /** How often; for ever unless it is given. */
  times?: number;
  fault: Fault;
};

/** The current rules; tests add to and clear them at any time. */
export type Faults = FaultRule[];

/** Takes the fault that is due for a request, and counts it. */
export function takeFault(
  rules: Faults,
  request: { method: string; route: string; path: string },
): Fault | undefined {
  const rule = rules.find(
    ({ method, on, times }) =>
      (method === undefined || method === request.method) &&
      (on === undefined || (typeof on === 'string' ? on === request.route : on.test(request.path))) &&
      times !== 0,
  );
  if (rule?.times !== undefined) rule.times -= 1;
  return rule?.fault;
}
