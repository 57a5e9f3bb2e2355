import type { RateTemplate, TargetNucleus, VectorAmplitude } from '@cevns/physics/interactions/interaction';
import { expect, test } from 'vitest';
import { finiteParts } from './finite-parts.ts';

const target = { symbol: 'Cs', A: 133 } as TargetNucleus;
const energies = Float64Array.of(0.001, 0.002);

test('parts with finite values give what they gave', () => {
  const amplitude: VectorAmplitude = (_, T, out) => out.set(T.map((each) => 2 * each));
  const out = new Float64Array(2);
  finiteParts('mine', 'amplitude', { a: amplitude }).a!(target, energies, out);
  expect([...out]).toEqual([0.002, 0.004]);
  expect(finiteParts('mine', 'template')).toEqual({});
});

test('the first value that is not finite is told with term, part, nucleus and recoil energy', () => {
  const template: RateTemplate = (_target, _beam, T, out) => out.set(T.map((each) => 1 / (each - 0.002)));
  const { t } = finiteParts('mine', 'template', { t: template });
  expect(() => t!(target, {} as never, energies, new Float64Array(2))).toThrow(
    new RangeError(
      'Expected finite values of the template t of the term mine, got Infinity at a recoil energy of 0.002 MeV of Cs133',
    ),
  );
});
