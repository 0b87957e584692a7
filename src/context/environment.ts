import { type Problem, UserError } from '../errors.ts';
import { detailLine } from '../github/detail.ts';
import type { ProxySettings } from '../github/proxy.ts';
import { createRedactor, hasUserinfo, maskUserinfo, type Redact } from '../redact.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { secretsIn, whatIsWrongWithToken } from './secrets.ts';
import { readWorkflowInputs, type WorkflowInputs } from './workflow-inputs.ts';

/** In characters. */
const MAX_QUOTE_LENGTH = 200;

/** Treats an empty variable as unset: Actions sets a missing secret to an empty string. */
const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined);

const token = text.pipe(
  z
    .string()
    .superRefine((value, context) => {
      const message = whatIsWrongWithToken(value);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .optional(),
);

const address = text.pipe(
  z
    .url({ protocol: /^https?$/, error: 'not an http or https URL' })
    .refine((url) => !hasUserinfo(url), 'a URL with a user name or password, which would be printed')
    .optional(),
);

const proxyAddress = text.pipe(
  z
    .string()
    // A URL parser drops these, which changes the password.
    .refine((url) => !/[\t\r\n]/.test(url), 'contains a line break or a tab')
    .pipe(
      z
        .url({
          protocol: /^https?$/,
          error: 'not a proxy URL such as http://proxy.example.org:3128',
        })
        .refine(isDecodable, 'a % in the user name or password must be written as %25'),
    )
    .optional(),
);

const repository = text.pipe(repositoryName.optional());

const schema = z.object({
  GITHUB_TOKEN: token,
  GH_TOKEN: token,
  GITHUB_API_URL: address,
  GITHUB_GRAPHQL_URL: address,
  GITHUB_ACTIONS: text,
  GITHUB_REPOSITORY: repository,
  GITHUB_SERVER_URL: address,
  GITHUB_RUN_ID: text.pipe(z.string().regex(/^\d+$/, 'not a number').optional()),
  PROFILE_REPOSITORY: repository,
  GITHUB_STEP_SUMMARY: text,
  GITHUB_OUTPUT: text,
  PORTFOLIO_LOGIN: text,
  PUBLISH: text,
  HTTP_PROXY: proxyAddress,
  http_proxy: proxyAddress,
  HTTPS_PROXY: proxyAddress,
  https_proxy: proxyAddress,
  NO_PROXY: text,
  no_proxy: text,
  REFRESH_DEADLINE: text.pipe(
    z
      .string()
      .regex(/^[1-9]\d{0,4}$/, 'not a number of seconds')
      .transform((seconds) => Number(seconds) * 1000)
      .optional(),
  ),
  PORT: text.pipe(
    z
      .string()
      .regex(/^\d{1,5}$/, 'not a port number')
      .transform(Number)
      .optional(),
  ),
});

/** A run of the GitHub Actions workflow. */
export interface WorkflowRun {
  /** The repository it runs in. */
  repository: string;
  /** The URL of its page. */
  url: string;
}

/** The settings that commands read from environment variables. */
export interface Environment {
  token: string | undefined;
  /** The proxy settings for requests, if any. */
  proxy: ProxySettings | undefined;
  /** Values that must never be stored or printed; see {@link createRedactor}. */
  secrets: readonly string[];
  apiUrl: string;
  graphqlUrl: string;
  isActions: boolean;
  /** The repository that this workflow runs in. */
  repository: string | undefined;
  /** Repositories that the portfolio writes to. */
  ownRepositories: string[];
  /** The repository of the owner's profile README, if it is not this one. */
  profileRepository: string | undefined;
  /** A login whose portfolio this repository may publish, in addition to its owner's. */
  portfolioLogin: string | undefined;
  /** What a workflow run publishes, if not everything: `site only` or `nothing`. */
  publishes: string | undefined;
  /** The files for the summary and the outputs of a workflow step. */
  summaryFile: string | undefined;
  outputFile: string | undefined;
  /** The current workflow run, if any. */
  run: WorkflowRun | undefined;
  port: number;
  /** The time limit of a refresh in milliseconds; undefined means the default. */
  deadlineMs: number | undefined;
  /** The inputs of a manual workflow run. */
  inputs: WorkflowInputs;
}

/** Variables that matter only for requests. */
const NETWORK_VARIABLES = [
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'REFRESH_DEADLINE',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

/**
 * Reads the environment. Throws a UserError that lists every invalid variable, without quoting tokens or credentials in URLs.
 * Without `usesNetwork`, variables that matter only for requests are ignored.
 */
export function readEnvironment(
  given: Record<string, string | undefined>,
  { usesNetwork = true } = {},
): Environment {
  const secrets = secretsIn(given);
  const ignored = usesNetwork ? [] : NETWORK_VARIABLES;
  const variables = { ...given, ...Object.fromEntries(ignored.map((name) => [name, undefined])) };
  const redact = createRedactor(secrets);
  const isTokenGiven = text.parse(variables.GITHUB_TOKEN) !== undefined;
  // Do not validate GH_TOKEN if it is not used.
  const used = isTokenGiven ? { ...variables, GH_TOKEN: undefined } : variables;
  const parsed = schema.safeParse(used);
  if (!parsed.success) {
    throw new UserError(
      ...parsed.error.issues.map(({ path, message }) => problem(String(path[0]), variables, message, redact)),
    );
  }
  const { data } = parsed;
  const apiUrl = (data.GITHUB_API_URL ?? 'https://api.github.com').replace(/\/+$/, '');
  return {
    token: data.GITHUB_TOKEN ?? data.GH_TOKEN,
    proxy: proxyOf(data),
    secrets,
    apiUrl,
    graphqlUrl: data.GITHUB_GRAPHQL_URL ?? `${apiUrl}/graphql`,
    isActions: data.GITHUB_ACTIONS === 'true',
    repository: data.GITHUB_REPOSITORY,
    ownRepositories: [data.GITHUB_REPOSITORY, data.PROFILE_REPOSITORY].filter((name) => name !== undefined),
    profileRepository: data.PROFILE_REPOSITORY,
    portfolioLogin: data.PORTFOLIO_LOGIN,
    publishes: data.PUBLISH === 'everything' ? undefined : data.PUBLISH,
    summaryFile: data.GITHUB_STEP_SUMMARY,
    outputFile: data.GITHUB_OUTPUT,
    run: workflowRun(data),
    port: data.PORT ?? 8080,
    deadlineMs: data.REFRESH_DEADLINE,
    inputs: readWorkflowInputs(variables, redact),
  };
}

function problem(
  name: string,
  variables: Record<string, string | undefined>,
  message: string,
  redact: Redact,
): Problem {
  const where = `environment variable ${name}`;
  if (name.endsWith('_TOKEN')) {
    const fix = 'copy the token again, without spaces or line breaks, or unset the variable';
    return { what: `not a valid token: ${message} (value not shown)`, where, fix };
  }
  const value = detailLine(redact(maskUserinfo(variables[name] ?? '')), MAX_QUOTE_LENGTH);
  return { what: `${JSON.stringify(value)}: ${message}`, where, fix: 'correct or unset it' };
}

type Variables = z.infer<typeof schema>;

function workflowRun(data: Variables): WorkflowRun | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = data;
  if (!server || !repository || !id) return undefined;
  return { repository, url: `${server}/${repository}/actions/runs/${id}` };
}

/** The lowercase names take precedence, as in curl, GNU Wget and undici. */
function proxyOf(data: Variables): ProxySettings | undefined {
  const http = data.http_proxy ?? data.HTTP_PROXY;
  const https = data.https_proxy ?? data.HTTPS_PROXY;
  if (http === undefined && https === undefined) return undefined;
  return { http, https, none: data.no_proxy ?? data.NO_PROXY };
}

function isDecodable(url: string): boolean {
  try {
    const { username, password } = new URL(url);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
