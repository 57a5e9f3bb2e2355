import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { themeOf } from '../theme.ts';
import { type CornerFigure, figureKind } from './corner.ts';

const figure = JSON.parse(readFileSync(new URL('./fixtures/corner.json', import.meta.url), 'utf8')) as CornerFigure;

test.each(['paper', 'dark'] as const)('a posterior of three parameters, %s: SVG as reviewed', async (theme) => {
  await expect(renderSvg(figureKind, figure, { theme })).toMatchFileSnapshot(`./__snapshots__/corner-${theme}.svg`);
});

test('panels below each other share their x axis, panels beside each other their y axis', () => {
  const { panels } = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' }).reading!;
  const named = (name: string) => panels.find((panel) => panel.name === name)!;
  expect(panels.map(({ name }) => name)).toEqual([
    ...['parameter-1', 'parameter-2', 'parameter-3'],
    ...['pair-1-2', 'pair-1-3', 'pair-2-3'],
  ]);
  expect(named('pair-1-2').x).toEqual(named('pair-1-3').x);
  expect(named('pair-1-2').x).toEqual(named('parameter-1').x);
  expect(named('pair-1-3').y).toEqual(named('pair-2-3').y);
  expect(named('pair-2-3').x).toEqual(named('parameter-2').x);
  expect(named('pair-1-3').y).toMatchObject({ label: 'Onset time', unit: 'μs' });
});

test('the text says what is known of each parameter, and what the regions are', () => {
  const { description } = figureKind.draw(figure, { theme: themeOf('paper'), width: 'column' });
  expect(description).toContain('Onset time: median 0.55, central 68 % from 0.5152 to 0.5848 μs.');
  expect(description).toContain('cells of the highest density that hold 68 % and 90 % of the draws');
});

const [first, second] = figure.parameters;
test.each<[string, string, Partial<CornerFigure>]>([
  ['figure-empty', 'parameters', { parameters: [first!] }],
  ['figure-length-mismatch', 'parameters[1].counts', { parameters: [first!, { ...second!, counts: [1] }], pairs: [] }],
  ['figure-range-invalid', 'pairs[0]', { pairs: [{ x: 1, y: 1, counts: [[1]] }] }],
  ['figure-range-invalid', 'credibility', { credibility: [0.5, 1] }],
  ['figure-range-invalid', 'parameters', { parameters: new Array(9).fill(first!), pairs: [] }],
])('%s at %s', (code, where, change) => {
  expect(() => renderSvg(figureKind, { ...figure, ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code, where }),
  );
});
