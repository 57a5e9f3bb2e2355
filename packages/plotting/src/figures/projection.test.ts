import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '../placement.ts';
import { type Box, type Drawing, leaves, type TextItem } from '../primitives.ts';
import { renderSvg } from '../render-svg.ts';
import { plainLabel, textBox } from '../text.ts';
import { themeOf } from '../theme.ts';
import { figureKind, type ProjectionFigure } from './projection.ts';

// Illustrative spectra in the binning of COHERENT's CsI[Na] data (arXiv:2110.07730); only the binning is meant to be real.
const names = ['pe-projection', 'time-projection', 'pe-projection-log'] as const;
const example = (name: (typeof names)[number]) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as ProjectionFigure;
const base = example('pe-projection');
const looks = [
  ['paper', 'column'],
  ['screen', 'double'],
] as const;
const cases = names.flatMap((name) => looks.map(([theme, width]) => ({ name, figure: example(name), theme, width })));

const texts = (drawing: Drawing) =>
  [...leaves(drawing.items)].map((leaf) => leaf.item).filter((item): item is TextItem => item.kind === 'text');
const contains = (outer: Box, inner: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

test.each(cases)('$name, $theme: SVG as reviewed', async ({ name, figure, theme, width }) => {
  await expect(renderSvg(figureKind, figure, { theme, width })).toMatchFileSnapshot(
    `./__snapshots__/${name}-${theme}.svg`,
  );
});

test.each(cases)('$name, $theme: every text is on the paper and none covers another', ({ figure, theme, width }) => {
  const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
  const items = texts(drawing);
  expect(items.length).toBeGreaterThan(15);
  const paper = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  for (const [i, item] of items.entries()) {
    expect(contains(paper, textBox(item))).toBe(true);
    for (const other of items.slice(i + 1)) expect(overlaps(textBox(item), textBox(other))).toBe(false);
  }
});

test.each(cases)('$name, $theme: legend and remarks cover no bar, no band and no point', ({ figure, theme, width }) => {
  const drawing = figureKind.draw(figure, { theme: themeOf(theme), width });
  const all = [...leaves(drawing.items)];
  const blocks = all.filter(({ roles }) => roles.includes('legend') || roles.includes('remarks'));
  const written = blocks.flatMap(({ item }) =>
    item.kind === 'text' ? [textBox(item)] : item.kind === 'rect' ? [item] : [],
  );
  expect(written.length).toBeGreaterThan(8);
  const ground = drawing.height;
  for (const { item, roles } of all) {
    if (!roles.includes('content')) continue;
    const ends =
      item.kind === 'line'
        ? [item.from, item.to]
        : item.kind === 'path'
          ? item.commands.filter((command) => command.op !== 'Z')
          : [];
    for (let i = 1; i < ends.length; i++) {
      const [a, b] = [ends[i - 1]!, ends[i]!];
      const top = Math.min(a.y, b.y);
      const under = { x: Math.min(a.x, b.x), y: top, width: Math.abs(a.x - b.x) + 0.01, height: ground - top };
      for (const box of written)
        expect(overlaps(box, under) && box.y < top + 0.01 + box.height && top < box.y + box.height).toBe(false);
    }
  }
});

test('ticks point inward on all four sides of both panels', () => {
  const drawing = figureKind.draw(base, { theme: themeOf('paper'), width: 'column' });
  const frames = [...leaves(drawing.items)].flatMap(({ item, roles }) =>
    item.kind === 'rect' && roles.length === 0 && item.stroke ? [item] : [],
  );
  expect(frames).toHaveLength(2);
  for (const side of ['bottom', 'top', 'left', 'right']) {
    const paths = [...leaves(drawing.items)].filter(({ roles }) => roles.includes(`ticks-${side}`));
    expect(paths).toHaveLength(2);
    paths.forEach(({ item }, panel) => {
      if (item.kind !== 'path') throw new Error('ticks are paths');
      const points = item.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
      expect(points.length).toBeGreaterThan(10);
      for (const point of points) expect(contains(frames[panel]!, { ...point, width: 0, height: 0 })).toBe(true);
    });
  }
});

test('titles stand at the ends of the axes; the y title tells the width that counts are divided by', () => {
  const drawing = figureKind.draw(base, { theme: themeOf('paper'), width: 'column' });
  const titled = (start: string) => texts(drawing).find((item) => item.runs[0]?.text.startsWith(start));
  expect(titled('Photoelectrons')?.anchor).toBe('end');
  expect(titled('Events / PE')).toMatchObject({ anchor: 'end', rotation: -90 });
  const perBin = (edges: number[]) =>
    renderSvg(
      figureKind,
      {
        kind: 'projection',
        x: { label: 'E', unit: 'keV', edges },
        y: { density: false },
        stack: [{ name: 's', label: 's', values: [1, 2] }],
      },
      { theme: 'paper' },
    );
  expect(perBin([0, 2, 4])).toContain('Events / 2\u2009keV');
  expect(perBin([0, 2, 5])).toContain('Events / bin');
});

test('heights are proportional to counts over widths', () => {
  const figure: ProjectionFigure = {
    kind: 'projection',
    x: { label: 'E', unit: 'keV', edges: [0, 1, 5] },
    y: { density: true, from: 0, to: 10 },
    stack: [{ name: 'signal', label: 'Signal', values: [4, 8] }],
  };
  const drawing = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
  const total = [...leaves(drawing.items)].find(({ roles }) => roles.includes('total'))!.item;
  const frame = [...leaves(drawing.items)].flatMap(({ item }) =>
    item.kind === 'rect' && item.stroke && item.height > 100 ? [item] : [],
  )[0]!;
  if (total.kind !== 'path') throw new Error('the total is a path');
  const points = total.commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));
  const bottom = frame.y + frame.height;
  expect((bottom - points[0]!.y) / (bottom - points[2]!.y)).toBeCloseTo(2, 10);
  expect((points[1]!.x - points[0]!.x) / (points[3]!.x - points[2]!.x)).toBeCloseTo(0.25, 10);
});

test('what is subtracted moves points and error bars down, and the axis below 0 when they lie there', () => {
  const figure: ProjectionFigure = {
    kind: 'projection',
    x: { label: 'Time', unit: '', edges: [0, 1, 2, 3] },
    y: { density: false },
    stack: [{ name: 'a', label: 'A', values: [5, 4, 3] }],
    data: { values: [30, 25, 16], label: 'Data', errors: 'sqrt', subtracted: [22, 22, 22] },
  };
  const drawing = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
  const points = drawing.reading!.series.find(({ name }) => name === 'data')!;
  expect(points).toMatchObject({
    y: [8, 3, -6],
    lower: [expect.closeTo(8 - Math.sqrt(30), 9), -2, -10],
    upper: [expect.closeTo(8 + Math.sqrt(30), 9), 8, -2],
  });
  const [panel] = drawing.reading!.panels;
  expect(panel!.y.from).toBeLessThan(-10);
  // Bars stand on 0, not on the lower end of the axis.
  const roles = [...leaves(drawing.items)].filter(({ roles }) => roles.includes('zero'));
  expect(roles).toHaveLength(1);
  expect(drawing.description).toContain('Data: 71 counts less 66.00;');
});

const expectation = (values: readonly number[], more: Partial<ProjectionFigure> = {}): ProjectionFigure => ({
  kind: 'projection',
  x: { label: 'E', unit: 'keV', edges: [...values.keys(), values.length] },
  y: { density: true },
  stack: [{ name: 'signal', label: 'Signal', values }],
  data: { label: 'Asimov data', values, errors: 'sqrt', expected: true },
  ...more,
});
const readingOf = (figure: ProjectionFigure) =>
  figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' }).reading!;

test('an expectation of less than one event has no point, and without points no entry', () => {
  const { series } = readingOf(expectation([30, 2, 0.9, 0]));
  const data = series.find(({ name }) => name === 'data')!;
  expect(data).toMatchObject({ counts: [30, 2], lower: [30 - Math.sqrt(30), 2 - Math.sqrt(2)] });
  const faint = expectation([0.5, 0.2]);
  expect(readingOf(faint).series.map(({ name }) => name)).not.toContain('data');
  expect(renderSvg(figureKind, faint, { theme: 'paper' })).not.toContain('>Asimov data<');
});

test('the long bar of an empty bin does not make the y axis, that of one event does', () => {
  // Garwood: 0 has 1.84 above it, 1 has 2.30; in bins a hundredth wide that is 184 and 330 per unit.
  const height = (values: readonly number[]) => {
    const figure: ProjectionFigure = {
      kind: 'projection',
      x: { label: 'E', unit: 'keV', edges: [0, 0.01, 1.01] },
      y: { density: true },
      stack: [{ name: 'signal', label: 'Signal', values: [0.1, 20] }],
      data: { label: 'Data', values },
    };
    return readingOf(figure).panels[0]!.y.to;
  };
  expect(height([0, 20])).toBeLessThan(60);
  expect(height([1, 20])).toBeGreaterThan(330);
});

test('a component with a hue has that fill, the others those that are left', () => {
  const { fills } = themeOf('paper');
  const drawing = figureKind.draw(
    expectation([5, 5], {
      stack: [
        { name: 'a', label: 'a', values: [1, 1] },
        { name: 'signal', label: 's', values: [1, 1], hue: 1 },
        { name: 'b', label: 'b', values: [1, 1] },
      ],
    }),
    { theme: themeOf('paper'), width: 'column' },
  );
  const areas = [...leaves(drawing.items)].flatMap(({ item, roles }) =>
    roles.includes('component') && item.kind === 'path' && typeof item.fill === 'string' ? [item.fill] : [],
  );
  expect(areas).toEqual([fills[0], fills[1], fills[2]]);
});

test('the description says what error bars are', () => {
  expect(renderSvg(figureKind, base, { theme: 'paper' })).toContain('central 68.27 % Garwood intervals');
  const plain = { ...base, data: { ...base.data!, errors: 'sqrt' as const } };
  expect(renderSvg(figureKind, plain, { theme: 'paper' })).toContain('the square root of the count');
  const measured = { ...base, data: { ...base.data!, errors: base.data!.values.map(() => 2) } };
  expect(renderSvg(figureKind, measured, { theme: 'paper' })).toContain(
    'one standard deviation of the measured values',
  );
});

test('measured values have their own errors, and may be negative', () => {
  const figure = expectation([5, 4, 3], { data: { label: 'Data', values: [6, -1, 2], errors: [1, 2, 30] } });
  const { series, panels } = readingOf(figure);
  expect(series.find(({ name }) => name === 'data')).toMatchObject({
    y: [6, -1, 2],
    lower: [5, -3, -28],
    upper: [7, 1, 32],
  });
  // The bar of a bin with little in it is as long as that of another: it is no count.
  expect(panels[0]!.y.to).toBeGreaterThan(32);
});

test.each<[string, string, Partial<ProjectionFigure>]>([
  ['figure-not-finite', 'data.values[0]', { data: { label: 'd', values: base.data!.values.map(() => Number.NaN) } }],
  ['figure-length-mismatch', 'stack[0].values', { stack: [{ name: 'a', label: 'a', values: [1] }] }],
  ['figure-negative-count', 'data.values[0]', { data: { label: 'd', values: base.data!.values.map(() => -1) } }],
  ['figure-length-mismatch', 'data.errors', { data: { ...base.data!, errors: [1] } }],
  [
    'figure-negative-count',
    'data.errors[1]',
    { data: { ...base.data!, errors: base.data!.values.map((_, i) => (i === 1 ? -1 : 1)) } },
  ],
  ['figure-length-mismatch', 'data.subtracted', { data: { ...base.data!, subtracted: [1] } }],
  ['figure-empty', 'x.edges', { x: { label: 'x', unit: '', edges: [] } }],
  ['figure-edges-not-increasing', 'x.edges[1]', { x: { label: 'x', unit: '', edges: [0, 0, 1] } }],
  ['figure-range-invalid', 'x.edges', { x: { ...base.x, scale: 'log' } }],
  ['figure-range-invalid', 'y', { y: { density: true, from: 5, to: 5 } }],
  ['figure-data-missing', 'ratio', { stack: [], ratio: true }],
  ['figure-color-invalid', 'stack[0].color', { stack: [{ ...base.stack[0]!, color: 'red" onload="x' }] }],
])('%s at %s', (code, where, change) => {
  expect(() => renderSvg(figureKind, { ...base, ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code, where }),
  );
});

test('markup in labels stays text', () => {
  const evil = '<script>alert(1)</script>';
  const svg = renderSvg(
    figureKind,
    { ...base, title: evil, annotations: [evil], x: { ...base.x, label: evil } },
    { theme: 'screen' },
  );
  expect(svg).not.toContain('<script');
  expect(plainLabel(evil)).toBe(evil);
});

test('any counts give a figure without NaN, with all text on the paper', () => {
  const counts = fc.array(fc.oneof(fc.nat(5), fc.nat(100000)), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.constantFrom('linear', 'log'),
      fc.boolean(),
      (observed, expected, scale, density) => {
        const figure: ProjectionFigure = {
          kind: 'projection',
          x: { label: 'E', unit: 'keV', edges: [1, 2, 4, 8, 20] },
          y: { density, scale },
          stack: [{ name: 'signal', label: 'Signal', values: expected }],
          data: { values: observed, label: 'Data' },
          ratio: true,
        };
        const drawing = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
        expect(renderSvg(figureKind, figure, { theme: 'paper' })).not.toMatch(/NaN|Infinity/);
        const paper = { x: 0, y: 0, width: drawing.width, height: drawing.height };
        for (const item of texts(drawing)) expect(contains(paper, textBox(item))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
