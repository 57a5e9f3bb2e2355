import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSvg } from '../render-svg.ts';
import { themeOf } from '../theme.ts';
import { figureKind } from './curves.ts';

const style = { theme: themeOf('paper'), width: 'column' } as const;
const example = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

test.each(['form-factors', 'distribution', 'sensitivity'])('%s: SVG as reviewed', async (name) => {
  for (const theme of ['paper', 'dark'] as const) {
    await expect(renderSvg(figureKind, example(name), { theme, width: 'column' })).toMatchFileSnapshot(
      `./__snapshots__/${name}-${theme}.svg`,
    );
  }
});

const refused = (change: object, code: string) =>
  expect(() => renderSvg(figureKind, { ...example('sensitivity'), ...change }, { theme: 'paper' })).toThrow(
    expect.objectContaining({ code }),
  );

test('what cannot be drawn is refused', () => {
  refused({ curves: [], bands: [] }, 'figure-empty');
  refused({ curves: [{ label: 'a', pieces: [[[0, Number.NaN]]] }] }, 'figure-not-finite');
  refused(
    {
      curves: [
        {
          label: 'a',
          pieces: [
            [
              [1, 1],
              [0, 2],
            ],
          ],
        },
      ],
    },
    'figure-edges-not-increasing',
  );
  refused(
    {
      bands: [
        {
          label: 'b',
          points: [
            [0, 2, 1],
            [1, 0, 1],
          ],
        },
      ],
    },
    'figure-range-invalid',
  );
  refused({ x: { label: 'x', unit: '', scale: 'log', from: 0, to: 1 } }, 'figure-range-invalid');
});

test('a logarithmic axis shows six decades below the highest value, a linear one includes zero', () => {
  const steep = { ...example('form-factors'), y: { label: 'F', unit: '', scale: 'log' } };
  const { from, to } = figureKind.draw(steep, style).reading!.panels[0]!.y;
  expect(to / from).toBeLessThan(10 ** 6.5);
  expect(to).toBeGreaterThan(1);
  const flat = {
    kind: 'curves',
    x: { label: 'x', unit: '' },
    y: { label: 'y', unit: '' },
    curves: [
      {
        label: 'a',
        pieces: [
          [
            [0, 3],
            [1, 4],
          ] as const,
        ],
      },
    ],
  } as const;
  expect(figureKind.draw(flat, style).reading!.panels[0]!.y.from).toBe(0);
});
