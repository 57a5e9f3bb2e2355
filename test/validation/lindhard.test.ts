import { readFileSync } from 'node:fs';
import { quenching } from '@cevns/detectors/quenching/lindhard';
import { expect, test } from 'vitest';

interface Fixture {
  readonly tolerance: { readonly relative: number };
  readonly values: readonly {
    readonly id: string;
    readonly Z: number;
    readonly A: number;
    readonly k?: number;
    readonly recoilEnergyKeV: number;
    readonly value: number;
  }[];
}
const { tolerance, values } = JSON.parse(
  readFileSync(new URL('./fixtures/lindhard.json', import.meta.url), 'utf8'),
) as Fixture;

test('the fixture has all its values', () => expect(values).toHaveLength(21));

test.each(values.map((value) => [value.id, value] as const))('%s', (_, { Z, A, k, recoilEnergyKeV, value }) => {
  const electronEquivalentKeVee = quenching.prepare(k === undefined ? { Z, A } : { Z, A, k })(recoilEnergyKeV / 1000);
  expect(Math.abs(electronEquivalentKeVee / recoilEnergyKeV / value - 1)).toBeLessThan(tolerance.relative);
});
