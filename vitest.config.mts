import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/workbench/**', 'test/ui/**', 'test/fromNothing/**', 'test/bench/**'],
    testTimeout: 60_000,
    pool: 'threads',
    // much of a test's time goes by in other programs: httpd, openssl, browsers
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
