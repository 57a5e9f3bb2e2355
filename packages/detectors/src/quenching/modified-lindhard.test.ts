import { expect, test } from 'vitest';
import { quenching as lindhard } from './lindhard.ts';
import { quenching } from './modified-lindhard.ts';

const germanium = { Z: 32, A: 72.63, k: 0.157 };

test('QF is lower by q / eps', () => {
  for (const keV of [0.5, 2, 10]) {
    const eps = 11.5 * 32 ** (-7 / 3) * keV;
    const [own, theory] = [quenching.prepare({ ...germanium, q: 1e-4 }), lindhard.prepare(germanium)].map(
      (each) => each(keV / 1000) / keV,
    );
    expect(theory! - own!).toBeCloseTo(1e-4 / eps, 14);
  }
});

test('without q it is the theory, with a negative one there is more', () => {
  const theory = lindhard.prepare(germanium)(3e-4);
  expect(quenching.prepare({ ...germanium, q: 0 })(3e-4)).toBe(theory);
  expect(quenching.prepare({ ...germanium, q: -1e-5 })(3e-4)).toBeGreaterThan(theory);
});

test('it ends where the two are equal, which is where the response breaks', () => {
  const own = quenching.prepare({ ...germanium, q: 1e-4 });
  const [end] = quenching.breakPointsMeV!({ ...germanium, q: 1e-4 });
  expect(own(end! * 0.999)).toBe(0);
  expect(own(end! * 1.001)).toBeGreaterThan(0);
  expect(lindhard.prepare(germanium)(end!)).toBeCloseTo(1e-4 / (11.5 * 32 ** (-7 / 3)), 14);
  expect(quenching.breakPointsMeV!({ ...germanium, q: -1e-4, 'zero-below': 2e-4 })).toEqual([2e-4]);
});

test('q is a number', () => {
  expect(() => quenching.prepare({ ...germanium, q: Number.NaN })).toThrow('a finite q');
});
