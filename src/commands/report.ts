import { type Context, done, type Outcome } from '../context/command.ts';
import { appendText } from '../files.ts';
import { createRedactor } from '../redact.ts';
import { runSummary } from '../report/job-summary.ts';
import { gatherRunReport } from '../report/run-report.ts';

/** Writes the job summary of a workflow run, or prints it where there is none. */
export async function run(context: Context): Promise<Outcome> {
  const gathered = await gatherRunReport(context);
  const summary = runSummary(gathered);
  const { summaryFile, secrets } = context.environment;
  if (summaryFile) await appendText(summaryFile, createRedactor(secrets)(summary));
  return done(summaryFile ? 'The summary of the run is written' : summary, gathered);
}
