import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that take longer than `npm test` should: `npm run test:long`. */
export default mergeConfig(
  base,
  defineConfig({
    test: { include: ['packages/*/src/**/*.long.ts', 'test/**/*.long.ts'], testTimeout: 600_000 },
  }),
);
