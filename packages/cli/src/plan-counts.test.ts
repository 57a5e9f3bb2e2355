import { expect, test } from 'vitest';
import { planCounts } from './plan-counts.ts';

test('one is singular, none and several are plural', () => {
  const stages = (...statuses: ('run' | 'may-run' | 'cached')[]) => statuses.map((status) => ({ status }));
  expect(planCounts(stages('run', 'cached'))).toBe('1 stage would run, 0 may follow, 1 is unchanged');
  expect(planCounts(stages('run', 'run', 'may-run'))).toBe('2 stages would run, 1 may follow, 0 are unchanged');
});
