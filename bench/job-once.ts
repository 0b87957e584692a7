/** Times refresh, build and README in one process, as in `npm start`. The only argument is the owner's folder. */
import { join } from 'node:path';
import { updateReadme } from '../src/commands/readme.ts';
import { refresh } from '../src/commands/refresh.ts';
import { readEnvironment } from '../src/context/environment.ts';
import { parseFlags } from '../src/context/flags.ts';
import { loadPortfolio } from '../src/context/inputs.ts';
import { buildSite } from '../src/site-build/build.ts';

const [folder = ''] = process.argv.slice(2);
const data = join(folder, 'data');
const times = [performance.now()];
await refresh({
  flags: { ...parseFlags([], []), data },
  environment: readEnvironment(process.env),
  now: new Date(process.env.BENCH_NOW ?? ''),
  say: () => {},
  progress: () => {},
});
times.push(performance.now());
const portfolio = await loadPortfolio(data);
await buildSite(portfolio, { out: join(folder, '_site'), baseUrl: portfolio.site });
times.push(performance.now());
await updateReadme(portfolio, join(folder, 'README.md'));
times.push(performance.now());
console.log(JSON.stringify({ ms: times.slice(1).map((time, index) => time - (times[index] ?? 0)) }));
