import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { profile } from '@cevns/fitting/profile';
import { expect, test } from 'vitest';
import { interpolationsOf } from '../interpolations.ts';
import { countingModel, modules, withNuisances } from '../testing/counting-model.ts';
import { NuisanceFits } from './nuisance-fits.ts';

const model = compileModel(withNuisances(countingModel()), interpolationsOf(modules));
const start = fit(model) as ConvergedFit;
const axes = [
  { parameter: 'strength', values: Float64Array.of(0.7, 0.9, 1.1) },
  { parameter: 'scale', values: Float64Array.of(0.9, 1.1) },
] as const;

test('the parameters at each point come back: those scanned as they are, the others in single precision', () => {
  const { theta } = profile(model, start, axes);
  const fits = new NuisanceFits(model, start, axes);
  const packed = fits.pack(theta);
  expect(fits.size).toBe(2);
  expect(packed.length).toBe(12);
  for (let point = 0; point < 6; point++) {
    const at = fits.unpack(packed, point, point >> 1, point & 1);
    model.names.forEach((name, p) => {
      const value = theta[point * model.names.length + p]!;
      const isScanned = axes.some(({ parameter }) => parameter === name);
      expect(Math.abs(at[p]! - value)).toBeLessThanOrEqual(isScanned ? 0 : 1e-7 * Math.abs(value));
    });
  }
});

test('rounding carries no parameter off its bound, and one with a kink stays on it', () => {
  const nuisance = model.names.indexOf('flux');
  const bounded = {
    ...model,
    lower: model.lower.map((bound, p) => (p === nuisance ? 0.1 : bound)),
    kinked: model.kinked.map((_, p) => (p === nuisance ? 1 : 0)),
  };
  const fits = new NuisanceFits(bounded, start, axes);
  const theta = Float64Array.from(start.parameters, ({ value }, p) => (p === nuisance ? 0.1 : value));
  expect(Math.fround(0.1)).not.toBe(0.1);
  expect(fits.unpack(fits.pack(theta), 0, 0, 0)[nuisance]).toBeGreaterThanOrEqual(0.1);
  const below = new NuisanceFits({ ...bounded, lower: model.lower.map(() => -10) }, start, axes);
  theta[nuisance] = 0;
  expect(below.unpack(below.pack(theta), 0, 0, 0)[nuisance]).toBe(0);
});
