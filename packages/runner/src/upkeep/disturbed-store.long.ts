import { test } from 'vitest';
import { disturb } from '../testing/disturbed-store.ts';

test('two runs and a gc at the same time, killed at random fifty times', () => disturb(50), 600_000);
