import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@cevns/source'] };
const exclude = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  ssr: { resolve },
  resolve,
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests start the command and wait: one worker a core, not one less.
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.ts'],
    projects: [
      {
        extends: true,
        // Their files share a process, which halves the time of the many small ones.
        test: {
          name: 'parts',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/validation/**/*.test.ts'],
          exclude,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'product', include: ['test/**/*.test.ts'], exclude: [...exclude, 'test/validation/**'] },
      },
    ],
  },
});
