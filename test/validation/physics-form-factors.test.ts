import { readFileSync } from 'node:fs';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import { formFactors } from '@cevns/physics/form-factors/registry';
import { expect, test } from 'vitest';

interface Fixture {
  readonly tolerance: { readonly absolute: number };
  readonly values: readonly {
    readonly id: string;
    readonly formFactor: keyof typeof formFactors;
    readonly qPerFm: number;
    readonly value: number;
    readonly A?: number;
    readonly rmsRadiusFm?: number;
  }[];
}

const { tolerance, values } = JSON.parse(
  readFileSync(new URL('./fixtures/physics-form-factors.json', import.meta.url), 'utf8'),
) as Fixture;

test('the fixture has all its values', () => expect(values).toHaveLength(69));

test.each(values.map((value) => [value.id, value] as const))(
  '%s',
  async (_, { formFactor, qPerFm, value, A, rmsRadiusFm }) => {
    const model = (await import(formFactors[formFactor])).formFactor as FormFactorModel<{ 'rms-radius'?: number }>;
    const nucleus = { symbol: 'X', Z: 1, A: A ?? 1, chargeRadiusFm: null };
    const F = model.prepare(nucleus, 'neutron', rmsRadiusFm === undefined ? {} : { 'rms-radius': rmsRadiusFm });
    expect(Math.abs(F(qPerFm) - value)).toBeLessThanOrEqual(tolerance.absolute);
  },
);
