import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leaves } from '../primitives.ts';
import { renderSvg } from '../render-svg.ts';
import { textClashes } from '../text-clashes.ts';
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

test('one number far off does not squeeze the others: an arrow has its value', () => {
  const ratios = [1.02, 0.97, 1.05, 90, -40, 1];
  const rows = ratios.map((ratio, i) => {
    return { label: `number ${i}`, first: { value: 2, minus: 0.1, plus: 0.1 }, second: { value: 2 * ratio } };
  });
  const drawing = figureKind.draw({ kind: 'comparison', runs: ['one', 'two'], rows }, style);
  const { x } = drawing.reading!.panels[0]!;
  expect([x.from > 0.8, x.to < 1.2]).toEqual([true, true]);
  const words = [...leaves(drawing.items)].flatMap(({ item }) => (item.kind === 'text' ? [item.runs[0]!.text] : []));
  expect(words).toEqual(expect.arrayContaining(['90', '\u221240']));
  expect(textClashes(drawing)).toEqual([]);
  // The numbers themselves stay as they are.
  expect(drawing.reading!.series[1]).toMatchObject({ x: ratios });
});
