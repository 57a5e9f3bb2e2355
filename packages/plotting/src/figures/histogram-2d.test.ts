import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { figureKind } from './histogram-2d.ts';

const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['pe-time'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

test('a colour for every cell, and none for what a logarithmic scale has no place for', () => {
  const figure = {
    ...example('pe-time'),
    x: { label: 'x', unit: '', edges: [0, 1, 2] },
    y: { label: 'y', unit: '', edges: [0, 1, 2] },
  };
  const cells = (values: number[][], scale: 'linear' | 'log') => {
    const svg = renderSvg(
      figureKind,
      { ...figure, values, z: { label: 'Events', density: false, scale } },
      { theme: 'paper' },
    );
    return (/<g class="cells"[^>]*>([\s\S]*?)<\/g>/.exec(svg)![1]!.match(/<rect/g) ?? []).length;
  };
  expect(
    cells(
      [
        [1, 2],
        [3, 4],
      ],
      'linear',
    ),
  ).toBe(4);
  expect(
    cells(
      [
        [1, 1],
        [3, 4],
      ],
      'linear',
    ),
  ).toBe(3);
  expect(
    cells(
      [
        [0, 2],
        [3, 4],
      ],
      'log',
    ),
  ).toBe(3);
});

test('a plane in which nothing is expected is empty on a logarithmic scale', () => {
  const figure = example('pe-time');
  const values = figure.values.map((row: readonly number[]) => row.map(() => 0));
  const svg = renderSvg(figureKind, { ...figure, values, z: { ...figure.z, scale: 'log' } }, { theme: 'paper' });
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(/<g class="cells"[^>]*>\s*<\/g>/.test(svg)).toBe(true);
});

test('rows and edges have to agree', () => {
  const figure = example('pe-time');
  expect(() => renderSvg(figureKind, { ...figure, values: figure.values.slice(1) }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code: 'figure-length-mismatch' }),
  );
});
