import { availableParallelism } from 'node:os';
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
    // As in packages/cli/bin/cevns.js, and why: it took a tenth of the CPU time of the tests.
    execArgv: process.versions.node.startsWith('20.') ? ['--interrupt-budget=500000'] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes at once, but not on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    globalSetup: './test/temporary-folder.ts',
    // Many tests start programs and wait: more workers than cores.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
