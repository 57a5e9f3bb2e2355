import { test } from 'vitest';
import { disturb } from '../testing/disturbed-store.ts';

test('two runs and a gc at the same time, killed at random three times', () => disturb(3));
