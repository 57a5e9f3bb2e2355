import { test } from 'vitest';
import { expectKillsToLeaveNoTrace } from './testing/killed-runs.ts';

test('two runs on one store, killed three times at random: nothing of it is seen in the end', async () => {
  await expectKillsToLeaveNoTrace(3);
}, 60_000);
