import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { overlaps } from '../placement.ts';
import { type Drawing, leaves, type RectItem } from '../primitives.ts';
import { renderSvg } from '../render-svg.ts';
import { textBox } from '../text.ts';
import { themeOf } from '../theme.ts';
import { figureKind, type ProfileFigure } from './profile.ts';

// An illustrative parabola-like curve with the published errors of COHERENT's cross section ratio, 0.87 +0.15 -0.13.
const figure = JSON.parse(
  readFileSync(new URL('./fixtures/strength-profile.json', import.meta.url), 'utf8'),
) as ProfileFigure;
const looks = [
  ['paper', 'column'],
  ['screen', 'double'],
] as const;

test.each(looks)('strength-profile, %s: SVG as reviewed', async (theme, width) => {
  await expect(renderSvg(figureKind, figure, { theme, width })).toMatchFileSnapshot(
    `./__snapshots__/strength-profile-${theme}.svg`,
  );
});

test.each(looks)('%s: texts are on the paper, apart from each other and from the curve', (theme, width) => {
  const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
  const all = [...leaves(drawing.items)];
  const boxes = all.flatMap(({ item }) => (item.kind === 'text' ? [textBox(item)] : []));
  const curve = all.find(({ roles }) => roles.includes('curve'))!.item;
  if (curve.kind !== 'path') throw new Error('the curve is a path');
  const points = curve.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
  boxes.forEach((box, i) => {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(drawing.width);
    expect(box.y + box.height).toBeLessThanOrEqual(drawing.height);
    for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
    // Fine steps along each segment see what a box around it would only guess.
    const covered: { readonly x: number; readonly y: number }[] = [];
    for (let k = 1; k < points.length; k++) {
      for (let t = 0; t <= 1; t += 0.02) {
        const x = points[k - 1]!.x + t * (points[k]!.x - points[k - 1]!.x);
        const y = points[k - 1]!.y + t * (points[k]!.y - points[k - 1]!.y);
        if (overlaps(box, { x, y, width: 1e-9, height: 1e-9 }) && y > 5 && y < drawing.height - 40)
          covered.push({ x, y });
      }
    }
    expect(covered).toEqual([]);
  });
});

test('levels lie at their values and the mark at the best fit', () => {
  const drawing = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
  const all = [...leaves(drawing.items)];
  const levels = all.flatMap(({ item, roles }) =>
    roles.includes('levels') && item.kind === 'line' ? [item.from.y] : [],
  );
  expect(levels).toHaveLength(3);
  expect((levels[0]! - levels[2]!) / (levels[0]! - levels[1]!)).toBeCloseTo(3 / 1.7055, 10);
  const mark = all.find(({ roles }) => roles.includes('best-fit'))!.item;
  const inner = shaded(drawing).at(-1)!;
  if (mark.kind !== 'path' || mark.commands[0]?.op !== 'M') throw new Error('unexpected primitives');
  const fraction = (mark.commands[0].x - inner.x) / inner.width;
  expect(fraction).toBeCloseTo((0.8742 - 0.746) / (1.023 - 0.746), 10);
});

/** Areas of the intervals in the order of painting. */
function shaded(drawing: Drawing): RectItem[] {
  return [...leaves(drawing.items)].flatMap(({ item, roles }) =>
    roles.includes('intervals') && item.kind === 'rect' ? [item] : [],
  );
}

test('every interval is shaded up to its level, the inner one darker and on top, and named in the legend', () => {
  const drawing = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
  const [outer, inner] = shaded(drawing);
  const all = [...leaves(drawing.items)];
  const levels = all.flatMap(({ item, roles }) =>
    roles.includes('levels') && item.kind === 'line' ? [item.from.y] : [],
  );
  expect([inner!.y, outer!.y]).toEqual([expect.closeTo(levels[0]!, 9), expect.closeTo(levels[1]!, 9)]);
  expect(outer!.x).toBeLessThan(inner!.x);
  const lightness = (color: unknown) => Number.parseInt(String(color).slice(1, 3), 16);
  expect(lightness(inner!.fill)).toBeLessThan(lightness(outer!.fill) - 20);
  const legend = all.filter(({ roles }) => roles.includes('legend')).map(({ item }) => item);
  for (const { fill } of [inner!, outer!])
    expect(legend).toContainEqual(expect.objectContaining({ kind: 'rect', fill }));
});

test('two intervals of one level have one colour and one name', () => {
  const [inner] = figure.intervals!;
  const double = { ...figure, intervals: [{ ...inner!, from: 0.6, to: 0.65 }, ...figure.intervals!] };
  const drawing = figureKind.draw(double, { theme: themeOf('paper'), width: 'column' });
  const areas = shaded(drawing);
  expect(areas).toHaveLength(3);
  expect(new Set(areas.map(({ fill }) => fill)).size).toBe(2);
  const boxes = [...leaves(drawing.items)].filter(
    ({ item, roles }) => roles.includes('legend') && item.kind === 'rect',
  );
  expect(boxes).toHaveLength(2);
});

test('few points make a smooth curve that stays above its minimum', () => {
  const coarse = { ...figure, points: figure.points.filter((_, i) => i % 10 === 4) };
  const drawing = figureKind.draw(coarse, { theme: themeOf('paper'), width: 'column' });
  const curve = [...leaves(drawing.items)].find(({ roles }) => roles.includes('curve'))!.item;
  if (curve.kind !== 'path') throw new Error('the curve is a path');
  const pieces = curve.commands.slice(1);
  expect(pieces.length).toBe(coarse.points.length - 1);
  const ends = curve.commands.flatMap((command) => (command.op === 'Z' ? [] : [command.y]));
  for (const piece of pieces) {
    if (piece.op !== 'C') throw new Error('expected a curve');
    expect(Math.max(piece.y1, piece.y2)).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
  }
});

test.each<[string, string, Partial<ProfileFigure>]>([
  ['figure-empty', 'points', { points: [] }],
  [
    'figure-not-finite',
    'points.y[1]',
    {
      points: [
        [0, 1],
        [1, Number.NaN],
      ],
    },
  ],
  [
    'figure-edges-not-increasing',
    'points.x[1]',
    {
      points: [
        [1, 1],
        [0, 0],
      ],
    },
  ],
  ['figure-not-finite', 'best.x', { best: { x: Number.POSITIVE_INFINITY, label: '' } }],
  ['figure-range-invalid', 'intervals[0]', { intervals: [{ from: 1, to: 0, level: 1, label: '' }] }],
])('%s at %s', (code, where, change) => {
  expect(() => renderSvg(figureKind, { ...figure, ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code, where }),
  );
});
