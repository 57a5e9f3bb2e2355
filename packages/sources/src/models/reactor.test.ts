import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { lowEnergySpectra } from '../low-energy-spectra/registry.ts';
import { type Reactor, reactorEmission, source } from './reactor.ts';

const GIGAWATT_MEV_PER_US = 1e9 / 1.602176634e-13 / 1e6;
const DAY_US = 86400e6;
const parameters: Reactor = {
  'thermal-power': 3.9 * GIGAWATT_MEV_PER_US,
  exposure: 30 * DAY_US,
  'fission-fractions': { U235: 0.55, U238: 0.07, Pu239: 0.32, Pu241: 0.06 },
  spectra: 'mueller',
  'low-energy': 'cut',
};

/** Integral of a density between two break points of a reactor. */
function integral(density: (energyMeV: number) => number, breakPoints: readonly number[]): number {
  const { nodes, weights } = gaussLegendre(30);
  return breakPoints.slice(1).reduce((total, to, i) => {
    const half = (to - breakPoints[i]!) / 2;
    return total + nodes.reduce((sum, x, j) => sum + half * weights[j]! * density(breakPoints[i]! + half * (1 + x)), 0);
  }, 0);
}

test.each(Object.keys(lowEnergySpectra))('%s: fluence and moments are the integrals of the emission', (name) => {
  const reactor = { ...parameters, 'low-energy': name };
  const { density, breakPointsMeV, energyPerFissionMeV } = reactorEmission(reactor);
  const perFission = integral(density, breakPointsMeV);
  const [flux] = source.flavours(reactor, 17.1);
  const fissions = (3.9e9 / (energyPerFissionMeV * 1.602176634e-13)) * 30 * 86400;
  expect(flux!.fluencePerCm2 / ((fissions * perFission) / (4 * Math.PI * 1710 ** 2))).toBeCloseTo(1, 10);
  const moments = new Float64Array(3);
  for (const from of [0.3, 1.7, 2, 3.3, 7.9]) {
    flux!.spectrum.moments(from, moments);
    const points = [from, ...breakPointsMeV.filter((point) => point > from)];
    for (const k of [0, 1, 2]) {
      const expected = integral((E) => flux!.spectrum.density!(E) * E ** -k, points);
      expect(moments[k]! / expected, `M${k}(${from})`).toBeCloseTo(1, 9);
    }
  }
  flux!.spectrum.moments(0, moments);
  expect(moments[0]).toBeCloseTo(1, 9);
});

test('cores add up: each by its power, its duty cycle and the square of its distance', () => {
  const fluence = (more: Partial<Reactor>, baselineM?: number) => {
    const { 'thermal-power': _, ...rest } = parameters;
    return source.flavours({ ...rest, ...more }, baselineM)[0]!.fluencePerCm2;
  };
  const power = 4.25 * GIGAWATT_MEV_PER_US;
  const one = fluence({ 'thermal-power': power }, 72);
  const other = fluence({ 'thermal-power': power }, 102);
  const near = { 'thermal-power': power, distance: 72 };
  const far = { 'thermal-power': power, distance: 102 };
  expect(fluence({ cores: [near, far] }) / (one + other)).toBeCloseTo(1, 13);
  expect(fluence({ cores: [near, { ...far, 'duty-cycle': 0.5 }] }) / (one + other / 2)).toBeCloseTo(1, 13);
  expect(fluence({ cores: [near, far], 'duty-cycle': 0.8 }) / (0.8 * (one + other))).toBeCloseTo(1, 13);
  // Of one core a baseline replaces the distance.
  expect(fluence({ cores: [near] }, 102) / other).toBeCloseTo(1, 13);
  expect(() => fluence({ cores: [near, { 'thermal-power': power }] })).toThrow(/baseline/);
  expect(() => fluence({ cores: [near], 'thermal-power': power })).toThrow(/either/);
  expect(() => fluence({}, 20)).toThrow(/either/);
});

test('parts: isotopes where spectra were determined, and what is extrapolated, add up to all', () => {
  const [flux] = source.flavours({ ...parameters, 'low-energy': 'vogel-engel-capture' }, 20);
  const names = ['extrapolated', 'U235', 'U238', 'Pu239', 'Pu241'];
  const parts = names.map((name) => flux!.part!(name)!);
  const out = new Float64Array(3);
  for (const from of [0.1, 1, 1.9, 2.5, 6]) {
    flux!.spectrum.moments(from, out);
    const all = [...out].map((moment) => moment * flux!.fluencePerCm2);
    const sums = [0, 0, 0];
    for (const { fluencePerCm2, moments } of parts) {
      moments(from, out);
      for (let k = 0; k < 3; k++) sums[k]! += fluencePerCm2 * out[k]!;
    }
    for (let k = 0; k < 3; k++) expect(sums[k]! / all[k]!, `M${k}(${from})`).toBeCloseTo(1, 7);
  }
  expect(flux!.part!('Np239')).toBeUndefined();
  expect(source.flavours(parameters, 20)[0]!.part!('extrapolated')).toBeUndefined();
  const uranium = source.flavours({ ...parameters, 'fission-fractions': { U235: 1 } }, 20)[0]!;
  expect(uranium.part!('Pu239')).toBeUndefined();
});

test.each(['polynomial', 'exponential'])(
  '%s above 8 MeV: counts as extrapolated, beside what is below 2 MeV',
  (above) => {
    const part = (lowEnergy: string, highEnergy: string, name = 'extrapolated') => {
      const [flux] = source.flavours({ ...parameters, 'low-energy': lowEnergy, 'high-energy': highEnergy }, 20);
      const found = flux!.part!(name);
      const out = new Float64Array(3);
      return (from: number): readonly number[] => {
        if (found === undefined) return [0, 0, 0];
        found.moments(from, out);
        return [...out].map((moment) => moment * found.fluencePerCm2);
      };
    };
    const [both, below, beyond] = [part('vogel-engel', above), part('vogel-engel', 'none'), part('cut', above)];
    for (const from of [0.4, 1.9, 2, 5, 8, 8.4, 9.5]) {
      for (const k of [0, 1, 2]) {
        expect(both(from)[k]! / (below(from)[k]! + beyond(from)[k]!), `M${k}(${from})`).toBeCloseTo(1, 8);
      }
    }
    expect(below(2)).toEqual([0, 0, 0]);
    // No neutrinos between 2 and 8 MeV are among them, nor those above 8 MeV among the neutrinos of an isotope.
    expect(beyond(2)).toEqual(beyond(7.9));
    expect(part('cut', above, 'U235')(8)).toEqual([0, 0, 0]);
    // Errors are known between 2 and 8 MeV: what they vary does not change.
    expect(part('cut', above, 'spectrum-0')(3)).toEqual(part('cut', 'none', 'spectrum-0')(3));
    expect(part('cut', above, 'U235')(3)).toEqual(part('cut', 'none', 'U235')(3));
  },
);

test('without a continuation nothing changes; with one the end point is its end, and 8 MeV a break of the recoils', () => {
  const [cut] = source.flavours({ ...parameters, 'high-energy': 'none' }, 20);
  expect(cut!.fluencePerCm2).toBe(source.flavours(parameters, 20)[0]!.fluencePerCm2);
  expect(cut!.spectrum.endPointMeV).toBe(8);
  const [flux] = source.flavours({ ...parameters, 'high-energy': { model: 'polynomial', end: 9 } }, 20);
  expect(flux!.spectrum.endPointMeV).toBe(9);
  expect(flux!.spectrum.breakPointsMeV).toEqual([2, 8]);
  expect(flux!.spectrum.density!(9.001)).toBe(0);
  expect(flux!.spectrum.density!(8.999)).toBeGreaterThan(0);
});

test('one flavour, without time structure, from the lowest to the highest energy of the spectra', () => {
  const [flux, ...others] = source.flavours({ ...parameters, 'low-energy': 'vogel-engel' }, 20);
  expect(others).toEqual([]);
  expect(flux).toMatchObject({ flavour: 'nuebar', timing: 'steady' });
  expect(source.timing(parameters)).toEqual({ steady: [] });
  expect(flux!.spectrum.endPointMeV).toBe(8);
  expect(flux!.spectrum.density!(8.01)).toBe(0);
  expect(flux!.spectrum.breakPointsMeV).toContain(2);
  expect(flux!.spectrum.breakPointsMeV).toContain(1.5);
  expect(flux!.spectrum.breakPointsMeV).not.toContain(0);
});

test('neutrinos per fission: trapezoids of the table of Vogel and Engel, 2 MeV times the density there, none', () => {
  const perFission = (lowEnergy: string) => {
    const { density, breakPointsMeV } = reactorEmission({ ...parameters, 'low-energy': lowEnergy });
    return integral(density, breakPointsMeV);
  };
  const above = perFission('cut');
  expect(above).toBeCloseTo(1.584, 3);
  // Trapezoids of the four columns, summed apart from this code: 4.022450, 4.523082, 3.846638 and 4.304714.
  expect(perFission('vogel-engel') - above).toBeCloseTo(4.01817, 6);
  expect(perFission('constant') - above).toBeCloseTo(2 * reactorEmission(parameters).density(2), 12);
});

test('Huber and Mueller share 238U and differ by less than 3 % in 235U up to 6 MeV', () => {
  const density = (spectra: string, isotope: 'U235' | 'U238', E: number) =>
    reactorEmission({ ...parameters, spectra, 'fission-fractions': { [isotope]: 1 } }).density(E);
  for (const E of [2, 3, 4, 5, 6]) {
    expect(density('huber-mueller', 'U238', E)).toBe(density('mueller', 'U238', E));
    expect(Math.abs(density('huber-mueller', 'U235', E) / density('mueller', 'U235', E) - 1)).toBeLessThan(0.03);
  }
  // The polynomial of Huber at 2 and 8 MeV.
  expect(density('huber-mueller', 'U235', 2)).toBeCloseTo(1.32141, 5);
  expect(density('huber-mueller', 'U235', 8)).toBeCloseTo(0.00147, 5);
});

test('mean energy per fission from the isotopes unless it is given; fractions are normalised', () => {
  expect(reactorEmission({ ...parameters, 'fission-fractions': { U235: 1 } }).energyPerFissionMeV).toBe(202.36);
  expect(reactorEmission(parameters).energyPerFissionMeV).toBeCloseTo(206.13, 2);
  const rounded = { U235: 0.561, U238: 0.076, Pu239: 0.307, Pu241: 0.057 };
  const exact = Object.fromEntries(Object.entries(rounded).map(([name, value]) => [name, value / 1.001]));
  const [a, b] = [rounded, exact].map((fractions) =>
    reactorEmission({ ...parameters, 'fission-fractions': fractions }),
  );
  expect(a!.density(3) / b!.density(3)).toBeCloseTo(1, 14);
  expect(a!.energyPerFissionMeV / b!.energyPerFissionMeV).toBeCloseTo(1, 14);
  const given = source.flavours({ ...parameters, 'energy-per-fission': 2 * 206.1313 }, 10)[0]!.fluencePerCm2;
  expect(source.flavours(parameters, 10)[0]!.fluencePerCm2 / given).toBeCloseTo(2, 5);
});

test('fluence goes with power, duty cycle and the inverse square of the distance', () => {
  const fluence = (changes: Partial<Reactor>, baselineM: number) =>
    source.flavours({ ...parameters, ...changes }, baselineM)[0]!.fluencePerCm2;
  expect(fluence({}, 10) / fluence({}, 30)).toBeCloseTo(9, 12);
  expect(fluence({ 'duty-cycle': 0.9 }, 10) / fluence({}, 10)).toBeCloseTo(0.9, 14);
  expect(fluence({ exposure: 2 * parameters.exposure }, 10) / fluence({}, 10)).toBeCloseTo(2, 14);
});

test('refuses numbers without a meaning and names that do not exist', () => {
  const flavours = (changes: Partial<Reactor>, baselineM = 10) =>
    source.flavours({ ...parameters, ...changes }, baselineM);
  expect(() => flavours({ 'thermal-power': 0 })).toThrow(/thermal power/);
  expect(() => flavours({ exposure: -1 })).toThrow(/exposure/);
  expect(() => flavours({}, 0)).toThrow(/baseline/);
  expect(() => flavours({ 'duty-cycle': 1.2 })).toThrow(/duty cycle/);
  expect(() => flavours({ 'energy-per-fission': 0 })).toThrow(/energy per fission/);
  expect(() => flavours({ 'fission-fractions': { U235: 0.9 } })).toThrow(/add up to 1/);
  expect(() => flavours({ 'fission-fractions': { U235: 1.1, Pu239: -0.1 } })).toThrow(/add up to 1/);
  expect(() => flavours({ spectra: 'muller' })).toThrow(/huber-mueller, .*, got muller/);
  expect(() => flavours({ 'low-energy': 'toString' })).toThrow(/got toString/);
  expect(() => flavours({ 'high-energy': 'toString' })).toThrow(/got toString/);
  for (const end of [8, 20.1, Number.NaN]) {
    expect(() => flavours({ 'high-energy': { model: 'exponential', end } })).toThrow(/above 8 MeV/);
  }
});
