import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import { expect, test } from 'vitest';
import type { FormFactorModel } from './form-factor.ts';
import { formFactors } from './registry.ts';
import { formFactorShapes } from './shapes.ts';
import { lead } from './testing/lead.ts';

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  'rms-radius': [3, 8],
  skin: [-1, 2],
  'half-density-radius': [3, 8],
  diffuseness: [0.3, 0.8],
};
const freed = Object.entries(formFactors).flatMap(([name, module]) =>
  Object.keys(formFactorShapes(name)).map((setting) => [name, setting, module] as const),
);

test('every model with a size can have it freed', () => {
  expect([...new Set(freed.map(([name]) => name))].sort()).toEqual(
    Object.keys(formFactors)
      .filter((name) => name !== 'unity' && name !== 'tabulated')
      .sort(),
  );
  expect(formFactorShapes('unity')).toEqual({});
});

// F^2 of lead at 0.5 /fm, the largest momentum transfer of stopped pions.
test.each(freed)('%s: quintics between the knots follow a free %s to 1e-6', async (_, setting, module) => {
  const { formFactor } = (await import(module)) as { formFactor: FormFactorModel<object> };
  const value = (x: number) => formFactor.prepare(lead, 'neutron', { [setting]: x })(0.5) ** 2;
  const [from, to] = ranges[setting]!;
  const { knots } = formFactorShapes(module.split('/').at(-1)!)[setting]!;
  const count = knots(from, to);
  const step = (to - from) / (count - 1);
  const values = Float64Array.from({ length: count }, (__, i) => value(from + i * step));
  const table = { from, step, value: values, ...uniformDerivatives(values, 1, step) };
  const out = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const;
  for (let x = from; x <= to; x += 0.017) {
    evaluateQuinticHermite(table, 1, x, ...out);
    expect(Math.abs(out[0][0]! - value(x)), String(x)).toBeLessThan(1e-6);
  }
});
