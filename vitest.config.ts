import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@cevns/source'] } },
  resolve: { conditions: ['@cevns/source'] },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    // Many tests start the command and wait: one worker a core, not one less.
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
