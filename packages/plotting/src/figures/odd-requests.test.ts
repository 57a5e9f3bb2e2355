import { expect, test } from 'vitest';
import { leaves, type RectItem, type TextItem } from '../primitives.ts';
import { drawFigure } from '../render-svg.ts';
import { textBox } from '../text.ts';
import { textClashes } from '../text-clashes.ts';
import type { ContourFigure } from './contour.ts';
import type { CorrelationFigure } from './correlation.ts';
import type { FigureBase, FigureKind } from './figure.ts';
import type { ProjectionFigure } from './projection.ts';
import type { PullsFigure } from './pulls.ts';
import { type Figure, figureKinds } from './registry.ts';

/** Requests at the edge of what a figure can hold: what is written stays on the paper, apart, and large enough to be read. */
const looks = (['paper', 'screen', 'dark'] as const).flatMap((theme) =>
  (['column', 'double'] as const).map((width) => ({ theme, width })),
);

const bins = (count: number, from: number, to: number) =>
  Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
const falling = (count: number, height: number) => Array.from({ length: count }, (_, i) => height * Math.exp(-i / 8));

const spectrum = (more: Partial<ProjectionFigure> = {}): ProjectionFigure => ({
  kind: 'projection',
  x: { label: 'Photoelectrons', unit: 'PE', edges: bins(30, 0, 60) },
  y: { density: false },
  stack: [
    { name: 'signal', label: 'CEνNS', values: falling(30, 40) },
    { name: 'background', label: 'Background', values: falling(30, 10) },
  ],
  data: { label: 'Data', values: falling(30, 50).map(Math.round) },
  ratio: true,
  ...more,
});
const twentyComponents = spectrum({
  stack: Array.from({ length: 20 }, (_, i) => ({
    name: `c${i}`,
    label: `Component number ${i + 1}`,
    values: falling(30, 5),
  })),
});
const longNames = spectrum({
  title: 'A title of such a length that nobody should write it, and which has to go somewhere all the same',
  x: {
    label: 'Reconstructed photoelectrons after all corrections for light yield',
    unit: 'PE',
    edges: bins(30, 0, 60),
  },
  y: { density: false, label: 'Events per bin of reconstructed photoelectrons, beam-on minus beam-off' },
  annotations: [
    'COHERENT CsI[Na], 14.6 kg, 19.3 m, 3.198\\times10^{23} POT, 8 < PE < 60, 0 < t < 6 μs, all parameters free',
  ],
  notes: [{ x: 58, y: 2, text: 'words at the right end' }],
});
const parameters = Array.from({ length: 40 }, (_, i) =>
  i % 5 === 0 ? `Quenching of CsI, eigenvariation ${i}` : `nuisance_${i}`,
);
const correlations: CorrelationFigure = {
  kind: 'correlation',
  labels: parameters,
  matrix: parameters.map((_, i) => parameters.map((__, k) => (i === k ? 1 : Math.sin(i * k) / 2))),
};
const impacts: PullsFigure = {
  kind: 'pulls',
  rows: Array.from({ length: 60 }, (_, i) => ({
    label: i % 7 === 0 ? `Steady-state background in bin ${i} of the CsI detector` : `nuisance_${i}`,
    pull: { value: Math.sin(i), error: 0.9 },
    before: { up: 0.1 / (i + 1), down: -0.1 / (i + 1) },
    after: { up: 0.08 / (i + 1), down: -0.09 / (i + 1) },
  })),
  impactOn: { label: '\\sin^2\\theta_W', unit: '' },
};
const circleOf = (radius: number): readonly (readonly [number, number])[] =>
  Array.from({ length: 60 }, (_, i) => [radius * Math.cos(i / 9.55), radius * Math.sin(i / 9.55)]);
const manyContours: ContourFigure = {
  kind: 'contour',
  x: { label: '\\epsilon_{ee}^{uV}', unit: '', scale: 'linear', from: -1, to: 1 },
  y: { label: '\\epsilon_{ee}^{dV}', unit: '', scale: 'linear', from: -1, to: 1 },
  contours: Array.from({ length: 10 }, (_, i) => ({
    label: `Experiment ${i + 1}, 90\\,% CL`,
    filled: i < 2,
    lines: [{ closed: true, points: circleOf(0.1 * (i + 1)) }],
  })),
  marks: [{ x: 0, y: 0, label: 'Standard Model', symbol: 'diamond' }],
  annotations: ['Every remark that has no room inside stands above the frame, in lines as long as the frame'],
};

const requests: Readonly<Record<string, Figure>> = {
  twentyComponents,
  longNames,
  oneBin: spectrum({
    x: { label: 'Photoelectrons', unit: 'PE', edges: [8, 60] },
    stack: [{ name: 'signal', label: 'CEνNS', values: [312] }],
    data: { label: 'Data', values: [332] },
  }),
  emptyBinsOnALogAxis: spectrum({
    y: { density: false, scale: 'log' },
    stack: [{ name: 'signal', label: 'CEνNS', values: falling(30, 100).map((value, i) => (i % 4 === 0 ? 0 : value)) }],
    data: { label: 'Data', values: falling(30, 100).map((value, i) => (i % 3 === 0 ? 0 : Math.round(value))) },
  }),
  nothingAtAll: spectrum({
    stack: [{ name: 'signal', label: 'CEνNS', values: falling(30, 0) }],
    data: { label: 'Data', values: falling(30, 0) },
  }),
  correlations,
  impacts,
  manyContours,
};

async function drawn(figure: Figure, look: (typeof looks)[number]) {
  const module = (await import(figureKinds[figure.kind])) as { figureKind: FigureKind<FigureBase> };
  return drawFigure(module.figureKind, figure, look);
}

const textsOf = (drawing: Awaited<ReturnType<typeof drawn>>): TextItem[] =>
  [...leaves(drawing.items)].flatMap(({ item }) => (item.kind === 'text' ? [item] : []));

test.each(Object.keys(requests))('%s: no text is cut, none covers another', async (name) => {
  for (const look of looks) expect(textClashes(await drawn(requests[name]!, look)), JSON.stringify(look)).toEqual([]);
});

test('twenty components leave the spectrum its room, and no two of them look alike', async () => {
  // 20 times 5 events in the first bin.
  for (const look of looks) {
    const { reading } = await drawn(twentyComponents, look);
    expect(reading!.panels[0]!.y.to).toBeLessThan(190);
  }
  const drawing = await drawn(twentyComponents, looks[0]!);
  const byComponent = new Map<string, string>();
  for (const item of drawing.items.flatMap((each) => (each.kind === 'group' ? each.items : []))) {
    if (item.kind !== 'group' || item.role !== 'component') continue;
    const fills = item.items.map((each) => (each.kind === 'path' ? JSON.stringify(each.fill) : ''));
    byComponent.set(item.series!, fills.join());
  }
  expect(new Set(byComponent.values()).size).toBe(20);
});

test('a range that the author has fixed stays; the legend goes above the frame', async () => {
  const stack = ['CEνNS', 'Background'].map((label) => ({ name: label, label, values: falling(30, 0).map(() => 5.5) }));
  const figure = spectrum({ y: { density: false, from: 0, to: 12 }, stack });
  for (const look of looks) {
    const drawing = await drawn(figure, look);
    const { y, frame } = drawing.reading!.panels[0]!;
    expect([y.from, y.to]).toEqual([0, 12]);
    const legend = textsOf(drawing).filter(({ runs }) => ['Data', 'CEνNS', 'Background'].includes(runs[0]!.text));
    expect(legend).toHaveLength(3);
    for (const item of legend) expect(textBox(item).y + textBox(item).height).toBeLessThanOrEqual(frame.y);
  }
});

test('names of many parameters have one size, and colours without digits a bar', async () => {
  const drawing = await drawn(correlations, looks[0]!);
  const names = textsOf(drawing).filter(({ runs }) => /^(nuisance|Quenching)/.test(runs[0]!.text));
  expect(names).toHaveLength(80);
  expect(new Set(names.map(({ runs }) => runs[0]!.size)).size).toBe(1);
  const bar = [...leaves(drawing.items)].filter(({ roles }) => roles.includes('color-bar'));
  expect(bar.length).toBeGreaterThan(10);
  const few = { ...correlations, labels: ['a', 'b'], matrix: [[1, 0.5], [0.5, 1]] }; // biome-ignore format: a matrix
  const small = await drawn(few, looks[0]!);
  expect([...leaves(small.items)].filter(({ roles }) => roles.includes('color-bar'))).toEqual([]);
});

test('long names of rows take two lines rather than letters too small to read', async () => {
  const sizes = textsOf(await drawn(impacts, looks[0]!)).map(({ runs }) => runs[0]!.size);
  expect(Math.min(...sizes)).toBeGreaterThan(4.5);
});

test('points are smaller than wide bins, and small where bins are narrow', async () => {
  const radius = async (count: number) => {
    const figure = spectrum({
      x: { label: 'E', unit: 'keV', edges: bins(count, 0, 20) },
      stack: [],
      data: { label: 'Data', values: falling(count, 100).map(Math.ceil) },
      ratio: false,
    });
    const items = [...leaves((await drawn(figure, looks[0]!)).items)];
    const dot = items.find(({ item, roles }) => roles.includes('data') && item.kind === 'path')!.item;
    if (dot.kind !== 'path') throw new Error('a point is a path');
    const across = dot.commands.flatMap((command) => (command.op === 'Z' ? [] : [command.x]));
    return (Math.max(...across) - Math.min(...across)) / 2;
  };
  expect(await radius(20)).toBeCloseTo(1.5, 6);
  expect(await radius(200)).toBeCloseTo(0.75, 6);
});

test('remarks on a plane of bins stand above it', async () => {
  const figure: Figure = {
    kind: 'histogram-2d',
    x: { label: 'PE', unit: 'PE', edges: bins(5, 0, 60) },
    y: { label: 'Time', unit: 'μs', edges: bins(2, 0, 6) },
    z: { label: 'Events', density: false },
    values: [falling(5, 9), falling(5, 4)],
    annotations: ['COHERENT CsI[Na]'],
    notes: [{ x: 30, y: 3, text: 'here' }],
  };
  for (const look of looks) {
    const drawing = await drawn(figure, look);
    expect(textClashes(drawing)).toEqual([]);
    const remark = textsOf(drawing).find(({ runs }) => runs[0]!.text.startsWith('COHERENT'))!;
    expect(textBox(remark).y + textBox(remark).height).toBeLessThan(drawing.reading!.panels[0]!.frame.y);
    const ground = drawing.items[0] as RectItem;
    expect([ground.width, ground.height]).toEqual([drawing.width, drawing.height]);
  }
});
