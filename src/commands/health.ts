import { z } from 'zod';
import type { Context } from '../context/command.ts';
import { done, type Outcome } from '../context/command.ts';
import { pathsOf } from '../context/paths.ts';
import { UserError } from '../errors.ts';
import type { Reason } from '../facts/fact.ts';
import { appendText, readText } from '../files.ts';
import { type Client, createClient } from '../github/client.ts';
import { areIssuesDisabled, closeIssue, findOwnIssue, openIssue, rewriteIssue } from '../github/issues.ts';
import { GitHubRequestError } from '../github/request-error.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { createRedactor } from '../redact.ts';
import { escapeText } from '../render/escape.ts';
import { pluralize } from '../render/format.ts';
import { formatFailure, refreshReportSchema, sharedFailures } from '../report/refresh-report.ts';

/** Brings the health issue up to date, and says so in the job summary. */
export async function run(context: Context): Promise<Outcome> {
  const result = await health(context);
  const { summaryFile, secrets } = context.environment;
  if (summaryFile) await appendText(summaryFile, createRedactor(secrets)(healthSummary(result)));
  return done(`Health issue: ${result.issue}`, result);
}

/** What became of the health issue. */
export interface Health {
  /** What needs a person, in Markdown. */
  problems: string[];
  issue:
    | 'none needed'
    | 'opened'
    | 'updated'
    | 'closed'
    | 'left as it is'
    | 'left as it is, because GitHub did not answer'
    | 'not possible: issues are disabled';
}

const TITLE = 'The portfolio needs attention';
const MARKER = '<!-- portfolio-health -->';
const REPORT_AFTER_MS = 3 * 86_400_000;
const MOST_LINES = 30;

const reportSchema = z.object({ at: refreshReportSchema.shape.at, stale: refreshReportSchema.shape.stale });

/** GitHub's words for what it shows to no workflow, whoever owns it: there is nothing to repair. */
const NOT_FOR_JOBS = 'Resource not accessible by integration';

/** What passes by itself: the next run asks again. */
const PASSING: readonly Reason[] = ['unreachable', 'timed out', 'rate limited', 'server error'];

/**
 * Opens the one health issue where a job failed or anything could not be confirmed for three days, brings it up to date,
 * and closes it when all is well. Throws UserError outside a workflow, or where it may not write issues.
 */
export async function health(
  { flags, environment }: Context,
  retryPolicy: RetryPolicy = unattended,
): Promise<Health> {
  if (environment.run === undefined) {
    throw new UserError({
      what: 'there is no repository to open an issue in',
      where: 'environment variables GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_SERVER_URL',
      fix: 'run this in a workflow, which sets them',
    });
  }
  const { repository, url } = environment.run;
  const text = await readText(pathsOf(flags.data).report);
  const report = text === null ? null : reportSchema.parse(JSON.parse(text));
  const run = `[the newest run](${url})`;
  const problems = environment.failedJobs.map((job) => `The job \`${job}\` failed in ${run}.`);
  if (report) problems.push(...longStale(report));
  const client = createClient({ ...environment, retryPolicy });
  try {
    return { problems, issue: await settle(client, repository, problems, report !== null, run) };
  } catch (error) {
    if (areIssuesDisabled(error)) return { problems, issue: 'not possible: issues are disabled' };
    if (!(error instanceof GitHubRequestError)) throw error;
    if (PASSING.includes(error.reason)) {
      return { problems, issue: 'left as it is, because GitHub did not answer' };
    }
    throw new UserError({
      what: `the health issue could not be brought up to date: ${error.message}`,
      where: repository,
      fix: 'let the workflow write issues (permissions: issues: write)',
    });
  }
}

async function settle(
  client: Client,
  repository: string,
  problems: string[],
  isKnown: boolean,
  run: string,
): Promise<Health['issue']> {
  const open = await findOwnIssue(client, repository, MARKER);
  if (problems.length > 0) {
    const body = issueText(problems);
    if (open?.body === body) return 'left as it is';
    if (open) await rewriteIssue(client, repository, open.number, body);
    else await openIssue(client, repository, TITLE, body);
    return open ? 'updated' : 'opened';
  }
  if (!open) return 'none needed';
  // Without a report nobody knows whether what was stale is fresh again.
  if (!isKnown) return 'left as it is';
  await closeIssue(client, repository, open.number, `All is well again, as of ${run}.`);
  return 'closed';
}

function longStale({ at, stale }: z.infer<typeof reportSchema>): string[] {
  const long = stale
    .filter(({ since }) => Date.parse(at) - Date.parse(since) >= REPORT_AFTER_MS)
    .filter(({ reason, detail }) => reason !== 'no token' && !detail.includes(NOT_FOR_JOBS));
  return sharedFailures(long).map((failure) => `${escapeText(formatFailure(failure))}.`);
}

function issueText(problems: string[]): string {
  return [
    MARKER,
    'What could not be refreshed keeps its last good value, so the site is right but not up to date. The summary of the run says what to do. This issue closes itself when all is well.',
    list(problems),
  ].join('\n\n');
}

function list(problems: string[]): string {
  const lines = problems.slice(0, MOST_LINES).map((problem) => `- ${problem}`);
  if (problems.length > MOST_LINES) lines.push(`- … and ${problems.length - MOST_LINES} more`);
  return lines.join('\n');
}

/** The outcome for the job summary, in Markdown. */
export function healthSummary({ problems, issue }: Health): string {
  if (problems.length === 0) return `**Health.** All is well; health issue: ${issue}.\n`;
  return `**Health.** ${pluralize(problems.length, 'problem')}; health issue: ${issue}.\n\n${list(problems)}\n`;
}
