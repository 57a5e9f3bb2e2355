import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit } from './fit.ts';
import { affine, compile } from './fixtures/example-models.ts';
import type { FactorDescription, ModelDescription } from './model.ts';
import { createObjective } from './objective.ts';

const ROWS = 4;
const COLUMNS = 5;
const unitPull = { kind: 'normal', mean: 0, sigma: 1 } as const;

/** A pulse that starts at the onset, tabulated with its derivatives. */
function pulse(): FactorDescription {
  const knots = Array.from({ length: 15 }, (_, k) => 0.2 + 0.05 * k);
  const columns = Array.from({ length: COLUMNS }, (_, i) => 0.2 * i + 0.1);
  const table = (f: (d: number) => number) =>
    Float64Array.from(knots.flatMap((onset) => columns.map((t) => f(t - onset))));
  const density = (d: number) => Math.exp(-0.5 * (d / 0.2) ** 2);
  return {
    kind: 'table',
    axes: [1],
    parameter: 'onset',
    from: 0.2,
    step: 0.05,
    value: table(density),
    first: table((d) => (d / 0.04) * density(d)),
    second: table((d) => ((d * d) / 0.0016 - 25) * density(d)),
  };
}

const factor = fc.double({ min: 0.6, max: 1.5, noNaN: true });
const rows = fc.array(factor, { minLength: ROWS, maxLength: ROWS });

/** A signal of free strength and onset, with three pulls that deform it by unequal steps up and down, over two backgrounds. */
const models = fc
  .record({
    interpolation: fc.constantFrom('piecewise-linear', 'quadratic'),
    ups: fc.array(rows, { minLength: 3, maxLength: 3 }),
    downs: fc.array(rows, { minLength: 3, maxLength: 3 }),
    counts: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: ROWS * COLUMNS, maxLength: ROWS * COLUMNS }),
    strength: fc.constantFrom(0, 0.5, 1, 3),
  })
  .map(({ interpolation, ups, downs, counts, strength }): ModelDescription => {
    const nominal = Float64Array.of(6, 14, 9, 3);
    const scaled = (factors: readonly number[]) => nominal.map((value, i) => value * factors[i]!);
    const shape: FactorDescription = {
      kind: 'morph',
      axes: [0],
      nominal,
      interpolation,
      variations: ups.map((up, j) => ({ parameter: `pull${j}`, up: scaled(up), down: scaled(downs[j]!) })),
    };
    const flat = (axes: number[], values: number[]): FactorDescription => ({
      kind: 'morph',
      axes,
      nominal: Float64Array.from(values),
      interpolation,
      variations: [],
    });
    const background = [flat([0], [5, 4, 4, 3]), flat([1], [1, 1.2, 1, 1.1, 0.9])];
    const edges = (bins: number) => Float64Array.from({ length: bins + 1 }, (_, i) => i);
    return {
      parameters: [
        { name: 'strength', initial: strength, lower: 0, upper: 10 },
        { name: 'onset', initial: 0.5, lower: 0.2, upper: 0.9 },
        ...[0, 1, 2].map((j) => ({ name: `pull${j}`, initial: 0, lower: -5, upper: 5, constraint: unitPull })),
        { name: 'norm', initial: 1, lower: 0.01, constraint: { kind: 'normal', mean: 1, sigma: 0.2 } },
      ],
      channels: [
        {
          name: 'events',
          axes: [
            { name: 'row', edges: edges(ROWS) },
            { name: 'column', edges: edges(COLUMNS) },
          ],
          observed: Float64Array.from(counts),
          components: [
            { name: 'signal', terms: [{ weight: affine(0, 1, 'strength'), factors: [shape, pulse()] }] },
            { name: 'background', terms: [{ weight: affine(0, 1, 'norm'), factors: background }] },
          ],
        },
      ],
    };
  });

test('every fit converges to a point that no small step lowers, with kinks, bounds and a movable onset', () => {
  let evaluations = 0;
  let fits = 0;
  fc.assert(
    fc.property(models, (description) => {
      const model = compile(description);
      const result = fit(model);
      if (result.status === 'failed') throw new Error(`${result.reason}: ${JSON.stringify(result)}`);
      evaluations += result.verdict.evaluations;
      fits += 1;
      const objective = createObjective(model);
      const theta = Float64Array.from(result.parameters, ({ value }) => value);
      const at = objective.value(theta);
      expect(at).toBeCloseTo(result.statistic, 9);
      for (let p = 0; p < theta.length; p++) {
        for (const step of [1e-3, -1e-3, 1e-5, -1e-5]) {
          // A kink that bends downwards may have a minimum on either side of it.
          if (theta[p]! * (theta[p]! + step) < 0) continue;
          const moved = Float64Array.from(theta);
          moved[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, theta[p]! + step));
          expect(objective.value(moved)).toBeGreaterThan(at - 1e-9);
        }
      }
    }),
    { numRuns: 400, seed: 2 },
  );
  expect(evaluations / fits).toBeLessThan(30);
});
