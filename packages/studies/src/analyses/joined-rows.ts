import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { failedPoints, type ProfileScan, type ScanAxis } from '@cevns/fitting/profile';
import type { Artifact } from '@cevns/runner/artifact';
import { blockOf, type ContourPlan, nuisancesName, rowBlocks, rowsName, rowsOf } from './contour-plan.ts';
import { NuisanceFits } from './nuisance-fits.ts';

type Inputs = Readonly<Record<string, Artifact>>;

/** The scan of all rows of a plane, from what the stages that scanned its blocks left. */
export class JoinedRows implements ProfileScan {
  readonly axes: readonly [ScanAxis, ScanAxis];
  readonly statistic: Float64Array;
  readonly minimum: number;
  readonly failed: readonly number[];
  readonly evaluations: number;
  readonly betterMinimum: ConvergedFit | null;
  readonly #inputs: Inputs;
  readonly #blocks: ReturnType<typeof rowBlocks>;
  readonly #nuisances: NuisanceFits;
  /** What the stages left of the nuisance parameters, by block; read when a line comes there. */
  readonly #fits: (ArrayLike<number> | undefined)[];

  /**
   * @param start the fit that all blocks begin with; the lowest of the minima that they met counts
   * @param axes in the order of the scan
   */
  constructor(
    inputs: Inputs,
    plan: Pick<ContourPlan, 'fixed' | 'blocks'>,
    model: CompiledModel,
    start: ConvergedFit,
    axes: readonly [ScanAxis, ScanAxis],
  ) {
    const [rows, columns] = [axes[0].values.length, axes[1].values.length];
    const blocks = rowBlocks(plan);
    const statistic = new Float64Array(rows * columns);
    let best = start;
    let evaluations = 0;
    for (const block of blocks) {
      const part = inputs[rowsName(block)]!.arrays() as Record<string, { readonly data: Float64Array }>;
      statistic.set(part.statistic!.data, rowsOf(block, rows).from * columns);
      evaluations += part.evaluations!.data[0]!;
      const better = part.better!.data;
      if (better.length === 0) continue;
      const values = Object.fromEntries(model.names.map((name, p) => [name, better[p]!]));
      const found = fit(model, { fixed: plan.fixed, start: values });
      if (found.status === 'converged' && found.statistic < best.statistic) best = found;
    }
    this.axes = axes;
    this.statistic = statistic;
    this.minimum = best.statistic;
    this.failed = failedPoints(statistic);
    this.evaluations = evaluations;
    this.betterMinimum = best === start ? null : best;
    this.#inputs = inputs;
    this.#blocks = blocks;
    this.#nuisances = new NuisanceFits(model, start, axes);
    this.#fits = new Array(blocks.length).fill(undefined);
  }

  parametersAt(point: number): Float64Array {
    const [rows, columns] = [this.axes[0].values.length, this.axes[1].values.length];
    const row = Math.floor(point / columns);
    const column = point - row * columns;
    const block = blockOf(row, rows, this.#blocks.length);
    const first = rowsOf(this.#blocks[block]!, rows).from * columns;
    return this.#nuisances.unpack(this.#fitsOf(block), point - first, row, column);
  }

  #fitsOf(block: number): ArrayLike<number> {
    const known = this.#fits[block];
    if (known !== undefined) return known;
    const { data } = this.#inputs[nuisancesName(this.#blocks[block]!)]!.arrays().fits!;
    this.#fits[block] = data;
    return data;
  }
}
