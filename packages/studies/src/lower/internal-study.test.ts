import { expect, test } from 'vitest';
import { parsed } from '../testing/written-study.ts';
import { inLongForm, modelOf, parametersOf } from './internal-study.ts';

test('an analysis or output by its kind alone is the same as a mapping of that kind', () => {
  const short = parsed({ analysis: '{ a: fit }', outputs: '[report]' });
  const long = parsed({ analysis: '{ a: { kind: fit } }', outputs: '[{ kind: report }]' });
  expect(inLongForm(short.written)).toEqual(long.written);
  expect(inLongForm(long.written)).toEqual(long.written);
});

test('the parameters of a part are what its model computes with, not who measured it', () => {
  const part = { model: 'constant', title: 'Quenching', references: ['arXiv:1'], factor: 0.1, variations: {} };
  expect(parametersOf(part)).toEqual({ factor: 0.1 });
  expect(modelOf(part)).toBe('constant');
  expect([modelOf('helm'), parametersOf('helm')]).toEqual(['helm', {}]);
});
