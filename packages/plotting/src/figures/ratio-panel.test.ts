import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutAxis } from '../axis.ts';
import { type DrawingItem, leaves } from '../primitives.ts';
import { bandHatch } from '../sheet.ts';
import { themeOf } from '../theme.ts';
import { drawRatioPanel, type RatioContent, ratioAxis } from './ratio-panel.ts';

const theme = themeOf('paper');
const frame = { x: 20, y: 0, width: 200, height: 50 };
const vertical = { direction: 'vertical', start: 50, end: 0, font: theme.font, tickSize: theme.tickSize } as const;

/** Points of the given value and error bar. */
function content(...points: readonly (readonly [value: number, minus: number, plus: number])[]): RatioContent {
  return {
    edges: [...points.keys(), points.length],
    points: points.map(([value, minus, plus]) => ({ value, lower: value - minus, upper: value + plus })),
    band: null,
  };
}

function rangeOf(of: RatioContent): readonly [number, number] {
  const { from, to } = ratioAxis(of, vertical).description;
  return [from, to];
}

function arrowsOf(of: RatioContent): ('up' | 'down')[] {
  const [from, to] = [0, of.edges.length - 1];
  const x = layOutAxis(
    { scale: 'linear', from, to, label: '', unit: '' },
    { ...vertical, direction: 'horizontal', start: frame.x, end: frame.x + frame.width },
  );
  const options = { xLabels: false, titles: false, yTitleOffset: 0 };
  const items: readonly DrawingItem[] = drawRatioPanel(
    of,
    frame,
    x,
    ratioAxis(of, vertical),
    bandHatch(theme),
    theme,
    options,
  );
  return [...leaves(items)].flatMap(({ item, roles }) => {
    if (!roles.includes('ratio') || item.kind !== 'path' || item.commands[1]?.op !== 'L') return [];
    const [tip, base] = item.commands;
    if (tip?.op !== 'M') throw new Error('an arrow begins at its tip');
    return [tip.y < base.y ? 'up' : 'down'] as const;
  });
}

test('error bars of data that equal the total are all inside', () => {
  const asimov = content([1, 0.12, 0.13], [1, 0.2, 0.21], [1, 0.31, 0.33]);
  const [from, to] = rangeOf(asimov);
  expect(from).toBeLessThan(0.69);
  expect(to).toBeGreaterThan(1.33);
  expect(arrowsOf(asimov)).toEqual([]);
});

test('a sparse first bin is shown with its whole bar', () => {
  // The bins of COHERENT's CsI[Na] data in PE (arXiv:2110.07730): 11 events where 8 are expected, then a tenth of error in the others.
  const csi = content(
    [1.39, 0.41, 0.55],
    [0.99, 0.08, 0.09],
    [1.04, 0.07, 0.07],
    [0.97, 0.07, 0.08],
    [0.89, 0.06, 0.07],
  );
  expect(rangeOf(csi)[1]).toBeGreaterThan(1.94);
  expect(arrowsOf(csi)).toEqual([]);
});

test('at least two numbers stand at the axis, none where the zero of the panel above is', () => {
  const placement = { ...vertical, start: 45 };
  for (let up = 0.02; up < 5; up *= 1.1) {
    for (const down of [0.5, 0.7, 0.9, 1, 1.3].map((share) => Math.min(1, share * up))) {
      const { major, position } = ratioAxis(content([1, down, up], [1, down, up]), placement);
      expect(major.length).toBeGreaterThan(1);
      expect(position(major.at(-1)!.value)).toBeGreaterThan(0.25 * theme.tickSize);
    }
  }
});

test('a ratio is never negative, and neither is the axis', () => {
  expect(rangeOf(content([1, 0.99, 0.5], [1, 0.5, 0.5]))[0]).toBe(0);
});

test('an absurd bin does not squeeze the others: an arrow points to where it lies', () => {
  const absurd = content([30, 20, 40], [1, 0.1, 0.1], [1.02, 0.1, 0.1], [0.98, 0.1, 0.1]);
  expect(rangeOf(absurd)[1]).toBeLessThan(1.3);
  expect(arrowsOf(absurd)).toEqual(['up']);
});

test('so does an error bar alone that is absurd, on both sides', () => {
  const wide = content([1, 0.9, 5], [1, 0.04, 0.04], [1, 0.04, 0.04], [1, 0.04, 0.04]);
  expect(arrowsOf(wide)).toEqual(['up', 'down']);
});

test('bins that say nothing do not make the range, whatever their number', () => {
  // Expected counts of a falling spectrum, with Garwood bars: 5.5, 0.52, then next to nothing.
  const falling = content([1, 0.41, 0.63], [1, 0.9, 4.1], [1, 1, 40], [1, 1, 2000], [1, 1, 2e5], [1, 1, 1e7]);
  const [from, to] = rangeOf(falling);
  expect(from).toBeGreaterThan(0.4);
  expect(to).toBeGreaterThan(1.63);
  expect(to).toBeLessThan(2);
  expect(arrowsOf(falling).filter((direction) => direction === 'up')).toHaveLength(5);
});

test('where all bins are nearly empty they are shown all the same', () => {
  expect(rangeOf(content([2, 1.7, 4.6], [0, 0, 3.7]))[1]).toBeGreaterThan(6.6);
});

test('with any points the axis holds at least half of those whole that carry weight', () => {
  const point = fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }));
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (drawn) => {
      const of = content(...drawn.map(([value, error]) => [value, Math.min(value, error), error] as const));
      const [from, to] = rangeOf(of);
      expect(from).toBeGreaterThanOrEqual(0);
      const weighty = of.points.filter((each) => (each!.upper - each!.lower) / 2 < 1);
      const counted = weighty.length === 0 ? of.points : weighty;
      const whole = counted.filter((each) => each!.lower >= from && each!.upper <= to);
      expect(whole.length).toBeGreaterThanOrEqual(counted.length / 2);
    }),
  );
});
