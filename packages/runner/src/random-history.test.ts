import { test } from 'vitest';
import { checkRandomHistories } from './testing/random-history.ts';

test('the result does not depend on jobs, order, or what happened to the store', async () => {
  await checkRandomHistories(8);
}, 60_000);
