import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { figureKind } from './correlation.ts';

const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['correlations'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

test('a number in every cell; cells too small for digits have colours alone', () => {
  const numbers = (count: number) => {
    const labels = Array.from({ length: count }, (_, i) => `parameter ${i}`);
    const matrix = labels.map((_, i) => labels.map((__, k) => (i === k ? 1 : 0.25)));
    const svg = renderSvg(figureKind, { kind: 'correlation', labels, matrix }, { theme: 'paper' });
    return (svg.match(/>0\.25</g) ?? []).length;
  };
  expect(numbers(3)).toBe(6);
  expect(numbers(40)).toBe(0);
});

test('what is no correlation is refused', () => {
  const draw = (matrix: number[][]) => () =>
    renderSvg(figureKind, { kind: 'correlation', labels: ['a', 'b'], matrix }, { theme: 'paper' });
  expect(
    draw([
      [1, 2],
      [2, 1],
    ]),
  ).toThrow(expect.objectContaining({ code: 'figure-range-invalid' }));
  expect(draw([[1, 0]])).toThrow(expect.objectContaining({ code: 'figure-length-mismatch' }));
});
