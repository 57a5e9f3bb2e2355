/**
 * A density on t >= 0 that is a sum of normalised exponentials: sum of weight times rate exp(-rate t); the weights add up to one. An empty list is
 * no decay at all: what arrives with the protons.
 */
export type DecayTimes = readonly { readonly weight: number; readonly ratePerUs: number }[];

/** Mean lives in us. */
export interface Lifetimes {
  readonly pion: number;
  readonly muon: number;
}

/**
 * Mean lives of pi+ and mu+ in us as analyses of stopped-pion sources round them: 26 ns and 2197 ns.
 *
 * The measured values are 26.033 ns and 2196.981 ns (Particle Data Group).
 */
export const ROUNDED_LIFETIMES: Lifetimes = { pion: 0.026, muon: 2.197 };

/** Time from proton to neutrino of the pion decay: one exponential. */
export function promptDecayTimes(lifetimes: Lifetimes): DecayTimes {
  return [{ weight: 1, ratePerUs: rate(lifetimes.pion) }];
}

/**
 * Time from proton to neutrinos of the muon decay: pion and muon decay one after the other.
 *
 * Density (tau_mu E(tau_mu) - tau_pi E(tau_pi)) / (tau_mu - tau_pi) with E(tau) = exp(-t/tau)/tau.
 *
 * @throws RangeError if a lifetime is not positive or the two are equal
 */
export function delayedDecayTimes(lifetimes: Lifetimes): DecayTimes {
  const { pion, muon } = lifetimes;
  if (pion === muon) throw new RangeError(`Expected different lifetimes of pion and muon, got ${pion} us for both`);
  return [
    { weight: muon / (muon - pion), ratePerUs: rate(muon) },
    { weight: -pion / (muon - pion), ratePerUs: rate(pion) },
  ];
}

function rate(lifetimeUs: number): number {
  if (!(lifetimeUs > 0 && Number.isFinite(lifetimeUs))) {
    throw new RangeError(`Expected a positive lifetime, got ${lifetimeUs} us`);
  }
  return 1 / lifetimeUs;
}
