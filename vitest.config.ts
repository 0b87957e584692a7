import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Eleventy loads eleventy.config.ts itself, so each worker needs the TypeScript loader.
    pool: 'forks',
    execArgv: ['--import', 'tsx'],
    // Generous, for slow machines: a test that hangs is caught, and no test measures time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxConcurrency: 10,
    // No test leaves anything behind in a module, so that each worker loads them once.
    isolate: false,
    // One more than there are cores: many a test waits for a program of its own, or for the disk.
    maxWorkers: availableParallelism() + 1,
    // A network that tests must not reach: whatever is not faked on loopback fails at once.
    env: {
      GITHUB_API_URL: 'http://127.0.0.1:9',
      GITHUB_TOKEN: '',
      GITHUB_ACTIONS: '',
      TZ: 'Pacific/Kiritimati',
    },
  },
});
