import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { overlaps } from '../placement.ts';
import { type Box, type Drawing, leaves, type PathItem, type Point, type RectItem } from '../primitives.ts';
import { renderSvg } from '../render-svg.ts';
import { textBox } from '../text.ts';
import { themeOf } from '../theme.ts';
import { type ContourFigure, figureKind } from './contour.ts';

// Illustrative planes with the topologies that occur: two bands, a ring with crescents in it, an exclusion with open lines on two log axes.
const names = ['nsi-bands', 'charge-radii-islands', 'sterile-open'] as const;
const example = (name: (typeof names)[number]) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as ContourFigure;
const looks = [
  ['paper', 'column'],
  ['screen', 'double'],
] as const;
const cases = names.flatMap((name) => looks.map(([theme, width]) => ({ name, figure: example(name), theme, width })));
const bands = example('nsi-bands');
const drawn = (figure: ContourFigure) => figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });

const paths = (drawing: Drawing, role: string): PathItem[] =>
  [...leaves(drawing.items)].flatMap(({ item, roles }) => (roles.includes(role) && item.kind === 'path' ? [item] : []));
const vertices = (item: PathItem) => item.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
const frameOf = (drawing: Drawing): RectItem =>
  [...leaves(drawing.items)].flatMap(({ item, roles }) =>
    item.kind === 'rect' && item.stroke !== undefined && roles.length === 0 ? [item] : [],
  )[0]!;

test.each(cases)('$name, $theme: SVG as reviewed', async ({ name, figure, theme, width }) => {
  await expect(renderSvg(figureKind, figure, { theme, width })).toMatchFileSnapshot(
    `./__snapshots__/${name}-${theme}.svg`,
  );
});

test.each(cases)('$name, $theme: every vertex is in the frame, open lines end on it', ({ figure, theme, width }) => {
  const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
  const { x, y, width: across, height } = frameOf(drawing);
  const lines = paths(drawing, 'contour');
  expect(lines.length).toBeGreaterThanOrEqual(figure.contours.length);
  for (const item of [...lines, ...paths(drawing, 'region')]) {
    const isInside = (point: Point) => point.x >= x && point.x <= x + across && point.y >= y && point.y <= y + height;
    expect(vertices(item).filter((point) => !isInside(point))).toEqual([]);
  }
  for (const item of lines) {
    if (item.commands.at(-1)!.op === 'Z') continue;
    for (const end of [vertices(item)[0]!, vertices(item).at(-1)!]) {
      const gaps = [end.x - x, end.x - x - across, end.y - y, end.y - y - height];
      expect(Math.min(...gaps.map(Math.abs))).toBeLessThan(1e-9);
    }
  }
});

test.each(cases)(
  '$name, $theme: texts are on the paper, apart, and cover no line or area',
  ({ figure, theme, width }) => {
    const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
    const all = [...leaves(drawing.items)];
    const boxes = all.flatMap(({ item }) => (item.kind === 'text' ? [textBox(item)] : []));
    for (const [i, box] of boxes.entries()) {
      expect(box.x >= 0 && box.y >= 0).toBe(true);
      expect(box.x + box.width <= drawing.width && box.y + box.height <= drawing.height).toBe(true);
      for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
    }
    const blocks = all.flatMap(({ item, roles }): Box[] => {
      if (!roles.includes('legend') && !roles.includes('remarks')) return [];
      return item.kind === 'text' ? [textBox(item)] : item.kind === 'rect' ? [item] : [];
    });
    const covered: Point[] = [];
    for (const item of [...paths(drawing, 'contour'), ...paths(drawing, 'mark')]) {
      const points = vertices(item);
      for (let k = 1; k < points.length; k++) {
        for (let t = 0; t <= 1; t += 0.05) {
          const at = {
            x: points[k - 1]!.x + t * (points[k]!.x - points[k - 1]!.x),
            y: points[k - 1]!.y + t * (points[k]!.y - points[k - 1]!.y),
          };
          if (blocks.some((box) => overlaps(box, { ...at, width: 1e-9, height: 1e-9 }))) covered.push(at);
        }
      }
    }
    expect(covered).toEqual([]);
  },
);

test('the region of two open bands is shaded between their lines, the inner level over the outer', () => {
  const regions = paths(drawn(bands), 'region');
  expect(regions).toHaveLength(2);
  const lightness = ({ fill }: PathItem) => Number.parseInt(String(fill).slice(1, 3), 16);
  expect(lightness(regions[1]!)).toBeLessThan(lightness(regions[0]!) - 20);
  expect(regions.map((region) => region.commands.filter(({ op }) => op === 'M').length)).toEqual([4, 4]);
});

test('levels differ in colour and in dashes', () => {
  const drawing = drawn(example('charge-radii-islands'));
  const groups = drawing.items.flatMap((item) =>
    item.kind === 'group' && item.role === 'content' ? item.items.filter((each) => each.kind === 'group') : [],
  );
  const strokes = groups.filter(({ role }) => role === 'contour').map(({ items }) => (items[0] as PathItem).stroke!);
  expect(strokes).toHaveLength(3);
  expect(new Set(strokes.map(({ color }) => color)).size).toBe(3);
  expect(new Set(strokes.map(({ dash }) => dash?.length ?? 0)).size).toBeGreaterThan(1);
});

test('an allowed side of a closed line goes before its direction', () => {
  const points = [
    [0, 0],
    [0, 0.2],
    [0.2, 0.2],
    [0.2, 0],
  ] as const;
  const regions = (allowed: 'inside' | 'outside' | 'left', order: readonly (readonly [number, number])[]) =>
    paths(
      drawn({ ...bands, contours: [{ label: 'a', filled: true, lines: [{ closed: true, allowed, points: order }] }] }),
      'region',
    ).flatMap((item) => item.commands.filter(({ op }) => op === 'M')).length;
  const turned = [...points].reverse();
  expect([regions('inside', points), regions('inside', turned)]).toEqual([1, 1]);
  // The frame and the hole in it.
  expect([regions('outside', points), regions('outside', turned)]).toEqual([2, 2]);
  expect([regions('left', points), regions('left', turned)]).toEqual([2, 1]);
});

test('a level that no point of the plane reaches is the whole plane', () => {
  const everywhere = drawn({ ...bands, contours: [{ label: 'a', filled: true, everywhere: true, lines: [] }] });
  const [region] = paths(everywhere, 'region');
  const corners = region!.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
  const { frame } = everywhere.reading!.panels[0]!;
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(frame.width, 9);
  expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(frame.height, 9);
  expect(everywhere.description).toContain('a: the whole plane.');
});

test('a point beyond the axes has neither mark nor entry, and the text says so', () => {
  const marks = [{ x: 5, y: 0, label: 'Far away', symbol: 'cross' as const }];
  const drawing = drawn({ ...bands, marks });
  expect(paths(drawing, 'mark')).toHaveLength(0);
  expect(renderSvg(figureKind, { ...bands, marks }, { theme: 'paper' })).not.toContain('>Far away<');
  expect(drawing.description).toContain('Far away at 5, 0, beyond the axes.');
});

test.each<[string, string, Partial<ContourFigure>]>([
  ['figure-empty', 'contours[0].lines[0]', { contours: [{ label: '', lines: [{ closed: false, points: [] }] }] }],
  [
    'figure-not-finite',
    'contours[0].lines[0].points[0].y',
    { contours: [{ label: '', lines: [{ closed: false, points: [[0, Number.NaN]] }] }] },
  ],
  ['figure-color-invalid', 'contours[0].color', { contours: [{ label: '', color: 'red', lines: [] }] }],
  ['figure-range-invalid', 'x', { x: { ...bands.x, scale: 'log' } }],
])('%s at %s', (code, where, change) => {
  expect(() => renderSvg(figureKind, { ...bands, ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code, where }),
  );
});

test('a colour chosen for paper is light enough for a dark page', () => {
  const figure: ContourFigure = {
    ...bands,
    contours: bands.contours.map((each) => ({ ...each, color: '#000000' })),
  };
  expect(renderSvg(figureKind, figure, { theme: 'paper' })).toContain('stroke="#000000"');
  const stroke = (svg: string) => /<g class="contour"[\s\S]*?stroke="(#[0-9a-f]{6})"/.exec(svg)![1]!;
  // Contrast 3 with #15191e takes at least #60 or so.
  expect(Number.parseInt(stroke(renderSvg(figureKind, figure, { theme: 'dark' })).slice(1, 3), 16)).toBeGreaterThan(
    0x55,
  );
});
