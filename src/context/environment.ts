import { type Problem, UserError } from '../errors.ts';
import { detailLine } from '../github/detail.ts';
import type { ProxySettings } from '../github/proxy.ts';
import { createRedactor, hasUserinfo, maskUserinfo, type Redact } from '../redact.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { secretsIn, whatIsWrongWithToken } from './secrets.ts';
import { readWorkflowInputs, type WorkflowInputs } from './workflow-inputs.ts';

/** In characters. */
const LONGEST_QUOTE = 200;

/** An unset variable and an empty one mean the same: Actions sets a missing secret to nothing. */
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
    .url({ protocol: /^https?$/, error: 'not a web address' })
    .refine((url) => !hasUserinfo(url), 'an address with a user name or password, which would show')
    .optional(),
);

const proxyAddress = text.pipe(
  z
    .string()
    // A URL parser drops these, and sends another password.
    .refine((url) => !/[\t\r\n]/.test(url), 'it has a line break or a tab')
    .pipe(
      z
        .url({
          protocol: /^https?$/,
          error: 'not the address of a proxy, such as http://proxy.example.org:3128',
        })
        .refine(isDecodable, 'a % in its user name or password is to be written as %25'),
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
  /** The proxies on the way to GitHub, where there are any. */
  proxy: ProxySettings | undefined;
  /** What nothing that is stored or printed may hold; see {@link createRedactor}. */
  secrets: readonly string[];
  apiUrl: string;
  graphqlUrl: string;
  isActions: boolean;
  /** The repository that this workflow runs in. */
  repository: string | undefined;
  /** Repositories that the portfolio itself writes to. */
  ownRepositories: string[];
  /** The repository whose README is the owner's profile, where that is another one. */
  profileRepository: string | undefined;
  /** Whose portfolio this repository may publish, besides its owner's. */
  portfolioLogin: string | undefined;
  /** Where a step of a workflow writes its summary and its outputs. */
  summaryFile: string | undefined;
  outputFile: string | undefined;
  /** This workflow run, where it is one. */
  run: WorkflowRun | undefined;
  port: number;
  /** How long a refresh may take, in milliseconds; undefined for the default. */
  deadlineMs: number | undefined;
  /** What a run by hand asks for. */
  inputs: WorkflowInputs;
}

/** The variables that only requests need. */
const NETWORK_VARIABLES = [
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'REFRESH_DEADLINE',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

/**
 * Reads the environment. Throws UserError that lists every variable with an impossible value. Of tokens it shows nothing, of
 * addresses neither user name nor password. Without `usesNetwork`, the variables that only requests need count as unset.
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
  // Of two tokens only the first is used, so that the second cannot be wrong.
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
    const fix = 'copy the token again, on one line and without spaces, or unset the variable';
    return { what: `this is not a token: ${message}; its value is not shown`, where, fix };
  }
  const value = detailLine(redact(maskUserinfo(variables[name] ?? '')), LONGEST_QUOTE);
  return { what: `${JSON.stringify(value)}: ${message}`, where, fix: 'correct it, or unset it' };
}

type Variables = z.infer<typeof schema>;

function workflowRun(data: Variables): WorkflowRun | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = data;
  if (!server || !repository || !id) return undefined;
  return { repository, url: `${server}/${repository}/actions/runs/${id}` };
}

/** In lower case they win, as curl has it; GNU Wget and undici too. */
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
