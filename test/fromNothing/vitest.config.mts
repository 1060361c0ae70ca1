import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/fromNothing/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
