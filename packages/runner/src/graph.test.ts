import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderGraph, upstreamOf } from './graph.ts';
import type { StageSpec } from './stage.ts';

function stage(id: string, upstream: readonly string[] = [], more: Partial<StageSpec> = {}): StageSpec {
  const inputs = Object.fromEntries(upstream.map((from) => [`from-${from}`, { stage: from, output: 'value' }]));
  return { id, kind: 'toy', modules: { entry: 'toy' }, parameters: null, inputs, outputs: ['value'], ...more };
}

test('each stage comes after its inputs, whatever the order given', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 15 }),
      fc.infiniteStream(fc.nat(1000)),
      (edges, random) => {
        const stages = edges.map((from, i) =>
          stage(`s${i}`, [...new Set(from.filter((j) => j < i).map((j) => `s${j}`))]),
        );
        const shuffled = stages
          .map((each) => ({ each, by: random.next().value as number }))
          .sort((a, b) => a.by - b.by)
          .map(({ each }) => each);
        const ordered = orderGraph({ name: 'toy', stages: shuffled });
        expect(ordered.nodes.map(({ position }) => position)).toEqual(stages.map((_, i) => i));
        expect(ordered.nodes.map((node) => node.stage)).toEqual(ordered.stages);
        for (const each of stages) {
          for (const id of upstreamOf(each)) {
            const [source, target] = [ordered.byId.get(id)!, ordered.byId.get(each.id)!];
            expect(source.position).toBeLessThan(target.position);
            expect(source.height).toBeGreaterThan(target.height);
            expect(source.dependants).toContain(target);
            expect(target.upstream).toContain(source);
          }
        }
      },
    ),
  );
});

test.each([
  ['graph-duplicate-stage', [stage('a'), stage('a')], 'two stages are called a'],
  ['graph-unknown-stage', [stage('b', ['a'])], 'stage b: input from-a comes from a, which is not in the graph'],
  [
    'graph-unknown-output',
    [stage('a', [], { outputs: ['grid', 'spectra'] }), stage('b', ['a'])],
    'which has grid, spectra',
  ],
  [
    'graph-cycle',
    [stage('a', ['c']), stage('b', ['a']), stage('c', ['b']), stage('d', ['c'])],
    /a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/,
  ],
  ['graph-cycle', [stage('a', ['a'])], 'a -> a'],
  ['graph-invalid', [stage('')], 'the id is empty'],
  ['graph-invalid', [stage('a', [], { outputs: [] })], 'stage a: it has no output'],
  ['graph-invalid', [stage('a', [], { outputs: ['x', 'x'] })], 'two outputs have the same name'],
  ['graph-invalid', [stage('a', [], { modules: { entry: '' } })], 'there is no entry module'],
])('%s', (code, stages, message) => {
  expect(() => orderGraph({ name: 'toy', stages })).toThrow(expect.objectContaining({ code }));
  expect(() => orderGraph({ name: 'toy', stages })).toThrow(message);
});
