import type { Summary } from '@cevns/studies/generated/summary';
import { expect, test } from 'vitest';
import { resultLines } from './result-lines.ts';

const lines = (analysis: object, warnings: readonly string[] = []): string[] =>
  resultLines({ warnings, analysis } as unknown as Summary);

test('warnings come first', () => {
  const [first] = lines({ p: { kind: 'predict', components: { cevns: 1 } } }, ['p: beware']);
  expect(first).toContain('warning: p: beware');
});

test('a prediction: events of every component', () => {
  expect(lines({ p: { kind: 'predict', components: { brn: 18.44, cevns: 306.66 } } })).toEqual([
    '  p',
    '    expected events: brn 18.4, cevns 306.7',
  ]);
});

test('a fit: intervals where there are any, else the Hesse error; nothing of what was held', () => {
  const parameters = {
    a: { value: 1, error: 0.11, minus: 0.1, plus: 0.12, fixed: false },
    b: { value: 2, error: 0.5, minus: null, plus: 0.4, fixed: false, unit: 'us' },
    c: { value: 3, error: null, minus: null, plus: null, fixed: false },
    d: { value: 4, error: null, minus: null, plus: null, fixed: true },
  };
  const [, ...found] = lines({
    f: { kind: 'fit', parameters, components: { cevns: 1 }, statistic: 98.7654, deviance: 90, bins: 99 },
  });
  expect(found.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual([
    'a 1 +0.12 -0.1',
    'b 2 +- 0.5 us',
    'c 3',
    'fitted events: cevns 1.00',
    'statistic 98.765, deviance 90.000 in 99 bins',
  ]);
});

test('small numbers keep their digits', () => {
  const parameters = { mu: { value: 1.2363e-11, error: null, minus: 2e-12, plus: 3.21e-12, fixed: false } };
  const [, first] = lines({
    f: { kind: 'fit', parameters, components: { cevns: 1 }, statistic: 1, deviance: 1, bins: 1 },
  });
  expect(first).toContain('1.236e-11 +3.210e-12 -2.000e-12');
});

test('a significance with its method', () => {
  expect(lines({ s: { kind: 'significance', z: 11.6, method: 'asymptotic' } })[1]).toBe(
    '    11.600 standard deviations (asymptotic)',
  );
});

test('a profile: an interval per confidence, open where it has no end', () => {
  const intervals = [
    { confidence: 0.6827, lower: 0.8, upper: 1.2 },
    { confidence: 0.9, lower: null, upper: 1.3 },
  ];
  expect(lines({ p: { kind: 'profile', parameter: 'strength', intervals } }).slice(1)).toEqual([
    '    strength: 68.27 % interval 0.8 to 1.2',
    '    strength: 90 % interval open to 1.3',
  ]);
});
