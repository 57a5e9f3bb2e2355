import type { Objective } from './objective.ts';

/** The room that a step of some parameters has around a place, within their bounds and within one side of each kink. */
export class StepBox {
  /** The ends of the room of each parameter as seen from the place. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The same ends as values of the parameter. */
  private readonly lowEdge: Float64Array;
  private readonly highEdge: Float64Array;
  private readonly objective: Objective;
  private readonly index: Int32Array;
  private readonly step: Float64Array;

  /**
   * @param index positions of the parameters that move among all
   * @param step where the step will be found, in the order of `index`
   */
  constructor(objective: Objective, index: Int32Array, step: Float64Array) {
    const n = index.length;
    this.low = new Float64Array(n);
    this.high = new Float64Array(n);
    this.lowEdge = new Float64Array(n);
    this.highEdge = new Float64Array(n);
    this.objective = objective;
    this.index = index;
    this.step = step;
  }

  /**
   * Sets the room around theta.
   *
   * @param side the side of each kink on which its parameter is, or to which it moves from there
   * @param onKink 1 for each parameter that stays at its kink
   */
  set(theta: Float64Array, side: Int8Array, onKink: Uint8Array): void {
    const { low, high, lowEdge, highEdge, index } = this;
    const { lower, upper, kinked } = this.objective;
    for (let i = 0; i < index.length; i++) {
      const p = index[i]!;
      const x = theta[p]!;
      const isKinked = kinked[p] === 1;
      const above = isKinked && (x > 0 || (x === 0 && (side[p]! > 0 || onKink[p] === 1)));
      const below = isKinked && (x < 0 || (x === 0 && (side[p]! < 0 || onKink[p] === 1)));
      lowEdge[i] = above ? Math.max(lower[p]!, 0) : lower[p]!;
      highEdge[i] = below ? Math.min(upper[p]!, 0) : upper[p]!;
      low[i] = lowEdge[i]! - x;
      high[i] = highEdge[i]! - x;
    }
  }

  /** Whether the step ends on a kink from elsewhere. */
  reachesKink(theta: Float64Array): boolean {
    const { index } = this;
    const { kinked } = this.objective;
    for (let i = 0; i < index.length; i++) {
      const p = index[i]!;
      if (kinked[p] === 1 && theta[p] !== 0 && this.destination(i, theta[p]!, 1) === 0) return true;
    }
    return false;
  }

  /** target = theta + fraction * step. */
  place(theta: Float64Array, fraction: number, target: Float64Array): void {
    const { index } = this;
    if (target !== theta) target.set(theta);
    for (let i = 0; i < index.length; i++) {
      const p = index[i]!;
      target[p] = this.destination(i, theta[p]!, fraction);
    }
  }

  /** x + fraction * step of a parameter, exactly on the edge that a full step reaches. */
  private destination(i: number, x: number, fraction: number): number {
    const { low, high, lowEdge, highEdge, step } = this;
    if (fraction === 1 && step[i] !== 0 && step[i] === low[i]) return lowEdge[i]!;
    if (fraction === 1 && step[i] !== 0 && step[i] === high[i]) return highEdge[i]!;
    return Math.max(lowEdge[i]!, Math.min(highEdge[i]!, x + fraction * step[i]!));
  }
}
