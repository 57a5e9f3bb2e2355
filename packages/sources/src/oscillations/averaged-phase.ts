import { HBAR_C_MEV_FM } from '@cevns/physics/constants';

const EV2_PER_MEV2 = 1e12;
const FM_PER_M = 1e15;

/** 1/(4 hbar c) in MeV / (eV^2 m), 1.26693: the phase of sin^2 is this times Delta m^2 [eV^2] L [m] / E [MeV]. */
export const PHASE_MEV_PER_EV2_M = FM_PER_M / (4 * HBAR_C_MEV_FM * EV2_PER_MEV2);

/** Lengths of the way from source to detector in m. */
export interface PathLengths {
  /** From the middle of the source to the middle of the detector. */
  readonly baselineM: number;
  /** Extent of the source along the way, in which neutrinos are made evenly; 0 for a point. */
  readonly sourceLengthM: number;
  readonly detectorLengthM: number;
}

/** Phases at 1 MeV: <sin^2> = [1 - cos(mean/E) sinc(source/E) sinc(detector/E)] / 2. */
export interface Phases {
  readonly mean: number;
  readonly source: number;
  readonly detector: number;
}

/**
 * Phases of oscillation at an energy of 1 MeV, in rad: 2 k Dm2 L for the mean length, k Dm2 l for half of each extent, k = 1.26693.
 *
 * @param massSplittingEV2 Delta m^2 in eV^2
 */
export function phasesAtOneMeV(massSplittingEV2: number, lengths: PathLengths): Phases {
  const phase = PHASE_MEV_PER_EV2_M * massSplittingEV2;
  return {
    mean: 2 * phase * lengths.baselineM,
    source: phase * lengths.sourceLengthM,
    detector: phase * lengths.detectorLengthM,
  };
}

/**
 * <sin^2(k Dm2 L/E)> with L spread evenly over the lengths of source and detector: [1 - cos A sinc a sinc b] / 2 with A, a, b the phases over E.
 *
 * Written as sin^2(A/2) + cos A (1 - sinc a sinc b) / 2, so that no digits cancel for small phases.
 *
 * @param perMeV 1/E in 1/MeV
 */
export function averagedPhase({ mean, source, detector }: Phases, perMeV: number): number {
  const half = Math.sin(0.5 * mean * perMeV);
  const missing = oneMinusSinc(source * perMeV);
  const loss = missing + (1 - missing) * oneMinusSinc(detector * perMeV);
  return half * half + 0.5 * Math.cos(mean * perMeV) * loss;
}

/** sin x / x. */
export function sinc(x: number): number {
  return 1 - oneMinusSinc(x);
}

function oneMinusSinc(x: number): number {
  const square = x * x;
  if (square > 0.25) return 1 - Math.sin(x) / x;
  // The next term, x^14/15!, is below 1e-16 of the first here.
  return (
    (square / 6) *
    (1 - (square / 20) * (1 - (square / 42) * (1 - (square / 72) * (1 - (square / 110) * (1 - square / 156)))))
  );
}
