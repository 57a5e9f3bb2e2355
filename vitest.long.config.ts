import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that take longer than `npm test` should: `npm run test:long`. Merging would add to the tests of `npm test`, not replace them. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['packages/*/src/**/*.long.ts', 'test/**/*.long.ts'], testTimeout: 600_000 },
});
