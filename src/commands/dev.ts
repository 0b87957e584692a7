import type { Context, Outcome } from '../context/command.ts';
import { loadPortfolio } from '../context/inputs.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { serveWhen, serving } from '../site-build/serve.ts';
import { buildForServer } from './build.ts';

/** Builds the site from the stored data and serves it. `npm run dev` restarts it on every change. */
export async function run(context: Context): Promise<Outcome> {
  const { flags, environment } = context;
  const server = await serveWhen(environment.port, flags.out, async (url) => {
    await removeLeftovers(context);
    const portfolio = await loadPortfolio(flags.data, flags['as-of'], environment.repository);
    await buildForServer(context, portfolio, url);
  });
  return serving(server);
}
