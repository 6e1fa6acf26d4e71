import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without these conditions graphql is loaded twice ("another module or realm").
  ssr: { resolve: { conditions: ['node', 'module-sync', 'import', 'default'] } },
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000 },
});
