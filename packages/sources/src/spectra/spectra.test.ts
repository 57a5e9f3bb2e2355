import { existsSync } from 'node:fs';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { spectrum as line } from './line.ts';
import { spectrum as michelNue } from './michel-nue.ts';
import { spectrum as michelNumubar } from './michel-numubar.ts';
import { spectra } from './registry.ts';

const michel = [
  ['michel-nue', michelNue.prepare({})],
  ['michel-numubar', michelNumubar.prepare({})],
] as const;

test.each(michel)('%s: the moments are the integrals of the density', (_, spectrum) => {
  const { nodes, weights } = gaussLegendre(8);
  const end = spectrum.endPointMeV;
  expect(end).toBeCloseTo(52.82918775, 8);
  const moments = new Float64Array(3);
  for (const from of [0, 0.001, 7, 29.8, 52, 52.82]) {
    spectrum.moments(from, moments);
    for (const k of [0, 1, 2]) {
      let integral = 0;
      for (let i = 0; i < 8; i++) {
        const energy = from + 0.5 * (end - from) * (1 + nodes[i]!);
        integral += 0.5 * (end - from) * weights[i]! * spectrum.density!(energy) * energy ** -k;
      }
      expect(Math.abs(moments[k]! / integral - 1), `M${k}(${from})`).toBeLessThan(1e-11);
    }
  }
});

test.each(michel)('%s: normalised to one, nothing at or beyond the end point', (_, spectrum) => {
  const moments = new Float64Array(3);
  spectrum.moments(0, moments);
  expect(moments[0]).toBe(1);
  for (const energy of [spectrum.endPointMeV, 60]) {
    spectrum.moments(energy, moments);
    expect([...moments]).toEqual([0, 0, 0]);
    expect(spectrum.density!(energy)).toBe(0);
  }
});

test('mean energies of mu+ decay at rest: 3/10 m_mu for nu_e, 7/20 m_mu for anti-nu_mu', () => {
  const { nodes, weights } = gaussLegendre(6);
  for (const [[, spectrum], fraction] of [
    [michel[0], 0.3],
    [michel[1], 0.35],
  ] as const) {
    const half = spectrum.endPointMeV / 2;
    const mean = nodes.reduce((sum, node, i) => {
      const energy = half * (1 + node);
      return sum + half * weights[i]! * energy * spectrum.density!(energy);
    }, 0);
    expect(mean / (2 * spectrum.endPointMeV)).toBeCloseTo(fraction, 13);
  }
});

test('a line has its moments below its energy and none above', () => {
  const spectrum = line.prepare({ energy: 30 });
  const moments = new Float64Array(3);
  spectrum.moments(29.999, moments);
  expect([...moments]).toEqual([1, 1 / 30, 1 / 900]);
  spectrum.moments(30, moments);
  expect([...moments]).toEqual([0, 0, 0]);
  expect(spectrum.density).toBeNull();
  expect(() => line.prepare({ energy: 0 })).toThrow(RangeError);
});

test('each spectrum of the registry has its schema fragment beside it', () => {
  for (const [name, specifier] of Object.entries(spectra)) {
    expect(specifier).toBe(`@cevns/sources/spectra/${name}`);
    expect(existsSync(new URL(`./${name}.schema.json`, import.meta.url))).toBe(true);
  }
});

test.each([...michel, ['line', line.prepare({ energy: 29.8 })] as const])(
  '%s: moments at many energies are those at each',
  (_, { moments }) => {
    const energies = Float64Array.of(-1, 0, 0.001, 7, 29.79, 29.8, 52.8, 52.9, 100);
    const many = [0, 1, 2].map(() => new Float64Array(energies.length)) as [Float64Array, Float64Array, Float64Array];
    moments.atMany!(energies, many);
    const one = new Float64Array(3);
    energies.forEach((energy, i) => {
      moments(energy, one);
      expect(many.map((values) => values[i])).toEqual([...one]);
    });
  },
);
