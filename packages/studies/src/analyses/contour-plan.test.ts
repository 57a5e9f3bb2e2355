import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import {
  analysisInputs,
  analysisParameters,
  countingModel,
  modules,
  withNuisances,
} from '../testing/counting-model.ts';
import { graphOf, sections } from '../testing/written-study.ts';
import { run, type ScannedPlane } from './contour.ts';
import { contourParts, numberOfBlocks, rowBlocks, rowsOf } from './contour-plan.ts';

const axis = (parameter: string, from: number, to: number, points: number) =>
  ({ parameter, range: [from, to], points, spacing: 'linear' }) as const;

test('a plane scanned in stages is that of one stage, as far as both are exact', async () => {
  const x = axis('strength', 0.5, 1.5, 201);
  const y = axis('scale', 0.6, 1.4, 101);
  const plan = { x, y, fixed: {}, confidence: [0.6827, 0.9], degreesOfFreedom: 2, blocks: 4 };
  const inputs = analysisInputs(withNuisances(countingModel()));
  const { parts, takes } = contourParts(plan)!;
  expect(parts.map(({ name }) => name)).toEqual(['rows-0', 'rows-1', 'rows-2', 'rows-3', 'lines-0', 'lines-1']);
  const made: Record<string, StageOutput> = {};
  for (const { name, parameters, takes: needed = [] } of parts) {
    const taken = Object.fromEntries(needed.map((part) => [part, made[part]!]));
    const outputs = await call(run, { parameters, inputs: { ...inputs, ...taken }, modules });
    for (const [output, artifact] of Object.entries(outputs)) {
      const bytes = artifact.type === 'json' ? { json: artifact.json() } : { bytes: artifact.bytes() };
      made[output === 'part' ? name : `${name}:${output}`] = bytes;
    }
  }
  const parameters = { ...analysisParameters, ...plan };
  const taken = Object.fromEntries(takes.map((name) => [name, made[name]!]));
  const planeOf = async (more: Record<string, StageOutput>) =>
    (
      await call(run, { parameters, inputs: { ...inputs, ...more }, modules })
    ).result!.json() as unknown as ScannedPlane;
  const [divided, whole] = [await planeOf(taken), await planeOf({})];
  expect(divided.best).toEqual(whole.best);
  const differences = divided.delta.map((row, i) => row.map((value, j) => Math.abs(value! - whole.delta[i]![j]!)));
  expect(Math.max(...differences.flat())).toBeLessThan(1e-5);
  divided.contours.forEach(({ lines: own }, k) => {
    const other = whole.contours[k]!.lines;
    expect(own.map(({ closed, points }) => [closed, points.length])).toEqual(
      other.map(({ closed, points }) => [closed, points.length]),
    );
    own.forEach(({ points }, l) => {
      points.forEach(([px, py], n) => {
        const [qx, qy] = other[l]!.points[n]!;
        expect(Math.hypot(px - qx, py - qy)).toBeLessThan(1e-4);
      });
    });
  });
});

test('all stages of a large plane name one module, which a worker loads once', () => {
  const { stages } = graphOf({
    parameters: '\n  one: { scales: cevns }\n  two: { scales: steady }',
    analysis: `\n  plane: { kind: contour, x: { parameter: one, range: [0, 2], points: 201 },
    y: { parameter: two, range: [0, 2], points: 201 } }`,
  }).graph;
  const own = stages.filter(({ id }) => id.includes('analysis/plane'));
  expect(own).toHaveLength(8 + 2 + 1);
  expect(new Set(own.map(({ modules: { entry } }) => entry)).size).toBe(1);
});

const blocksOf = (x: number, y: number, bins: number) =>
  numberOfBlocks({ x: axis('a', 0, 1, x), y: axis('b', 0, 1, y) }, bins);

test('planes are divided by the number of their points, smaller ones where a fit takes long', () => {
  expect(blocksOf(101, 101, 99)).toBeUndefined();
  expect([blocksOf(151, 151, 99), blocksOf(301, 301, 99), blocksOf(1001, 1001, 99)]).toEqual([4, 12, 108]);
  expect([blocksOf(101, 101, 2000), blocksOf(71, 71, 5000)]).toEqual([2, 2]);
  // What has few points is mostly looking for other minima.
  expect(blocksOf(31, 31, 100_000)).toBeUndefined();
});

test('the bins of all experiments count', () => {
  const plane = '{ kind: contour, x: { parameter: one, range: [0, 2] }, y: { parameter: two, range: [0, 2] } }';
  const stagesOf = (edges: number) =>
    graphOf({
      parameters: '\n  one: { scales: cevns }\n  two: { scales: steady }',
      detector: sections.detector!.replace(
        '[0, 10, 20, 40]',
        `[${Array.from({ length: edges }, (_, i) => i).join(', ')}]`,
      ),
      analysis: `\n  plane: ${plane}`,
    }).graph.stages.filter(({ id }) => id.includes('analysis/plane'));
  // Two bins of time.
  expect([stagesOf(401).length, stagesOf(601).length]).toEqual([1, 2 + 2 + 1]);
});

test('every row belongs to one block', () => {
  expect(rowBlocks({})).toEqual([]);
  const blocks = rowBlocks({ blocks: 12 });
  expect(blocks.length).toBe(12);
  blocks.forEach((block, k) => {
    const { from, to } = rowsOf(block, 301);
    expect(from).toBe(k === 0 ? 0 : rowsOf(blocks[k - 1]!, 301).to);
    expect(to).toBeGreaterThan(from);
  });
  expect(rowsOf(blocks.at(-1)!, 301).to).toBe(301);
});
