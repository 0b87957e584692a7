import { githubLogin } from '../config/portfolio-schema.ts';
import { type Problem, UserError } from '../errors.ts';
import { createRedactor, maskUserinfo, type Redact } from '../redact.ts';
import { sanitizeText } from '../render/sanitize.ts';
import { repositoryName } from '../repository-name.ts';

/** The inputs of a manual workflow run, passed as environment variables. */
export interface WorkflowInputs {
  /** The repositories to refresh; empty means all. */
  repositories: string[];
  isFull: boolean;
  acceptsRegressions: boolean;
  /** The login for which to set up the repository, or to import the résumé again; undefined if not requested. */
  setUpFor?: string | undefined;
}

/** The names of the variables. */
export const WORKFLOW_INPUTS = [
  'REFRESH_SETUP',
  'REFRESH_REPOSITORIES',
  'REFRESH_FULL',
  'REFRESH_ACCEPT_REGRESSIONS',
];

const MAX_REPOSITORIES = 100;
const MAX_QUOTE_LENGTH = 60;

/**
 * Reads the REFRESH_* variables; unset and empty ones mean the default. Applies `redact` first, because a truncated secret
 * would not be recognized. Throws a UserError that lists all invalid values.
 */
export function readWorkflowInputs(
  given: Record<string, string | undefined>,
  redact: Redact = createRedactor([]),
): WorkflowInputs {
  const variables = Object.fromEntries(WORKFLOW_INPUTS.map((name) => [name, redact(given[name] ?? '')]));
  const problems: Problem[] = [];
  const isTrue = (name: string) => {
    const value = variables[name] ?? '';
    if (!['', 'true', 'false'].includes(value)) {
      problems.push(invalidValue(name, value, 'is neither true nor false'));
    }
    return value === 'true';
  };
  const repositories = (variables.REFRESH_REPOSITORIES ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const repositoryProblem = problemWithRepositories(repositories);
  if (repositoryProblem) problems.push(repositoryProblem);
  const setUpFor = variables.REFRESH_SETUP?.trim() || undefined;
  if (setUpFor !== undefined && !githubLogin.safeParse(setUpFor).success) {
    problems.push(invalidValue('REFRESH_SETUP', setUpFor, 'is not a GitHub login'));
  }
  const inputs: WorkflowInputs = {
    repositories,
    isFull: isTrue('REFRESH_FULL'),
    acceptsRegressions: isTrue('REFRESH_ACCEPT_REGRESSIONS'),
  };
  if (problems.length > 0) throw new UserError(...problems);
  return setUpFor === undefined ? inputs : { ...inputs, setUpFor };
}

function problemWithRepositories(names: readonly string[]): Problem | null {
  const where = 'REFRESH_REPOSITORIES';
  const invalid = names.find((name) => !repositoryName.safeParse(name).success);
  if (invalid !== undefined) return invalidValue(where, invalid, 'is not a repository (owner/name)');
  if (names.length <= MAX_REPOSITORIES) return null;
  return {
    what: `too many repositories: ${names.length}`,
    where,
    fix: `list at most ${MAX_REPOSITORIES}, or leave it empty to refresh all`,
  };
}

function invalidValue(where: string, value: string, why: string): Problem {
  return {
    what: `${JSON.stringify(sanitizeText(maskUserinfo(value), MAX_QUOTE_LENGTH))} ${why}`,
    where,
    fix: 'start the workflow again with a valid value',
  };
}
