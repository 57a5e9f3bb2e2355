import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { expect, test } from 'vitest';
import type { CompiledModel } from '../compile.ts';
import { compile, countingModel } from '../fixtures/example-models.ts';
import { fitToys, joinedToys } from './toy-block.ts';

const newModel = () => compile(countingModel({ n: 30, s: 12, b: 20, relativeUncertainty: 0.2 }));
const experiment = (size: number, tested: number) => ({
  free: new Uint8Array(size).fill(1),
  truth: Float64Array.from(newModel().initial),
  tested,
});

test('a toy is the same after others, of this truth or another, and in whatever block it is', () => {
  const size = newModel().names.length;
  const block = (model: CompiledModel, first: number, count: number, tested = 0) =>
    fitToys(model, experiment(size, tested), createRandomStream(3, 'blocks'), { first, count });
  const whole = block(newModel(), 0, 40);
  const model = newModel();
  expect(block(model, 30, 10).minima).toEqual(whole.minima.slice(30));
  block(model, 0, 3, -1);
  const truth = Float64Array.from(model.initial, (value) => 1.1 * value);
  fitToys(model, { ...experiment(size, 0), truth }, createRandomStream(4, 'others'), { first: 7, count: 5 });
  const parts = [block(model, 0, 13), block(model, 13, 27)];
  expect(joinedToys(parts)).toEqual(whole);
});
