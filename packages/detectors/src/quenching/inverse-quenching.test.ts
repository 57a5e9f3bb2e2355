import { expect, test } from 'vitest';
import { quenching as constant } from './constant.ts';
import { crossingsMeV } from './inverse-quenching.ts';
import { quenching as lindhard } from './lindhard.ts';

test('the recoil of a quenched energy is found to the last digits', () => {
  expect(crossingsMeV(constant.prepare({ factor: 0.1 }), [1, 2.5], 0.03)[1]! / 0.025).toBeCloseTo(1, 14);
  const germanium = lindhard.prepare({ Z: 32, A: 72.63 });
  const [recoil] = crossingsMeV(germanium, [0.3], 0.01);
  expect(germanium(recoil!) / 0.3).toBeCloseTo(1, 13);
});

test('what is not reached is not crossed, and what bends down is crossed twice', () => {
  expect(crossingsMeV(constant.prepare({ factor: 0.1 }), [4], 0.03)).toEqual([]);
  const arch = (recoilMeV: number) => 4 * recoilMeV * (1 - recoilMeV);
  const [up, down] = crossingsMeV(arch, [0.75], 1);
  expect([up, down].map((each) => Number(each!.toFixed(12)))).toEqual([0.25, 0.75]);
});
