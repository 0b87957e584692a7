/** `npm run bench`: measures refresh and build against their budgets. Exits with 1 if one is exceeded. */
import { overBudget } from './figures.ts';
import { benchAgainstEleventy } from './pairs.ts';
import { benchRefresh } from './refresh.ts';
import { benchBuild, benchDaily, benchJob } from './surfaces.ts';
import { benchWorkflow } from './workflow.ts';

await benchRefresh();
await benchJob(25, 2.5);
await benchJob(200, 6);
await benchDaily(30, 8);
await benchBuild();
await benchAgainstEleventy(31, 3);
await benchWorkflow(31, 30);
const over = overBudget();
for (const { what } of over) console.log(`Over budget: ${what}`);
process.exitCode = over.length > 0 ? 1 : 0;
