import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { figureKind } from './stage-graph.ts';

const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['stages'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

test('a stage that takes from one below it is refused', () => {
  const stages = [
    { name: 'a', from: ['b'] },
    { name: 'b', from: [] },
  ];
  expect(() => renderSvg(figureKind, { kind: 'stage-graph', stages }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code: 'figure-data-missing' }),
  );
});

test('an arc for everything that is taken', () => {
  const figure = example('stages');
  const arcs = figure.stages.reduce((sum: number, { from }: { from: string[] }) => sum + from.length, 0);
  const svg = renderSvg(figureKind, figure, { theme: 'paper' });
  expect(/<g class="edges">([\s\S]*?)<\/g>/.exec(svg)![1]!.match(/<path/g)).toHaveLength(arcs);
});
