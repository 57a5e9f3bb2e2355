/** Where a posterior lies on the axis of its parameter. */
export interface PosteriorRange {
  readonly from: number;
  readonly to: number;
  /** The best fit, and how far the statistic takes from there to rise by 1. */
  readonly centre: number;
  readonly width: number;
}

/** Distance from the best fit in widths, logarithmic far away: the tails of a posterior may be long against its middle. */
export function scaledDistance({ centre, width }: PosteriorRange, x: number): number {
  return Math.asinh((x - centre) / width);
}

/** The value at a scaled distance, within the range. */
export function valueAtDistance({ from, to, centre, width }: PosteriorRange, distance: number): number {
  return Math.max(from, Math.min(to, centre + width * Math.sinh(distance)));
}

/** Values that divide a part of the range into panels of equal scaled distances. */
export function panelEdges(range: PosteriorRange, panels: number, from = range.from, to = range.to): number[] {
  const [first, last] = [scaledDistance(range, from), scaledDistance(range, to)];
  return Array.from({ length: panels + 1 }, (_, k) => valueAtDistance(range, first + ((last - first) * k) / panels));
}
