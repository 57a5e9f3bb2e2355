import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { Artifact } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { interpolationsOf } from '../interpolations.ts';
import { artifact } from '../testing/artifacts.ts';
import { countingModel, modules, withNuisances } from '../testing/counting-model.ts';
import { nuisancesName, rowBlocks, rowsName, rowsOf } from './contour-plan.ts';
import { JoinedRows } from './joined-rows.ts';

const [ROWS, COLUMNS] = [203, 101];
const axis = (parameter: string, points: number) =>
  ({ parameter, range: [0.5, 1.5], points, spacing: 'linear' }) as const;
const plan = { x: axis('strength', ROWS), y: axis('scale', COLUMNS), fixed: {}, blocks: 4 };
const axes = [plan.x, plan.y].map(({ parameter, points }) => ({
  parameter,
  values: Float64Array.from({ length: points }, (_, k) => 0.5 + k / (points - 1)),
})) as unknown as ConstructorParameters<typeof JoinedRows>[4];
const model = compileModel(withNuisances(countingModel()), interpolationsOf(modules));
const start = fit(model) as ConvergedFit;
const flat = (...values: number[]) => ({ shape: [values.length], data: Float64Array.from(values) });

/** What blocks leave: the statistic is the number of the point, nuisance parameters are off by halves of its row and its column. */
function inputsOf(better: readonly number[]): Record<string, Artifact> {
  const inputs: Record<string, Artifact> = {};
  for (const block of rowBlocks(plan)) {
    const { from, to } = rowsOf(block, ROWS);
    const points = Array.from({ length: (to - from) * COLUMNS }, (_, k) => from * COLUMNS + k);
    const statistic = flat(...points.map((point) => (point % 5000 === 17 ? Number.NaN : point)));
    const own = block.block === 2 ? better : [];
    inputs[rowsName(block)] = artifact({ arrays: { statistic, better: flat(...own), evaluations: flat(7) } });
    const fits = points.flatMap((point) => [0.5 * Math.floor(point / COLUMNS), 0.5 * (point % COLUMNS)]);
    inputs[nuisancesName(block)] = artifact({
      arrays: { fits: { shape: [points.length, 2], data: Float32Array.from(fits) } },
    });
  }
  return inputs;
}

test('the points of all blocks in their order, with the parameters that belong to them', () => {
  const rows = new JoinedRows(inputsOf([]), plan, model, start, axes);
  expect(rows.failed).toEqual([17, 5017, 10_017, 15_017, 20_017]);
  expect(rows.evaluations).toBe(7 * rowBlocks(plan).length);
  expect([rows.minimum, rows.betterMinimum]).toEqual([start.statistic, null]);
  const value = (name: string) => start.parameters.find((each) => each.name === name)!.value;
  for (const point of [0, 5140, 10_301, 20_502]) {
    const [i, j] = [Math.floor(point / COLUMNS), point % COLUMNS];
    expect(rows.statistic[point]).toBe(point);
    const expected = {
      strength: axes[0].values[i],
      scale: axes[1].values[j],
      efficiency: value('efficiency') + 0.5 * i,
      flux: value('flux') + 0.5 * j,
    };
    expect(Array.from(rows.parametersAt(point))).toEqual(
      model.names.map((name) => expected[name as keyof typeof expected]),
    );
  }
});

test('a lower minimum that a block met is what rises are counted from', () => {
  const high = { ...start, statistic: start.statistic + 1 };
  const rows = new JoinedRows(inputsOf(start.parameters.map(({ value }) => value)), plan, model, high, axes);
  expect(rows.betterMinimum!.statistic).toBeCloseTo(start.statistic, 9);
  expect(rows.minimum).toBe(rows.betterMinimum!.statistic);
});
