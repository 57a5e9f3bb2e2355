import type { LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type DrawingItem, type Point, polyline } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { plainLabel } from '../text.ts';
import type { Theme } from '../theme.ts';
import { checkIncreasing, checkNumber } from './figure.ts';

/** The area between two curves over the same points: where a result is expected, with a probability. */
export interface FigureBand {
  readonly label: string;
  readonly points: readonly (readonly [x: number, lower: number, upper: number])[];
}

/** Refuses a band that cannot be drawn. */
export function checkBands(bands: readonly FigureBand[]): void {
  bands.forEach(({ points }, i) => {
    checkIncreasing(
      points.map(([x]) => x),
      2,
      `bands[${i}].x`,
    );
    points.forEach(([, lower, upper], k) => {
      checkNumber(lower, `bands[${i}].points[${k}]`);
      checkNumber(upper, `bands[${i}].points[${k}]`);
      if (lower <= upper) return;
      throw new PlottingError(
        'figure-range-invalid',
        `bands[${i}].points[${k}]`,
        'the lower edge lies above the upper one',
      );
    });
  });
}

/** Yellow for the outer of two bands, green for the inner one, in the fills of the theme; a third is grey. */
export function bandColor(place: number, count: number, theme: Theme): string {
  const fromInside = [4, 2, 0];
  return theme.fills[fromInside[Math.min(2, count - 1 - place)]!]!;
}

/** The corners of each band on paper; bands are given from the outermost to the innermost. */
export function bandAreas(bands: readonly FigureBand[], place: (x: number, y: number) => Point): Point[][] {
  return bands.map(({ points }) => [
    ...points.map(([x, , upper]) => place(x, upper)),
    ...points.map(([x, lower]) => place(x, lower)).reverse(),
  ]);
}

/** The bands as areas without outlines. */
export function drawBands(
  bands: readonly FigureBand[],
  areas: readonly (readonly Point[])[],
  theme: Theme,
): DrawingItem[] {
  return areas.map((area, i): DrawingItem => {
    const fill = bandColor(i, bands.length, theme);
    const items: DrawingItem[] = [{ kind: 'path', commands: polyline(area, true), fill }];
    return { kind: 'group', role: 'band', series: `band-${i + 1}`, label: plainLabel(bands[i]!.label), items };
  });
}

/** Legend entries, the innermost band first. */
export function bandEntries(bands: readonly FigureBand[], theme: Theme): LegendEntry[] {
  return bands
    .map(({ label }, i): LegendEntry => {
      return { label, series: `band-${i + 1}`, symbol: { kind: 'box', fill: bandColor(i, bands.length, theme) } };
    })
    .reverse();
}

/** Edges of the bands as numbers. */
export function bandSeries(bands: readonly FigureBand[]): Series[] {
  return bands.map(({ label, points }, i): Series => {
    const edge = (at: 1 | 2) => points.map((point): readonly [number, number] => [point[0], point[at]]);
    return { kind: 'curve', name: `band-${i + 1}`, label, panel: 0, pieces: [edge(1), edge(2)] };
  });
}
