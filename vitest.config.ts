import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Some tests change the working directory, which threads share.
    pool: 'forks',
    // Long enough for slow machines. A test that hangs is caught; no test measures time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxConcurrency: 10,
    // No test leaves anything behind in a module, so that each worker loads them once.
    isolate: false,
    // One more than cores, because a worker waits for git, shells and the browser a fifth of the time.
    maxWorkers: availableParallelism() + 1,
    // V8 optimizes a function later, because most of a test run is too short for that to pay off.
    execArgv: ['--interrupt-budget=500000'],
    // Whatever is not faked on loopback fails at once.
    env: {
      GITHUB_API_URL: 'http://127.0.0.1:9',
      GITHUB_TOKEN: '',
      GITHUB_ACTIONS: '',
      TZ: 'Pacific/Kiritimati',
    },
  },
});
