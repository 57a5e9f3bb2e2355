// Generated from schemas/1.0/source.json by scripts/assemble-schemas.ts. Do not edit.

/**
 * A catalogue entry: a neutrino source. A study may complete it.
 */
export type Source = 'stopped-pion' | StoppedPionSource;
export type Pulses = GaussianPulse;

/**
 * Neutrinos from pi+ and mu+ decaying at rest in a proton beam dump: nu_mu (prompt), nu_e and anti-nu_mu (delayed) in equal numbers.
 */
export interface StoppedPionSource {
  model: 'stopped-pion';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  status?: 'measured' | 'design' | 'assumed';
  /**
   * Protons on target over the whole run.
   */
  exposure?: string;
  /**
   * Neutrinos of each of the three flavours per proton on target.
   */
  'neutrinos-per-proton-per-flavour'?: string | number;
  pulse?: Pulses;
  /**
   * Mean lives; 26 ns and 2197 ns unless given.
   */
  lifetimes?: {
    /**
     * A time such as `2.197 us` or `380 ns` or `30 d`.
     */
    pion: string;
    /**
     * A time such as `2.197 us` or `380 ns` or `30 d`.
     */
    muon: string;
  };
}
/**
 * Protons on target as a Gaussian in time about the onset.
 */
export interface GaussianPulse {
  model: 'gaussian';
  /**
   * Standard deviation of the pulse.
   */
  sigma: string;
}
