import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without these conditions graphql is loaded twice ("another module or realm").
  ssr: { resolve: { conditions: ['node', 'module-sync', 'import', 'default'] } },
  // Waiting is bounded so that a test that hangs says so; a slow machine is no fault.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
