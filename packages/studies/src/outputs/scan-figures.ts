import type { ContourFigure } from '@cevns/plotting/figures/contour';
import type { LimitFigure } from '@cevns/plotting/figures/limit';
import type { ProfileFigure } from '@cevns/plotting/figures/profile';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import { percent } from '../analyses/presentation.ts';
import type { Curve } from '../analyses/profile.ts';

/** Probability of a normal deviation of less than one standard deviation. */
const ONE_SIGMA = 0.6827;

/** Titles of a figure of one or two parameters. */
export interface AxisTitles {
  readonly label: string;
  readonly unit: string;
  readonly y?: { readonly label: string; readonly unit: string };
  readonly title?: string;
}

/** A profile likelihood with its intervals. */
export function profileFigure(curve: Curve, settings: AxisTitles): ProfileFigure {
  const { best } = curve;
  const isLog = curve.spacing === 'log';
  // A level is drawn once, however many intervals it has.
  const levels = curve.intervals.filter(
    ({ level }, i) => curve.intervals.findIndex((other) => other.level === level) === i,
  );
  // The best fit lies between two points of the scan and on the curve.
  const scanned = curve.x.flatMap((x, i): (readonly [number, number])[] =>
    curve.delta[i] == null || x === best.value ? [] : [[x, curve.delta[i]]],
  );
  const inside = best.value >= curve.x[0]! && best.value <= curve.x.at(-1)!;
  const points = (inside ? [...scanned, [best.value, 0] as const] : scanned).sort(([a], [b]) => a - b);
  return {
    kind: 'profile',
    ...(settings.title === undefined ? {} : { title: settings.title }),
    x: { label: settings.label, unit: settings.unit, ...(isLog ? { scale: 'log' as const } : {}) },
    y: { label: '−2 Δln L' },
    points,
    levels: levels.map(({ confidence, level }) => ({ value: level, label: percent(confidence) })),
    best: { x: best.value, label: bestLabel(curve, settings.unit) },
    intervals: curve.intervals
      .flatMap(({ confidence, level, lower, upper }) =>
        lower === null || upper === null
          ? []
          : [
              {
                from: isLog ? Math.max(lower, curve.x[0]!) : lower,
                to: upper,
                level,
                label: `${percent(confidence)} interval`,
              },
            ],
      )
      .sort((a, b) => a.level - b.level),
  };
}

/** The best fit in words, with the errors of one standard deviation where the profile has that interval. */
function bestLabel({ best, intervals }: Curve, unit: string): string {
  const one = intervals.find(
    ({ confidence, lower, upper }) =>
      Math.abs(confidence - ONE_SIGMA) < 1e-3 &&
      lower !== null &&
      upper !== null &&
      lower < best.value &&
      best.value < upper,
  );
  if (one?.lower == null || one.upper == null) return 'Best fit';
  const { text } = roundPdg(best.value, { plus: one.upper - best.value, minus: best.value - one.lower });
  return `Best fit ${text}${unit === '' ? '' : `\\,${unit}`}`;
}

/** Contours of two parameters, with the best fit and the Standard Model. */
export function contourFigure(plane: ScannedPlane, { label, unit, y, title }: AxisTitles): ContourFigure {
  const axis = ({ spacing, values }: ScannedPlane['x']) => ({ scale: spacing, from: values[0]!, to: values.at(-1)! });
  const placed = (values: Readonly<Record<string, number>>) => {
    const at = { x: values[plane.x.parameter], y: values[plane.y.parameter] };
    return at.x === undefined || at.y === undefined ? [] : [{ x: at.x, y: at.y }];
  };
  return {
    kind: 'contour',
    ...(title === undefined ? {} : { title }),
    x: { label, unit, ...axis(plane.x) },
    y: { ...y!, ...axis(plane.y) },
    contours: plane.contours
      .map((contour) => ({ ...contour, everywhere: isEverywhere(contour, plane) }))
      .filter(({ lines, everywhere }) => lines.length > 0 || everywhere)
      .sort((a, b) => a.confidence - b.confidence)
      .map(({ confidence, lines, everywhere }) => ({
        label: `${percent(confidence)} CL`,
        lines,
        filled: true,
        ...(everywhere ? { everywhere } : {}),
      })),
    marks: [
      ...placed(plane.best.values).map((at) => ({ ...at, label: 'Best fit', symbol: 'cross' as const })),
      ...placed(plane['standard-model']?.values ?? {}).map((at) => ({
        ...at,
        label: 'Standard Model',
        symbol: 'diamond' as const,
      })),
    ],
  };
}

/** Whether no point of the plane lies outside of a level: then it has no lines either. */
function isEverywhere({ lines, level }: ScannedPlane['contours'][number], { delta }: ScannedPlane): boolean {
  if (lines.length > 0 || level === undefined) return false;
  const known = delta.flat().filter((rise) => rise !== null);
  return known.length > 0 && known.every((rise) => rise < level);
}

/** What the legend calls one of several analyses in a figure, with what it left, and a colour of its own. */
export interface NamedScan<Scan> {
  readonly name: string;
  readonly color?: string;
  readonly found: Scan;
}

/** Patterns of dashes that are unlike each other. */
const DASHES = 4;

/**
 * Contours of several analyses of the same two parameters: a colour each, the innermost region of the first shaded, and its best fit. Axes are those
 * of the first.
 */
export function contoursFigure(planes: readonly NamedScan<ScannedPlane>[], settings: AxisTitles): ContourFigure {
  const [first] = planes;
  const base = contourFigure(first!.found, settings);
  const drawn = planes.map((plane) => ({ ...plane, lines: contourFigure(plane.found, settings).contours }));
  // In grey print dashes tell lines apart: each has its own where there are few, else each level.
  const few = drawn.reduce((sum, { lines }) => sum + lines.length, 0) <= DASHES;
  let before = 0;
  const contours = drawn.flatMap(({ name, color, lines }, hue) =>
    lines.map((contour, i) => ({
      ...contour,
      label: `${name}, ${contour.label}`,
      filled: hue === 0 && i === 0,
      hue,
      dash: few ? before++ : i,
      ...(color === undefined ? {} : { color }),
    })),
  );
  return { ...base, contours };
}

/** Limits of several analyses; the first has the shade. Bands of several would cover each other: there are none. */
export function limitsFigure(limits: readonly NamedScan<LimitCurve>[], settings: AxisTitles): LimitFigure {
  const figures = limits.map(({ name, color, found: { expected: _, ...found } }) => {
    return { name, ...(color === undefined ? {} : { color }), figure: limitFigure(found, settings) };
  });
  const [first, ...others] = figures;
  const ends = figures.map(({ figure }) => figure.y);
  return {
    ...first!.figure,
    y: {
      ...first!.figure.y,
      from: Math.min(...ends.map(({ from }) => from)),
      to: Math.max(...ends.map(({ to }) => to)),
    },
    label: `${first!.name}, ${first!.figure.label.charAt(0).toLowerCase()}${first!.figure.label.slice(1)}`,
    ...(first!.color === undefined ? {} : { color: first!.color }),
    curves: others.map(({ name, figure, color }) => ({
      label: name,
      pieces: figure.pieces,
      ...(color === undefined ? {} : { color }),
    })),
  };
}

/** Room on a logarithmic axis beyond the highest and lowest limit. */
const LOG_ROOM = 3;

/** Upper limits of one parameter against another; logarithmic where both are positive and the other is scanned so. */
export function limitFigure(limits: LimitCurve, { label, unit, y, title }: AxisTitles): LimitFigure {
  const { spacing, values } = limits.against;
  const pieces: [number, number][][] = [];
  values.forEach((value, i) => {
    const limit = limits.curve[i];
    if (limit == null) return;
    const continues = i > 0 && limits.curve[i - 1] != null;
    if (continues) pieces.at(-1)!.push([value, limit]);
    else pieces.push([[value, limit]]);
  });
  const { bands, median } = expectedBands(limits);
  const found = [
    ...pieces.flat().map(([, limit]) => limit),
    ...bands.flatMap(({ points }) => points.flatMap(([, lower, upper]) => [lower, upper])),
  ];
  const [lowest, highest] = [Math.min(...found), Math.max(...found)];
  const isLog = spacing === 'log' && lowest > 0;
  return {
    kind: 'limit',
    ...(title === undefined ? {} : { title }),
    x: { label, unit, scale: spacing, from: values[0]!, to: values.at(-1)! },
    y: isLog
      ? { ...y!, scale: 'log', from: lowest / LOG_ROOM, to: highest * LOG_ROOM }
      : { ...y!, scale: 'linear', from: Math.min(0, lowest), to: 1.25 * highest },
    label: limitLabel(limits, bands.length > 0),
    pieces,
    ...(bands.length === 0 ? {} : { bands, median: { label: 'Expected median', pieces: median } }),
  };
}

/** What is excluded, or beside expected limits observed, and by which convention. */
function limitLabel({ confidence, convention }: LimitCurve, hasBands: boolean): string {
  const level = `${hasBands ? 'Observed,' : 'Excluded at'} ${percent(confidence)} CL`;
  return convention === undefined ? level : `${level}, ${convention}`;
}

/** The bands of two and one standard deviations and the median, where all five limits are known: along the longest row of such values. */
function expectedBands({ against, expected = [] }: LimitCurve) {
  const rows: (readonly [at: number, limits: readonly number[]])[][] = [[]];
  against.values.forEach((at, i) => {
    const limits = expected[i] ?? [null];
    if (limits.includes(null)) rows.push([]);
    else rows.at(-1)!.push([at, limits as readonly number[]]);
  });
  const row = rows.reduce((longest, each) => (each.length > longest.length ? each : longest));
  if (row.length < 2) return { bands: [], median: [] };
  const band = (label: string, low: number, high: number) => ({
    label,
    points: row.map(([at, limits]) => [at, limits[low]!, limits[high]!] as const),
  });
  return {
    bands: [band('±2σ', 0, 4), band('±1σ', 1, 3)],
    median: [row.map(([at, limits]) => [at, limits[2]!] as const)],
  };
}
