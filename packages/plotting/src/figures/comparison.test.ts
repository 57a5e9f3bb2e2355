import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { themeOf } from '../theme.ts';
import { figureKind } from './comparison.ts';

const style = { theme: themeOf('paper'), width: 'column' } as const;
const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['two-runs'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

test('values relative to the first run; nothing is relative to zero', () => {
  const row = (first: number, second: number) => ({ label: 'a', first: { value: first }, second: { value: second } });
  const draw = (first: number, second: number) =>
    figureKind.draw({ kind: 'comparison', runs: ['one', 'two'], rows: [row(first, second)] }, style);
  expect(draw(-2, -3).reading!.series).toMatchObject([{ x: [1] }, { x: [1.5] }]);
  expect(() => draw(0, 1)).toThrow(expect.objectContaining({ code: 'figure-range-invalid' }));
});
