import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without these conditions graphql is loaded twice ("another module or realm").
  ssr: { resolve: { conditions: ['node', 'module-sync', 'import', 'default'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Waiting is bounded so that a test that hangs says so; a slow machine is no fault.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests wait for timers and sockets most of the time: on two cores two files at a time are done sooner.
    maxWorkers: '100%',
  },
});
