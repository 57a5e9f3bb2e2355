import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@cevns/source'] };

export default defineConfig({
  ssr: { resolve },
  resolve,
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Files share a process: each starting its own, with what they import, would take half as long again.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests start the command and wait: one worker a core, not one less.
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
