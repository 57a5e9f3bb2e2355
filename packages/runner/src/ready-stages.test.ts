import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchSize } from './batch-size.ts';
import { type ReadyStage, ReadyStages } from './ready-stages.ts';

function ready(height: number, position: number, entry = 'short', alone = false): ReadyStage {
  const stage = { id: `s${position}`, kind: 'toy', modules: { entry }, parameters: null, inputs: {}, outputs: ['x'] };
  const node = { stage, position, height, upstream: [], dependants: [] };
  const ingredients = { kind: 'toy', code: {}, parameters: null, inputs: {}, runtime: '' };
  return { node, key: String(position), ingredients, reason: { kind: 'new-stage', text: '' }, alone };
}

const positions = (batch: readonly ReadyStage[]) => batch.map(({ node }) => node.position);

function heapOf(stages: readonly ReadyStage[]): ReadyStages {
  const heap = new ReadyStages();
  for (const each of stages) heap.add(each);
  return heap;
}

test('whatever is added and taken when, the longest way to the end comes first, then the order of the graph', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(5), { freq: 3 }), { maxLength: 60 }), (steps) => {
      const heap = new ReadyStages();
      const model: ReadyStage[] = [];
      steps.forEach((height, position) => {
        if (height === null) {
          model.sort((a, b) => b.node.height - a.node.height || a.node.position - b.node.position);
          expect(heap.first()).toBe(model[0]);
          expect(heap.take()).toBe(model.shift());
        } else {
          const stage = ready(height, position);
          heap.add(stage);
          model.push(stage);
        }
        expect(heap.size).toBe(model.length);
      });
    }),
  );
});

test('a stage of which nothing is known travels alone, short ones together, long ones alone again', () => {
  const size = new BatchSize();
  const heap = heapOf(Array.from({ length: 100 }, (_, i) => ready(1, i)));
  expect(positions(size.take(heap, 2))).toEqual([0]);
  size.learn(ready(1, 0), 2);
  expect(positions(size.take(heap, 2))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (let i = 0; i < 20; i++) size.learn(ready(1, 0), 30);
  expect(positions(size.take(heap, 2))).toEqual([11]);
  for (let i = 0; i < 60; i++) size.learn(ready(1, 0), 0);
  // Each worker gets its share, however short the stages are.
  expect(size.take(heap, 2)).toHaveLength(44);
});

test('short stages do not wait for a long one, nor go with one that has to be alone', () => {
  const size = new BatchSize();
  size.learn(ready(1, 0), 1);
  size.learn(ready(1, 0, 'long'), 1000);
  const stages = [
    ready(3, 0),
    ready(3, 1),
    ready(2, 2, 'long'),
    ready(2, 3, 'short', true),
    ready(1, 4),
    ready(1, 5, 'unknown'),
    ready(1, 6),
  ];
  const heap = heapOf(stages);
  const batches: number[][] = [];
  while (heap.size > 0) batches.push(positions(size.take(heap, 1)));
  expect(batches).toEqual([[0, 1], [2], [3], [4], [5], [6]]);
});
