/** A parameter with the points at which a scan takes it. */
export interface ScannedAxis {
  readonly parameter: string;
  readonly range: readonly [number, number];
  readonly points: number;
  readonly spacing: 'linear' | 'log';
}

/** The points of an axis, equally spaced in the parameter or in its logarithm; the ends are exactly those of the range. */
export function axisValues({ range: [from, to], points, spacing }: ScannedAxis): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => {
    if (i === points - 1) return to;
    const share = i / (points - 1);
    return spacing === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  });
}
