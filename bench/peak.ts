/** Preloaded into a measured process: tells on its end how much memory it took at most, in bytes. */
import { writeSync } from 'node:fs';

const PIPE = 3;

process.on('exit', () => {
  writeSync(PIPE, String(process.resourceUsage().maxRSS * 1024));
});
