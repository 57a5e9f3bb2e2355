import * as profileKind from '@cevns/plotting/figures/profile';
import * as projectionKind from '@cevns/plotting/figures/projection';
import { describe, expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run } from './figure.ts';

const look = { theme: 'paper', width: 'column', format: 'svg' };
const bins = {
  axes: [
    { name: 'PE', edges: [0, 10, 40] },
    { name: 'time', edges: [0, 1, 6] },
  ],
  components: [
    { name: 'steady', values: [5, 5, 20, 20] },
    { name: 'cevns', values: [36, 54, 4, 6] },
  ],
  observed: [42, 58, 22, 28],
  uncertainty: { bins: [1, 1, 1, 1], projections: { PE: [200, 3], time: [4, 4] } },
};
const projected = {
  ...look,
  axis: 'PE',
  label: 'Photoelectrons',
  unit: 'PE',
  per: 'bin',
  scale: 'linear',
  components: [
    { name: 'steady', label: 'Steady state' },
    { name: 'cevns', label: 'CEvNS' },
  ],
};
const curve = {
  parameter: 'strength',
  x: [0.8, 0.9, 1, 1.1, 1.2],
  delta: [4, null, 0, 1, 4],
  best: { value: 1, statistic: 90 },
  intervals: [{ confidence: 0.6827, level: 1, lower: 0.9, upper: 1.1 }],
};

/** A figure kind that leaves the description it was given, to look at what a stage asks for. */
function asked() {
  const seen: Record<string, unknown>[] = [];
  const figureKind = {
    draw(figure: Record<string, unknown>, style: object) {
      seen.push({ ...figure, style });
      return { ...projectionKind.figureKind.draw(simple as never, style as never) };
    },
  };
  return { seen, figureKind };
}
const simple = {
  kind: 'projection',
  x: { label: 'x', unit: '', edges: [0, 1] },
  y: { density: false, scale: 'linear' },
  stack: [{ name: 'a', label: 'a', values: [1] }],
};

async function description(input: object, parameters: object): Promise<Record<string, unknown>> {
  const kind = asked();
  await call(run, { parameters, inputs: input as never, modules: { kind } });
  return kind.seen[0]!;
}

describe('a projection', () => {
  test('shows components, data and total summed over the other axis', async () => {
    expect(await description({ bins: { json: [bins] } }, projected)).toMatchObject({
      x: { label: 'Photoelectrons', unit: 'PE', edges: [0, 10, 40] },
      stack: [
        { label: 'Steady state', values: [10, 40] },
        { label: 'CEvNS', values: [90, 10] },
      ],
      data: { values: [100, 50] },
      style: { theme: { name: 'paper' }, width: 'column' },
    });
  });

  test('its band is the total and its standard deviation, never below nothing', async () => {
    const { band } = (await description({ bins: { json: [bins] } }, projected)) as { band: object };
    expect(band).toMatchObject({ lower: [0, 47], upper: [300, 53] });
    const { uncertainty: _, ...without } = bins;
    expect(await description({ bins: { json: [without] } }, projected)).not.toHaveProperty('band');
  });
});

describe('a profile', () => {
  test('leaves out points that could not be computed', async () => {
    expect(await description({ curve: { json: curve } }, { ...look, label: 'Strength', unit: '' })).toMatchObject({
      points: [
        [0.8, 4],
        [1, 0],
        [1.1, 1],
        [1.2, 4],
      ],
      levels: [{ value: 1, label: '68.27 %' }],
      intervals: [{ from: 0.9, to: 1.1, level: 1 }],
      best: { x: 1, label: 'Best fit 1.00 ± 0.10' },
    });
  });

  test('has the best fit among its points, at zero', async () => {
    const between = { ...curve, best: { value: 0.98, statistic: 90 } };
    const { points } = await description({ curve: { json: between } }, { ...look, label: 'Strength', unit: '' });
    expect(points).toEqual([
      [0.8, 4],
      [0.98, 0],
      [1, 0],
      [1.1, 1],
      [1.2, 4],
    ]);
  });

  test('has all its intervals, the inner one first', async () => {
    const outer = { confidence: 0.9, level: 2.7, lower: 0.84, upper: 1.16 };
    const both = { ...curve, intervals: [outer, ...curve.intervals] };
    const { intervals } = await description({ curve: { json: both } }, { ...look, label: 'Strength', unit: '' });
    expect(intervals).toEqual([
      { from: 0.9, to: 1.1, level: 1, label: '68.27 % interval' },
      { from: 0.84, to: 1.16, level: 2.7, label: '90 % interval' },
    ]);
  });

  test('has no interval to show where that is open', async () => {
    const open = { ...curve, intervals: [{ ...curve.intervals[0], lower: null }] };
    expect(await description({ curve: { json: open } }, { ...look, label: 'Strength', unit: '' })).toMatchObject({
      intervals: [],
      best: { label: 'Best fit' },
    });
  });
});

describe('the picture', () => {
  const svgOf = async (label: string): Promise<string> => {
    const { figure } = await call(run, {
      parameters: { ...projected, label },
      inputs: { bins: { json: [bins] } },
      modules: { kind: projectionKind },
    });
    return figure!.text();
  };

  test('is well-formed SVG with the titles in it, whatever characters they have', async () => {
    const svg = await svgOf('Light < 5 & more');
    expect(svg).toMatch(/^<svg[\s>]/);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(unclosed(svg)).toEqual([]);
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#)/);
  });

  test('is the same bytes every time', async () => {
    expect(await svgOf('PE')).toBe(await svgOf('PE'));
  });

  test('a PNG is what the writer makes of the drawing; the SVG stands beside it for the report', async () => {
    const writer = { paintPng: ({ title }: { title: string }, scale: number) => Buffer.from(`${title} ${scale}`) };
    const { figure, svg } = await call(run, {
      parameters: { ...look, label: 'Strength', unit: '', format: 'png' },
      inputs: { curve: { json: curve } },
      modules: { kind: profileKind, writer },
    });
    expect(figure!.text()).toBe('−2 Δln L against Strength 3');
    expect(svg!.text()).toContain('</svg>');
  });
});

/** Names of the elements that are opened and not closed in their order. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, empty] of svg.matchAll(/<(\/?)([A-Za-z][\w:-]*)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closing !== '') {
      if (open.pop() !== name) return [name!];
    } else if (empty === '') open.push(name!);
  }
  return open;
}
