/** Preloaded into a measured process: reports its peak memory and processor time on exit. */
import { writeSync } from 'node:fs';

const PIPE = 3;

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakBytes: maxRSS * 1024, processorMs: (userCPUTime + systemCPUTime) / 1000 };
  writeSync(PIPE, JSON.stringify(usage));
});
