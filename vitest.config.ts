import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@cevns/source'] };
const exclude = ['**/node_modules/**', '**/dist/**'];
/** Packages without processes of their own: their test files share a process, which halves the time of the many small ones. */
const pure = '{numerics,physics,sources,detectors,fitting,language,plotting,studies,cli}';

export default defineConfig({
  ssr: { resolve },
  resolve,
  test: {
    testTimeout: 30_000,
    // Many tests start the command and wait: one worker a core, not one less.
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: [`packages/${pure}/src/**/*.test.ts`], exclude, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'product',
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...exclude, `packages/${pure}/**`],
        },
      },
    ],
  },
});
