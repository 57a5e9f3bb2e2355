import { expect, test } from 'vitest';
import { planeOfBins, projectionFigure } from './bin-figures.ts';

const bins = {
  axes: [
    { name: 'a', edges: [0, 1, 2] },
    { name: 'b', edges: [0, 1, 2, 3] },
    { name: 'c', edges: [0, 1, 2] },
  ],
  // Row-major: the last axis runs fastest.
  components: [
    { name: 'one', values: Array.from({ length: 12 }, (_, i) => i) },
    { name: 'two', values: Array.from({ length: 12 }, () => 100) },
  ],
  observed: Array.from({ length: 12 }, (_, i) => (i === 7 ? 1 : 0)),
};
const look = {
  label: 'a',
  unit: '',
  y: { label: 'c', unit: 's' },
  per: 'bin',
  scale: 'linear',
  theme: 'paper',
  width: 'column',
  format: 'svg',
} as const;

test('a plane sums over the other observables; rows are bins of its y axis', () => {
  const one = planeOfBins(bins as never, { ...look, axes: ['a', 'c'], component: 'one' });
  // a = 0: bins 0..5, of which c = 0 has 0, 2, 4.
  expect(one.values).toEqual([
    [0 + 2 + 4, 6 + 8 + 10],
    [1 + 3 + 5, 7 + 9 + 11],
  ]);
  expect(planeOfBins(bins as never, { ...look, axes: ['c', 'a'], component: 'one' }).values).toEqual([
    [6, 9],
    [24, 27],
  ]);
});

test('Asimov data have errors sqrt(n), and a ratio only to another expectation than the one they are', () => {
  const components = [{ name: 'one', label: 'One' }];
  const own = { ...bins, components: bins.components.slice(0, 1) };
  const shown = (observed: readonly number[], asimov: boolean) =>
    projectionFigure({ ...own, observed } as never, { ...look, axis: 'a', components, asimov });
  const equal = shown(own.components[0]!.values, true);
  expect(equal).toMatchObject({ ratio: false, data: { errors: 'sqrt', expected: true } });
  expect(
    shown(
      own.components[0]!.values.map((value) => 1.01 * value),
      true,
    ).ratio,
  ).toBe(true);
  const counted = shown(own.components[0]!.values, false);
  expect(counted.ratio).toBe(true);
  expect(counted.data).not.toHaveProperty('expected');
});

test('the total is that of all components, the data are what was observed', () => {
  expect(planeOfBins(bins as never, { ...look, axes: ['a', 'c'] }).values).toEqual([
    [306, 324],
    [309, 327],
  ]);
  // Bin 7 is a = 1, b = 0, c = 1.
  expect(planeOfBins(bins as never, { ...look, axes: ['a', 'b'], component: 'data' }).values).toEqual([
    [0, 1],
    [0, 0],
    [0, 0],
  ]);
});

test('a projection takes components away from the data, and leaves the others with their colours', () => {
  const components = [
    { name: 'two', label: 'Two' },
    { name: 'one', label: 'One' },
  ];
  const settings = { ...look, axis: 'a', components, dataLabel: 'Data' };
  const whole = projectionFigure(bins as never, settings);
  expect(whole.stack.map(({ name }) => name)).toEqual(['two', 'one']);
  expect(whole).toMatchObject({ ratio: true, data: { values: [0, 1] } });
  const rest = projectionFigure(bins as never, { ...settings, subtract: ['two'] });
  expect(rest.stack).toEqual([{ name: 'one', label: 'One', hue: 1, values: [15, 51] }]);
  expect(rest.data).toEqual({ values: [0, 1], label: 'Data − Two', subtracted: [600, 600] });
  expect(rest.ratio).toBe(false);
  const called = { ...settings, subtract: ['two'], settings: { names: { two: 'Neutrons' } } };
  expect(projectionFigure(bins as never, called).data!.label).toBe('Data − Neutrons');
});

test('the largest component has the quiet fill, wherever it stands in the stack', () => {
  const components = [
    { name: 'one', label: 'One' },
    { name: 'two', label: 'Two' },
  ];
  const { stack } = projectionFigure(bins as never, { ...look, axis: 'a', components });
  expect(stack.map(({ name, hue }) => [name, hue])).toEqual([
    ['one', 1],
    ['two', 0],
  ]);
  const signal = [{ name: 'two', label: 'Two', hue: 3 }, components[0]!];
  const own = projectionFigure(bins as never, { ...look, axis: 'a', components: signal });
  expect(own.stack.map(({ hue }) => hue)).toEqual([3, 0]);
});

test('the band is that of the components which are shown', () => {
  const uncertain = { ...bins, uncertainty: { projections: { a: [4, 20] } } };
  const components = [
    { name: 'one', label: 'One' },
    { name: 'two', label: 'Two' },
  ];
  const { band } = projectionFigure(uncertain as never, { ...look, axis: 'a', components, subtract: ['two'] });
  expect(band).toMatchObject({ lower: [11, 31], upper: [19, 71] });
});

test('ranges of other observables leave out bins of everything that is drawn, and the band', () => {
  const uncertain = { ...bins, uncertainty: { projections: { a: [4, 20] } } };
  const components = [
    { name: 'one', label: 'One' },
    { name: 'two', label: 'Two' },
  ];
  const settings = { ...look, axis: 'a', components, within: { b: [1, 3], c: [0, 1] } } as const;
  const part = projectionFigure(uncertain as never, settings);
  // a = 0: bins 2 and 4; a = 1: bins 8 and 10.
  expect(part.stack.map(({ values }) => values)).toEqual([
    [2 + 4, 8 + 10],
    [200, 200],
  ]);
  expect(part.data?.values).toEqual([0, 0]);
  expect(part).not.toHaveProperty('band');
  const other = projectionFigure(uncertain as never, { ...settings, within: { c: [1, 2] }, subtract: ['two'] });
  expect(other.data).toMatchObject({ values: [0, 1], subtracted: [300, 300] });
});

test('measured values are drawn with their errors, those of the bins that are shown', () => {
  const errors = bins.observed.map(() => 2);
  const components = [{ name: 'one', label: 'One' }];
  const own = { ...bins, components: bins.components.slice(0, 1), errors };
  const settings = { ...look, axis: 'a', components };
  expect(projectionFigure(own as never, settings).data!.errors).toEqual([Math.sqrt(6 * 4), Math.sqrt(6 * 4)]);
  const part = projectionFigure(own as never, { ...settings, within: { c: [0, 1] } });
  expect(part.data!.errors).toEqual([Math.sqrt(3 * 4), Math.sqrt(3 * 4)]);
});
