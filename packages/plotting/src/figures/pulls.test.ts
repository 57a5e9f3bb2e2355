import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { themeOf } from '../theme.ts';
import { figureKind } from './pulls.ts';

const style = { theme: themeOf('paper'), width: 'column' } as const;
const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['impacts'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

test('pulls alone are one panel; a pull beyond two widths is inside the frame', () => {
  const rows = [
    { label: 'a', pull: { value: -4.2, error: 1 } },
    { label: 'b', pull: null },
  ];
  const { panels, series } = figureKind.draw({ kind: 'pulls', rows }, style).reading!;
  expect(panels).toHaveLength(1);
  expect(panels[0]!.x.from).toBeLessThan(-5.2);
  expect(series).toMatchObject([{ name: 'pulls', x: [-4.2], y: [0.5] }]);
});

test('nothing to draw is refused', () => {
  expect(() => figureKind.draw({ kind: 'pulls', rows: [] }, style)).toThrow(
    expect.objectContaining({ code: 'figure-empty' }),
  );
});
