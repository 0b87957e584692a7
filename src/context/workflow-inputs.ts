import { type Problem, UserError } from '../errors.ts';
import { createRedactor, maskUserinfo, type Redact } from '../redact.ts';
import { sanitizeText } from '../render/sanitize.ts';
import { repositoryName } from '../repository-name.ts';

/** What a person asked for who started the workflow by hand: its inputs, as the environment passes them on. */
export interface WorkflowInputs {
  /** The only repositories to ask for; all, where none is named. */
  repositories: string[];
  isFull: boolean;
  acceptsRegressions: boolean;
}

/** The variables that pass them on. */
export const WORKFLOW_INPUTS = ['REFRESH_REPOSITORIES', 'REFRESH_FULL', 'REFRESH_ACCEPT_REGRESSIONS'];

const MOST_REPOSITORIES = 100;
const LONGEST_QUOTE = 60;

/**
 * Reads REFRESH_* of the environment; unset or empty ones ask for nothing. What they hold of secrets is taken out by `redact`
 * before it can be cut short. Throws UserError that lists all wrong values.
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
      problems.push(wrong(name, value, 'is neither true nor false'));
    }
    return value === 'true';
  };
  const repositories = (variables.REFRESH_REPOSITORIES ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const repositoryProblem = problemWithRepositories(repositories);
  if (repositoryProblem) problems.push(repositoryProblem);
  const inputs: WorkflowInputs = {
    repositories,
    isFull: isTrue('REFRESH_FULL'),
    acceptsRegressions: isTrue('REFRESH_ACCEPT_REGRESSIONS'),
  };
  if (problems.length > 0) throw new UserError(...problems);
  return inputs;
}

function problemWithRepositories(names: readonly string[]): Problem | null {
  const where = 'REFRESH_REPOSITORIES';
  const impossible = names.find((name) => !repositoryName.safeParse(name).success);
  if (impossible !== undefined) return wrong(where, impossible, 'is not a repository: write owner/name');
  if (names.length <= MOST_REPOSITORIES) return null;
  return {
    what: `${names.length} repositories are too many`,
    where,
    fix: `name at most ${MOST_REPOSITORIES}, or leave it empty for all`,
  };
}

function wrong(where: string, value: string, why: string): Problem {
  return {
    what: `${JSON.stringify(sanitizeText(maskUserinfo(value), LONGEST_QUOTE))} ${why}`,
    where,
    fix: 'start the workflow again with a right value',
  };
}
