import { z } from 'zod';
import { repositoryName } from '../config/repository-name.ts';
import { UserError } from '../errors.ts';
import { type ManualRun, readManualRun } from './manual-run.ts';

/** An unset variable and an empty one mean the same: Actions sets a missing secret to nothing. */
const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined);

const address = text.pipe(z.url({ protocol: /^https?$/, error: 'not a web address' }).optional());
const repository = text.pipe(repositoryName.optional());

const schema = z.object({
  GITHUB_TOKEN: text,
  GITHUB_API_URL: address,
  GITHUB_GRAPHQL_URL: address,
  GITHUB_ACTIONS: text,
  GITHUB_REPOSITORY: repository,
  GITHUB_SERVER_URL: address,
  GITHUB_RUN_ID: text.pipe(z.string().regex(/^\d+$/, 'not a number').optional()),
  PROFILE_REPOSITORY: repository,
  GITHUB_STEP_SUMMARY: text,
  /** `build=success commit=failure …`. */
  JOB_RESULTS: text,
  PORT: text.pipe(
    z
      .string()
      .regex(/^\d{1,5}$/, 'not a port number')
      .transform(Number)
      .optional(),
  ),
});

/** A run of the workflow. */
export interface WorkflowRun {
  /** The repository that it runs in. */
  repository: string;
  /** Its page. */
  url: string;
}

/** What the commands take from the environment. */
export interface Environment {
  token: string | undefined;
  apiUrl: string;
  graphqlUrl: string;
  isActions: boolean;
  /** The repository that this workflow runs in. */
  repository: string | undefined;
  /** Repositories that the portfolio itself writes to. */
  ownRepositories: string[];
  summaryFile: string | undefined;
  /** This workflow run, where it is one. */
  run: WorkflowRun | undefined;
  port: number;
  /** What a run by hand asks for. */
  manual: ManualRun;
  /** The jobs of this workflow run that failed. */
  failedJobs: string[];
}

/** Reads the environment. Throws UserError that lists every variable with an impossible value; the token is never shown. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    throw new UserError(
      ...parsed.error.issues.map(({ path, message }) => ({
        what: `${JSON.stringify(variables[String(path[0])])}: ${message}`,
        where: `environment variable ${String(path[0])}`,
        fix: 'correct it, or unset it',
      })),
    );
  }
  const { data } = parsed;
  const apiUrl = (data.GITHUB_API_URL ?? 'https://api.github.com').replace(/\/+$/, '');
  return {
    token: data.GITHUB_TOKEN,
    apiUrl,
    graphqlUrl: data.GITHUB_GRAPHQL_URL ?? `${apiUrl}/graphql`,
    isActions: data.GITHUB_ACTIONS === 'true',
    repository: data.GITHUB_REPOSITORY,
    ownRepositories: [data.GITHUB_REPOSITORY, data.PROFILE_REPOSITORY].filter((name) => name !== undefined),
    summaryFile: data.GITHUB_STEP_SUMMARY,
    run:
      data.GITHUB_SERVER_URL && data.GITHUB_REPOSITORY && data.GITHUB_RUN_ID
        ? {
            repository: data.GITHUB_REPOSITORY,
            url: `${data.GITHUB_SERVER_URL}/${data.GITHUB_REPOSITORY}/actions/runs/${data.GITHUB_RUN_ID}`,
          }
        : undefined,
    port: data.PORT ?? 8080,
    manual: readManualRun(variables),
    failedJobs: [...(data.JOB_RESULTS ?? '').matchAll(/([\w-]+)=failure\b/g)].map(([, job = '']) => job),
  };
}
