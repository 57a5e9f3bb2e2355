import { formFactor as helmRms } from '@cevns/physics/form-factors/helm-rms';
import { formFactor as tabulated } from '@cevns/physics/form-factors/tabulated';
import { expect, test } from 'vitest';
import { artifact } from '../testing/artifacts.ts';
import { preparedFormFactors } from './form-factor-table.ts';

const caesium = { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: 4.8041 };

test('a form factor gets the table that its parameters name; one without a table none', () => {
  const F = helmRms.prepare(caesium, 'proton', {});
  const rows = Array.from({ length: 41 }, (_, i) => `${i / 40},${F(i / 40)}`);
  const inputs = { protons: artifact({ text: ['q,F', ...rows].join('\n') }) };
  const parameters = { table: 'protons', at: 'q', amplitude: 'F' };
  expect(preparedFormFactors(tabulated, inputs)(caesium, 'proton', parameters)(0.333)).toBeCloseTo(F(0.333), 5);
  expect(preparedFormFactors(helmRms, {})(caesium, 'proton', {})(0.333)).toBe(F(0.333));
});

test('a table that is none is told with the name of the input', () => {
  const inputs = { protons: artifact({ text: 'q,F\n0,1\n1,x\n' }) };
  const parameters = { table: 'protons', at: 'q', amplitude: 'F' };
  expect(() => preparedFormFactors(tabulated, inputs)(caesium, 'proton', parameters)).toThrow(/^<protons>:3: /);
});
