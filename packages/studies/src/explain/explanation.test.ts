import { expect, test } from 'vitest';
import { type ExplainedChoice, largestSpread } from './explanation.ts';

const choice = (name: string, changes: Readonly<Record<string, number>>, limit?: string): ExplainedChoice => ({
  choice: name,
  path: name,
  study: 'own',
  alternatives: Object.entries(changes).map(([called, change]) => ({
    name: called,
    source: '',
    set: [],
    events: { cevns: 100 + change },
    change,
    ...(called === limit ? { limit: true } : {}),
  })),
});

test('the study itself is one end when all others lie on one side', () => {
  expect(largestSpread([choice('a', { up: 2, farther: 3 }), choice('b', { low: -1, high: 1 })])).toEqual({
    choice: 'a',
    lowest: { name: 'this study', change: 0 },
    highest: { name: 'farther', change: 3 },
  });
});

test('a limit does not count', () => {
  const spread = largestSpread([choice('a', { up: 2, far: 100 }, 'far'), choice('b', { low: -2, high: 1 })]);
  expect(spread).toMatchObject({ choice: 'b', lowest: { name: 'low' }, highest: { name: 'high' } });
});

test('without anything to compare there is none', () => {
  const failed: ExplainedChoice = {
    ...choice('a', {}),
    alternatives: [{ name: 'x', source: '', set: [], reason: 'why' }],
  };
  expect(largestSpread([failed])).toBeUndefined();
  expect(largestSpread([choice('a', { far: 100 }, 'far')])).toBeUndefined();
});
