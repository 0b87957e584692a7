import type { Context, Outcome } from '../context/command.ts';
import { loadPortfolio } from '../context/inputs.ts';
import { interactive } from '../github/retry-policy.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { formatDay, pluralize } from '../render/format.ts';
import type { RefreshReport } from '../report/refresh-report.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { type SiteServer, serveWhen, serving } from '../site-build/serve.ts';
import { buildForServer } from './build.ts';
import { updateReadme } from './readme.ts';
import { refresh } from './refresh.ts';

/** Refreshes, builds, and serves the site until the program is stopped. */
export async function run(context: Context): Promise<Outcome> {
  return serving(await start(context));
}

/** Refreshes if GitHub can be reached, updates the README, builds, and serves. */
export async function start(context: Context): Promise<SiteServer> {
  const { flags, environment, now, say } = context;
  return serveWhen(environment.port, flags.out, async (url) => {
    await removeLeftovers(context);
    const report = await refresh(context, interactive);
    const portfolio = await loadPortfolio(flags.data, flags['as-of'], environment.repository);
    say(describeFreshness(report, portfolio, now));
    const { target, isChanged } = await updateReadme(portfolio, flags.target);
    if (isChanged) say(`Updated ${target}.`);
    await buildForServer(context, portfolio, url);
  });
}

const DAY_IN_MS = 86_400_000;

/** One line on whether the refresh succeeded, and how old the data is. */
export function describeFreshness(
  { isComplete, stale }: RefreshReport,
  portfolio: Portfolio,
  now: Date,
): string {
  const latest = portfolio.changedAt ?? portfolio.asOf;
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(latest)) / DAY_IN_MS));
  const age = `data last changed ${formatDay(latest)}, ${pluralize(days, 'day')} ago`;
  if (!isComplete) return `Couldn't reach GitHub, using the stored snapshot: ${age}.`;
  if (stale.length === 0) return `Refreshed from GitHub: ${age}.`;
  return `Refreshed from GitHub, except ${pluralize(stale.length, 'fact')} that ${whyStale(stale)}: ${age}.`;
}

function whyStale(stale: RefreshReport['stale']): string {
  if (stale.some(({ reason }) => reason !== 'no token')) return 'could not be updated';
  return `${stale.length === 1 ? 'needs' : 'need'} a token (GITHUB_TOKEN=$(gh auth token) npm start)`;
}
