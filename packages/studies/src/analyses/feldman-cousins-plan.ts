import type { AnalysisPart, AnalysisParts } from './lowering.ts';
import type { ScannedAxis } from './scanned-axis.ts';
import type { ToySettings } from './toy-settings.ts';

/** A Neyman construction over the points of one parameter, or of a plane of two. */
export interface FeldmanCousinsPlan extends ToySettings {
  readonly fixed: Readonly<Record<string, number>>;
  readonly axes: readonly ScannedAxis[];
  /** Confidence levels as fractions. */
  readonly confidence: readonly number[];
}

/** What a stage of a divided construction does, if it is not the last one. */
export type FeldmanCousinsPart = 'scan' | 'toys';

/** The points of a stage: every `step`-th one from `first` on, so that those where ends lie are spread over all stages. */
export interface PointRange {
  readonly first: number;
  readonly step: number;
}

/** Points of a stage, and the most stages of one generation of toys. */
const POINTS = 8;
const MOST_STAGES = 24;
/** Toys at all points together below which an analysis is one stage. */
const SMALL = 20_000;
/** Toys of a point in the first generation; after each further one there are `GROWTH` times as many, or by `MOST_MORE` or a quarter more if that is less. */
const FIRST_TOYS = 250;
const GROWTH = 4;
const MOST_MORE = 4000;

/**
 * The numbers of toys at which generations end; with more toys the same generations come first. None is so large that a worker is still
 * at the toys of one point when the others have nothing left to do.
 */
export function generationsOf(toys: number): number[] {
  const ends: number[] = [];
  for (let end = FIRST_TOYS; end < toys; end = Math.min(GROWTH * end, end + Math.max(MOST_MORE, end >> 2))) {
    ends.push(end);
  }
  return [...ends, toys];
}

/** How the points are divided, by their number alone. */
export function pointRanges({ axes }: Pick<FeldmanCousinsPlan, 'axes'>): PointRange[] {
  const step = Math.min(MOST_STAGES, Math.ceil(pointsOf(axes) / POINTS));
  return Array.from({ length: step }, (_, first) => ({ first, step }));
}

/** Name of the stage with the toys of some points up to a number. */
export function pointsName({ first }: PointRange, end: number): string {
  return `points-${first}-toys-${end}`;
}

/** Scan, and toys by points and generations; none for a construction so small that it is one stage. */
export function feldmanCousinsParts({ toys, ...own }: FeldmanCousinsPlan): AnalysisParts | undefined {
  if (pointsOf(own.axes) * toys <= SMALL) return undefined;
  const { fixed, axes } = own;
  const scan: AnalysisPart = {
    name: 'scan',
    parameters: { part: 'scan' satisfies FeldmanCousinsPart, fixed, axes },
  };
  const ends = generationsOf(toys);
  const tests = pointRanges(own).flatMap((range) =>
    ends.map((end, g): AnalysisPart => {
      const before = g === 0 ? [] : [pointsName(range, ends[g - 1]!)];
      return {
        name: pointsName(range, end),
        parameters: {
          part: 'toys' satisfies FeldmanCousinsPart,
          ...own,
          ...range,
          end,
          ...(g === 0 ? {} : { before: before[0]! }),
        },
        takes: ['scan', ...before],
      };
    }),
  );
  return { parts: [scan, ...tests], takes: ['scan', ...pointRanges(own).map((range) => pointsName(range, toys))] };
}

function pointsOf(axes: readonly ScannedAxis[]): number {
  return axes.reduce((product, { points }) => product * points, 1);
}
