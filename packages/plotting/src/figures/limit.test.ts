import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { overlaps } from '../placement.ts';
import { type Drawing, leaves, type PathItem } from '../primitives.ts';
import { renderSvg } from '../render-svg.ts';
import { textBox } from '../text.ts';
import { themeOf } from '../theme.ts';
import { figureKind, type LimitFigure } from './limit.ts';

// Illustrative limits on the coupling of a light mediator, of the shape that a propagator 1 / (q^2 + m^2) gives.
const figure = JSON.parse(
  readFileSync(new URL('./fixtures/mediator-limit.json', import.meta.url), 'utf8'),
) as LimitFigure;
const looks = [
  ['paper', 'column'],
  ['screen', 'double'],
] as const;
const drawn = (change: Partial<LimitFigure>) =>
  figureKind.draw({ ...figure, ...change }, { theme: themeOf('paper'), width: 'column' });
const paths = (drawing: Drawing, role: string): PathItem[] =>
  [...leaves(drawing.items)].flatMap(({ item, roles }) => (roles.includes(role) && item.kind === 'path' ? [item] : []));
const vertices = (item: PathItem) => item.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
const frameOf = (drawing: Drawing) => {
  const group = drawing.items.find((item) => item.kind === 'group' && item.role === 'content');
  return (group as { clip: { x: number; y: number; width: number; height: number } }).clip;
};

test.each(looks)('mediator-limit, %s: SVG as reviewed', async (theme, width) => {
  await expect(renderSvg(figureKind, figure, { theme, width })).toMatchFileSnapshot(
    `./__snapshots__/mediator-limit-${theme}.svg`,
  );
});

test.each(looks)('%s: texts are on the paper and apart, all vertices in the frame', (theme, width) => {
  const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
  const boxes = [...leaves(drawing.items)].flatMap(({ item }) => (item.kind === 'text' ? [textBox(item)] : []));
  boxes.forEach((box, i) => {
    expect(box.x >= 0 && box.y >= 0).toBe(true);
    expect(box.x + box.width <= drawing.width && box.y + box.height <= drawing.height).toBe(true);
    for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
  });
  const { x, y, width: across, height } = frameOf(drawing);
  for (const { x: px, y: py } of ['excluded', 'limit', 'curve', 'reference'].flatMap((role) =>
    paths(drawing, role).flatMap(vertices),
  )) {
    expect(px >= x && px <= x + across && py >= y && py <= y + height).toBe(true);
  }
});

test('both axes have decades with eight minor ticks between', () => {
  const drawing = drawn({});
  const { x, width, y, height } = frameOf(drawing);
  const at = (role: string, along: 'x' | 'y') =>
    paths(drawing, role).flatMap((item) => item.commands.flatMap((each) => (each.op === 'M' ? [each[along]] : [])));
  // Four decades each: five long ticks and 4 x 8 short ones.
  for (const [role, along, from, length] of [
    ['ticks-bottom', 'x', x, width],
    ['ticks-left', 'y', y, height],
  ] as const) {
    const places = at(role, along).map((place) => (place - from) / length);
    expect(places).toHaveLength(5 + 32);
    const decades = along === 'x' ? places : places.map((place) => 1 - place);
    for (let digit = 1; digit < 10; digit++) {
      const expected = Math.log10(digit) / 4;
      expect(Math.min(...decades.map((place) => Math.abs(place - expected)))).toBeLessThan(1e-9);
    }
  }
  const labels = [...leaves(drawing.items)].flatMap(({ item }) =>
    item.kind === 'text' ? [item.runs.map(({ text, rise }) => (rise > 0 ? `^${text}` : text)).join('')] : [],
  );
  expect(labels).toEqual(expect.arrayContaining(['10^−6', '10^−2', '10^−1', '1', '10', '10^2', '10^3']));
});

test('the excluded side is shaded up to the edge of the frame', () => {
  for (const [excluded, edge] of [
    ['above', 'top'],
    ['below', 'bottom'],
  ] as const) {
    const drawing = drawn({ excluded });
    const { y, height } = frameOf(drawing);
    const [area] = paths(drawing, 'excluded').map(vertices);
    const [limit] = paths(drawing, 'limit').map(vertices);
    const end = edge === 'top' ? y : y + height;
    expect(area!.slice(-2).map((point) => point.y)).toEqual([end, end]);
    expect(area!.slice(0, -2).map(({ x, y: py }) => [x, py])).toEqual(limit!.map(({ x, y: py }) => [x, py]));
  }
});

test('where the limit is above the frame nothing is shaded, and below it everything', () => {
  const pieces: LimitFigure['pieces'] = [
    [
      [0.1, 1],
      [10, 1e-4],
      [1000, 1e-8],
    ],
  ];
  const drawing = drawn({ pieces, curves: [], references: [] });
  const { x, y, width, height } = frameOf(drawing);
  const [area] = paths(drawing, 'excluded').map(vertices);
  // One decade of mass is two of the coupling: the limit is in the frame from 1 to 100 MeV.
  const inside = area!.filter(({ y: py }) => py > y + 1e-6 && py < y + height - 1e-6);
  expect(inside).toHaveLength(1);
  const corner = area!.find(({ y: py }) => Math.abs(py - y - height) < 1e-6);
  expect((corner!.x - x) / width).toBeCloseTo(0.75, 6);
  const start = area!.filter(({ y: py }) => Math.abs(py - y) < 1e-6).map(({ x: px }) => (px - x) / width);
  expect(start.some((place) => Math.abs(place - 0.25) < 1e-6)).toBe(true);
});

test('a limit with a gap is drawn in pieces, one at a single value as a short stroke', () => {
  const pieces: LimitFigure['pieces'] = [
    [
      [0.2, 2e-5],
      [1, 3e-5],
    ],
    [[10, 4e-5]],
  ];
  const drawing = drawn({ pieces });
  expect(paths(drawing, 'limit')).toHaveLength(2);
  const [, single] = paths(drawing, 'limit').map(vertices);
  expect(single!.at(-1)!.x - single![0]!.x).toBeCloseTo(6, 9);
});

test.each<[string, string, Partial<LimitFigure>]>([
  ['figure-empty', 'pieces', { pieces: [] }],
  ['figure-not-finite', 'pieces[0].y[0]', { pieces: [[[1, Number.NaN]]] }],
  ['figure-empty', 'references[0].pieces', { references: [{ label: '', pieces: [] }] }],
  [
    'figure-edges-not-increasing',
    'curves[0].pieces[0].x[1]',
    {
      curves: [
        {
          label: '',
          pieces: [
            [
              [2, 1],
              [1, 1],
            ],
          ],
        },
      ],
    },
  ],
])('%s at %s', (code, where, change) => {
  expect(() => renderSvg(figureKind, { ...figure, ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code, where }),
  );
});
