import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that take longer than `npm test` should: `npm run test:long`. Merging would add to the tests of `npm test`, not replace them. */
const { projects: _, ...shared } = base.test ?? {};

export default defineConfig({
  ...base,
  test: { ...shared, include: ['packages/*/src/**/*.long.ts', 'test/**/*.long.ts'], testTimeout: 600_000 },
});
