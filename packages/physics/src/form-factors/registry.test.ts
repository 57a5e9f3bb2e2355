import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FormFactorModel } from './form-factor.ts';
import { formFactors } from './registry.ts';
import { lead } from './testing/lead.ts';

/** What holds for every form factor; what holds for one stands in the test beside it. */
describe.each(Object.entries(formFactors))('%s', (name, specifier) => {
  const beside = (ending: string) => new URL(`./${name}${ending}`, import.meta.url);

  test('has its module, schema fragment and test under its name', () => {
    expect(specifier).toBe(`@cevns/physics/form-factors/${name}`);
    for (const ending of ['.ts', '.schema.json', '.test.ts']) expect(existsSync(beside(ending)), ending).toBe(true);
  });

  // A study has to give the parameters that a fragment requires; without any, a form factor has to do for lead.
  const { required = [] } = JSON.parse(readFileSync(beside('.schema.json'), 'utf8')) as { required?: string[] };
  if (required.length > 0) return;
  test.each(['proton', 'neutron'] as const)('%ss: F(0) = 1, |F| <= 1', async (nucleon) => {
    const { formFactor } = (await import(specifier)) as { formFactor: FormFactorModel };
    const F = formFactor.prepare(lead, nucleon, {});
    expect(F(0)).toBe(1);
    // A NaN is not less than anything.
    for (let q = 0; q < 4; q += 0.01) expect(Math.abs(F(q))).toBeLessThanOrEqual(1);
  });
});
