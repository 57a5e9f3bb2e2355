import { FISSILE_ISOTOPES, type FissileIsotope, type FissionSpectra } from '../fission-spectra/fission-spectra.ts';
import { type FissionSpectraOf, fissionSpectra } from '../fission-spectra/registry.ts';
import type { Continuation, ContinuationParameters } from '../high-energy-spectra/high-energy-spectra.ts';
import { highEnergySpectra } from '../high-energy-spectra/registry.ts';
import { lowEnergySpectra } from '../low-energy-spectra/registry.ts';
import { tabulateMoments } from '../moments/tabulated-moments.ts';
import { positive } from '../positive.ts';
import { type Cores, meanPowerPerCm2 } from './cores.ts';
import { type SpectrumVariations, spectrumVariations } from './flux-covariance.ts';
import { EXTRAPOLATED, type FluxPart, type SourceModel } from './source.ts';

export interface Reactor extends Cores {
  /** Time during which the detector took data, us. */
  readonly exposure: number;
  /** Part of the fissions by isotope; they add up to one within 1 %. */
  readonly 'fission-fractions': Readonly<Partial<Record<FissileIsotope, number>>>;
  /** MeV that a fission leaves in the reactor; the mean of `ENERGY_PER_FISSION_MEV` unless given. */
  readonly 'energy-per-fission'?: number;
  /** Name in `fission-spectra/registry.ts`. */
  readonly spectra: string | { readonly model: string };
  /** Name in `low-energy-spectra/registry.ts`. */
  readonly 'low-energy': string | { readonly model: string };
  /** Name in `high-energy-spectra/registry.ts`; `none` unless given. */
  readonly 'high-energy'?: string | ({ readonly model: string } & ContinuationParameters);
  /** Relative standard deviations of the numbers of neutrinos of each isotope, and of those of energies at which no spectrum was determined. */
  readonly uncertainties?: Readonly<Partial<Record<FissileIsotope | typeof EXTRAPOLATED, number>>>;
}

/**
 * Energy that a fission leaves in a reactor, in MeV: 202.36(26), 205.99(52), 211.12(34), 214.26(33).
 *
 * Source: X. B. Ma et al., Phys. Rev. C 88 (2013) 014605.
 */
export const ENERGY_PER_FISSION_MEV: Readonly<Record<FissileIsotope, number>> = {
  U235: 202.36,
  U238: 205.99,
  Pu239: 211.12,
  Pu241: 214.26,
};

/** The antineutrinos of a mean fission. */
export interface Emission {
  /** Per fission and MeV. */
  readonly density: (energyMeV: number) => number;
  /** Ascending from the lowest to the highest energy, MeV. */
  readonly breakPointsMeV: readonly number[];
  /** Per fission and MeV, of the fissions of one isotope; 0 for one that does not fission. */
  readonly densityOf: (isotope: FissileIsotope, energyMeV: number) => number;
  /** Lowest and highest energy at which the spectra were determined. */
  readonly determinedMeV: readonly [from: number, to: number];
  readonly energyPerFissionMeV: number;
  /** Independent variations of the spectrum within the determined energies; undefined where its errors are not known. */
  readonly variations: () => SpectrumVariations | undefined;
  /** Isotopes that these vary. */
  readonly varied: readonly FissileIsotope[];
}

/**
 * A reactor: electron antineutrinos in the number of its fissions.
 *
 * Fissions = thermal power * exposure * duty cycle / energy per fission; fluence = fissions * neutrinos per fission / (4 pi L^2), from a point, summed
 * over the cores.
 * The spectrum is the sum of those of the isotopes by fission fractions, within the range in which they were determined, continued below and above by
 * named choices; unless one is made, it is cut above. It is in equilibrium, and has no neutrinos of spent fuel or neutron capture. It does not vary in time.
 *
 * @throws RangeError if power, exposure or baseline is not positive, the duty cycle is not in (0, 1], or the fractions do not add up to one
 */
export const source: SourceModel<Reactor> = {
  flavours(parameters, baselineM) {
    const emission = reactorEmission(parameters);
    const { density, breakPointsMeV, determinedMeV } = emission;
    const { moments, total } = tabulateMoments({ density, breakPointsMeV });
    const endPointMeV = breakPointsMeV[breakPointsMeV.length - 1]!;
    const normalised = new Float64Array(3);
    const fissions = fissionsPerCm2(parameters, emission.energyPerFissionMeV, baselineM);
    return [
      {
        flavour: 'nuebar',
        spectrum: {
          endPointMeV,
          // Kinks of a table above are many and weak: recoils need not break there.
          breakPointsMeV: breakPointsMeV.filter(
            (energyMeV) =>
              (energyMeV > 0 && energyMeV <= determinedMeV[0]) ||
              (energyMeV === determinedMeV[1] && energyMeV < endPointMeV),
          ),
          density: (energyMeV) => density(energyMeV) / total,
          moments(energyMinMeV, out) {
            moments(energyMinMeV, normalised);
            for (let k = 0; k < 3; k++) out[k] = normalised[k]! / total;
          },
        },
        fluencePerCm2: total * fissions,
        timing: 'steady',
        part: (name) => partOf(name, emission, fissions),
      },
    ];
  },
  timing: () => ({ steady: [] }),
};

/**
 * The antineutrinos of a mean fission of a reactor, all isotopes together.
 *
 * @throws RangeError if the fission fractions are negative or do not add up to one within 1 %, a spectrum is unknown, or cannot be continued as asked
 */
export function reactorEmission(parameters: Reactor): Emission {
  const above = fissionSpectraOf(parameters.spectra);
  const below = named('low-energy spectra', lowEnergySpectra, parameters['low-energy']);
  const beyond = continuationOf(above, parameters['high-energy']);
  const given = parameters['fission-fractions'];
  const sum = FISSILE_ISOTOPES.reduce((total, isotope) => total + (given[isotope] ?? 0), 0);
  if (!(Math.abs(sum - 1) <= 0.01) || FISSILE_ISOTOPES.some((isotope) => (given[isotope] ?? 0) < 0)) {
    throw new RangeError(`Expected fission fractions that add up to 1 within 1 %, got ${JSON.stringify(given)}`);
  }
  const fractions = FISSILE_ISOTOPES.map((isotope) => [isotope, (given[isotope] ?? 0) / sum] as const).filter(
    ([, fraction]) => fraction > 0,
  );
  const densityOf = (isotope: FissileIsotope, energyMeV: number): number => {
    if (!(energyMeV >= 0 && energyMeV <= (beyond?.endMeV ?? to))) return 0;
    if (energyMeV > to) return beyond!.density(isotope, energyMeV);
    return energyMeV < from ? below.density(isotope, energyMeV, above) : above.density(isotope, energyMeV);
  };
  const mean = (of: (isotope: FissileIsotope) => number) =>
    fractions.reduce((total, [isotope, fraction]) => total + fraction * of(isotope), 0);
  const {
    rangeMeV: [from, to],
    kinksMeV = [],
    covariance,
  } = above;
  let variations: SpectrumVariations | undefined;
  const ofIsotope = (isotope: FissileIsotope, energyMeV: number) => {
    const own = fractions.find(([name]) => name === isotope);
    return own === undefined ? 0 : own[1] * densityOf(isotope, energyMeV);
  };
  return {
    varied: covariance?.isotopes ?? [],
    variations() {
      if (covariance === undefined) return undefined;
      variations ??= spectrumVariations(covariance, {
        isotopes: fractions.map(([isotope]) => isotope),
        densityOf: ofIsotope,
      });
      return variations;
    },
    density: (energyMeV) => mean((isotope) => densityOf(isotope, energyMeV)),
    densityOf: ofIsotope,
    breakPointsMeV: [
      ...below.breakPointsMeV.filter((energyMeV) => energyMeV < from),
      ...[from, ...kinksMeV, to],
      ...(beyond === undefined ? [] : [beyond.endMeV]),
    ],
    determinedMeV: above.rangeMeV,
    energyPerFissionMeV: parameters['energy-per-fission'] ?? mean((isotope) => ENERGY_PER_FISSION_MEV[isotope]),
  };
}

/** Antineutrinos of a mean fission, all energies together. */
export function neutrinosPerFission(parameters: Reactor): number {
  return tabulateMoments(reactorEmission(parameters)).total;
}

/** Name of the part of a flux that is what one standard deviation of a variation of the spectrum changes. */
export function variationPart(variation: number): string {
  return `spectrum-${variation}`;
}

/** What one standard deviation of a variation changes: it may be negative. */
function changeOf(variation: number, emission: Emission, fissionsPerCm2: number): FluxPart | undefined {
  const variations = emission.variations();
  const largest = variations?.largest(variation) ?? 0;
  if (variations === undefined || largest === 0) return undefined;
  const [from, to] = emission.determinedMeV;
  const points = [...emission.breakPointsMeV, ...variations.energiesMeV].filter(
    (point) => point >= from && point <= to,
  );
  const breakPointsMeV = [...new Set(points)].sort((a, b) => a - b);
  const { density } = emission;
  // Moments are tabulated of densities that are not negative: the change and as much of the spectrum as makes it so, less that.
  const relative = (energyMeV: number) => largest + variations.relative(variation, energyMeV);
  const raised = tabulateMoments({ density: (energyMeV) => density(energyMeV) * relative(energyMeV), breakPointsMeV });
  const whole = tabulateMoments({ density, breakPointsMeV });
  const taken = new Float64Array(3);
  return {
    fluencePerCm2: fissionsPerCm2,
    moments(energyMinMeV, out) {
      raised.moments(energyMinMeV, out);
      whole.moments(energyMinMeV, taken);
      for (let k = 0; k < 3; k++) out[k]! -= largest * taken[k]!;
    },
  };
}

/** The antineutrinos of energies at which no spectrum was determined, or those of one isotope within the others; or the change by a variation. */
function partOf(name: string, emission: Emission, fissionsPerCm2: number): FluxPart | undefined {
  const variation = /^spectrum-(\d+)$/.exec(name)?.[1];
  if (variation !== undefined) return changeOf(Number(variation), emission, fissionsPerCm2);
  const { density, densityOf, breakPointsMeV, determinedMeV } = emission;
  const extrapolated = name === EXTRAPOLATED;
  const isotope = FISSILE_ISOTOPES.find((each) => each === name);
  if (!extrapolated && isotope === undefined) return undefined;
  const [from, to] = determinedMeV;
  const beyond = breakPointsMeV[breakPointsMeV.length - 1]! > to;
  const points = breakPointsMeV.filter((point) =>
    extrapolated ? point <= from || (beyond && point >= to) : point >= from && point <= to,
  );
  if (points.length < 2) return undefined;
  // Of what is below and above the determined energies nothing lies between.
  const outside = (energyMeV: number) => (energyMeV < from || energyMeV > to ? density(energyMeV) : 0);
  const { moments, total } = tabulateMoments({
    density: isotope === undefined ? outside : (energyMeV) => densityOf(isotope, energyMeV),
    breakPointsMeV: points,
  });
  if (total === 0) return undefined;
  return {
    fluencePerCm2: total * fissionsPerCm2,
    moments(energyMinMeV, out) {
      moments(energyMinMeV, out);
      for (let k = 0; k < 3; k++) out[k]! /= total;
    },
  };
}

function fissionsPerCm2(parameters: Reactor, energyPerFissionMeV: number, baselineM: number | undefined): number {
  const energyPerCm2 = meanPowerPerCm2(parameters, baselineM) * positive('exposure in us', parameters.exposure);
  return energyPerCm2 / positive('energy per fission in MeV', energyPerFissionMeV);
}

function fissionSpectraOf(part: Reactor['spectra']): FissionSpectra {
  const registry: Readonly<Record<string, FissionSpectra | FissionSpectraOf<never>>> = fissionSpectra;
  const found = named('fission spectra', registry, part);
  return 'prepare' in found ? found.prepare(part as never) : found;
}

/**
 * What is asked of spectra beyond their range, before any table is read: of a table only that it has no polynomials, and where spectra may end.
 *
 * @throws RangeError if the spectra cannot be continued so
 */
export function checkContinuation({ spectra, 'high-energy': part }: Pick<Reactor, 'spectra' | 'high-energy'>): void {
  const found = named<FissionSpectra | FissionSpectraOf<never>>('fission spectra', fissionSpectra, spectra);
  continuationOf('prepare' in found ? { ...found, rangeMeV: [0, 0], density: () => 0 } : found, part);
}

function continuationOf(spectra: FissionSpectra, part: Reactor['high-energy'] = 'none'): Continuation | undefined {
  return named('high-energy spectra', highEnergySpectra, part).beyond(spectra, typeof part === 'string' ? {} : part);
}

function named<T>(what: string, registry: Readonly<Record<string, T>>, part: string | { readonly model: string }): T {
  const name = typeof part === 'string' ? part : part.model;
  const found = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (found === undefined) {
    throw new RangeError(`Expected ${what} by the name of ${Object.keys(registry).join(', ')}, got ${name}`);
  }
  return found;
}
