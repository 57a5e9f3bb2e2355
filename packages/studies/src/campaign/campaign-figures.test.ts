import { expect, test } from 'vitest';
import { campaignFigures, curvesOf, figureWarnings, numberWithUnit } from './campaign-figures.ts';

const axes = ['detector.threshold', 'inputs.baseline', 'detector.target.mass'];
const values = [
  ['10 eVnr', '20 m', '1 kg'],
  ['5 eVnr', '20 m', '1 kg'],
  ['5 eVnr', '30 m', '1 kg'],
  ['10 eVnr', '30 m', '1 kg'],
];
const numbers = [3, 5, 4, Number.NaN].map((z) =>
  Number.isNaN(z) ? { names: [], cells: [] } : { names: ['total', 'discovery.z'], cells: ['100', String(z)] },
);
const figure = {
  file: 'z.svg',
  x: { axis: 'detector.threshold' },
  y: { number: 'discovery.z', label: 'Significance (σ)' },
} as const;

test('values of axes with their units', () => {
  expect(numberWithUnit('1.5e-3 keVnr')).toEqual({ value: 1.5e-3, unit: 'keVnr' });
  expect(numberWithUnit('-4')).toEqual({ value: -4, unit: '' });
  expect(numberWithUnit('helm')).toBeUndefined();
  expect(numberWithUnit('[0 PE, 60 PE]')).toBeUndefined();
});

test('a curve for every combination of the other axes that vary, points in order, failed configurations left out', () => {
  expect(curvesOf(figure, axes, values, numbers)).toMatchObject({
    x: { label: 'Threshold', unit: 'eV_{nr}', scale: 'linear' },
    y: { label: 'Significance (σ)' },
    curves: [
      {
        label: '20 m',
        pieces: [
          [
            [5, 5],
            [10, 3],
          ],
        ],
      },
      { label: '30 m', pieces: [[[5, 4]]] },
    ],
  });
});

test('an SVG, a PDF or a PNG, by its name; a number that nobody has is said in the figure', () => {
  const made = campaignFigures(
    [
      figure,
      { ...figure, file: 'z.pdf' },
      { ...figure, y: { number: 'discovery.zz' } },
      { ...figure, file: 'z.png', resolution: 96 },
    ],
    axes,
    values,
    numbers,
  );
  const text = made.map(({ content }) => ('bytes' in content ? Buffer.from(content.bytes()).toString('latin1') : ''));
  expect(made.map(({ path }) => path)).toEqual(['figures/z.svg', 'figures/z.pdf', 'figures/z.svg', 'figures/z.png']);
  expect(text[0]).toContain('30 m');
  expect(text[1]!.startsWith('%PDF-1.7')).toBe(true);
  expect(text[3]!.slice(1, 4)).toBe('PNG');
  const png = made[3]!.content;
  // Width of the header, in pixels: 86 mm at 96 dots per inch.
  if (!('bytes' in png)) throw new Error('a picture is bytes');
  expect(new DataView(Uint8Array.from(png.bytes()).buffer).getUint32(16)).toBeCloseTo((86 / 25.4) * 96, -1);
  expect(text[2]).toContain('No configuration has the number discovery.zz.');
});

test('a number that no configuration has is told, with the nearest that some have', () => {
  expect(figureWarnings([figure, { ...figure, y: { number: 'total' } }], numbers)).toEqual([]);
  expect(figureWarnings([{ ...figure, y: { number: 'discovery.zz' } }], numbers)).toEqual([
    'figures/z.svg: no configuration has the number discovery.zz; did you mean discovery.z?',
  ]);
});
