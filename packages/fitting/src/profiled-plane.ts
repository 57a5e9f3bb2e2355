import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { createMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ProfileScan } from './profile.ts';

/** The statistic of a scanned plane between the points of its grid. */
export interface ProfiledPlane {
  /**
   * Statistic above the minimum of the scan, minimised over the other free parameters.
   *
   * @param u place along the first axis in steps of the grid, and the value of its parameter there
   * @param v the same along the second
   * @returns NaN if no fit converged
   */
  rise(u: Place, v: Place): number;
  /**
   * Lowest rise of the statistic between the neighbours of a point along one axis, minimised over all other free parameters.
   *
   * @param point of the grid, not at the ends of the axis
   * @param axis 0 or 1
   * @returns NaN if the fit failed
   */
  lowestBetween(point: number, axis: 0 | 1): number;
  evaluations(): number;
}

/** A place on an axis: in steps of the grid, and the value of the parameter there. */
export interface Place {
  readonly step: number;
  readonly value: number;
}

/**
 * Prepares fits between the points of a scan of two parameters. Each starts from the mean of the fits at the corners around it, one mean
 * for those on each side of a kink; the lowest counts.
 *
 * @param best the fit that the scan was made with
 * @param tolerance decrease of the statistic that a last step is trusted with
 */
export function createProfiledPlane(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  tolerance = 1e-5,
): ProfiledPlane {
  const [first, second] = scan.axes as [ProfileScan['axes'][number], ProfileScan['axes'][number]];
  const [px, py] = [first, second].map(({ parameter }) => model.indexOf.get(parameter)!) as [number, number];
  const [columns, rows] = [first.values.length, second.values.length];
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || p === px || p === py ? 0 : 1));
  const kinks = Array.from(free.keys()).filter((p) => free[p] === 1 && model.kinked[p] === 1);
  const minimiser = createMinimiser(createObjective(model), free);
  const theta = new Float64Array(size);
  let evaluations = 0;

  function rise(u: Place, v: Place): number {
    let lowest = Number.NaN;
    for (const corners of cornersBySide(u.step, v.step)) {
      theta.fill(0);
      const whole = corners.reduce((sum, { weight }) => sum + weight, 0);
      for (const { point, weight } of corners) {
        for (let p = 0; p < size; p++) theta[p]! += (weight / whole) * scan.theta[point * size + p]!;
      }
      // Rounding of the mean must not carry a parameter off its bound, or one that is held off its value.
      for (let p = 0; p < size; p++) {
        if (free[p] === 0) theta[p] = scan.theta[corners[0]!.point * size + p]!;
        else theta[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, theta[p]!));
      }
      theta[px] = u.value;
      theta[py] = v.value;
      const minimum = minimiser.minimise(theta, { tolerance, predictLastStep: true });
      evaluations += minimum.evaluations;
      if (minimum.failure === null && !(minimum.value >= lowest)) lowest = minimum.value;
    }
    return lowest - scan.minimum;
  }

  /** The fitted corners of the cell or edge around a place, those on one side of all kinks together. */
  function cornersBySide(u: number, v: number): Iterable<{ readonly point: number; readonly weight: number }[]> {
    const [i, j] = [Math.min(columns - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const groups = new Map<string, { point: number; weight: number }[]>();
    for (const a of [0, 1]) {
      for (const b of [0, 1]) {
        const point = (i + a) * rows + j + b;
        const weight = (a === 1 ? u - i : 1 - u + i) * (b === 1 ? v - j : 1 - v + j);
        if (weight <= 0 || Number.isNaN(scan.statistic[point]!)) continue;
        const key = kinks.map((p) => Math.sign(scan.theta[point * size + p]!)).join();
        groups.set(key, [...(groups.get(key) ?? []), { point, weight }]);
      }
    }
    return groups.values();
  }
  /** The same model with bounds that can be moved. */
  const bounded = { ...model, lower: Float64Array.from(model.lower), upper: Float64Array.from(model.upper) };
  const objective = createObjective(bounded);
  const along = ([px, py] as const).map((p) => {
    const withParameter = Uint8Array.from(free);
    withParameter[p] = 1;
    return createMinimiser(objective, withParameter);
  });

  function lowestBetween(point: number, axis: 0 | 1): number {
    const p = axis === 0 ? px : py;
    const { values } = scan.axes[axis]!;
    const k = axis === 0 ? Math.floor(point / rows) : point % rows;
    const ends = [values[k - 1]!, values[k + 1]!];
    bounded.lower[p] = Math.min(...ends);
    bounded.upper[p] = Math.max(...ends);
    theta.set(scan.theta.subarray(point * size, (point + 1) * size));
    const minimum = along[axis]!.minimise(theta, { tolerance, predictLastStep: true });
    evaluations += minimum.evaluations;
    bounded.lower[p] = model.lower[p]!;
    bounded.upper[p] = model.upper[p]!;
    return minimum.failure === null ? minimum.value - scan.minimum : Number.NaN;
  }
  return { rise, lowestBetween, evaluations: () => evaluations };
}
