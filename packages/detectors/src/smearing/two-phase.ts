import { checkedElectronNumber, eachElectronNumber, electronNumberSeams } from './electron-number.ts';
import { addNormal, reachingBins } from './normal-share.ts';
import type { SmearingModel } from './smearing.ts';

export interface TwoPhaseSmearing {
  /** Mean electron-equivalent energy for each electron that leaves the track, keVee. */
  readonly 'energy-per-electron': number;
  /** Variance of their number in units of its mean; 1 (Poisson) unless given. */
  readonly 'fano-factor'?: number;
  /** Probability that an electron reaches the gas: it survives the drift and is extracted. */
  readonly 'extraction-efficiency': number;
  /** Photoelectrons for each electron in the gas, PE/electron. */
  readonly gain: number;
  /** Standard deviation of the signal of one electron in units of its mean. */
  readonly 'single-electron-spread': number;
  /** Standard deviation of the photosensors and electronics, PE; none unless given. */
  readonly noise?: number;
}

/**
 * The proportional scintillation (S2) of a two-phase detector in two steps: k electrons are extracted, k ~ {@link eachElectronNumber} of E_ee / W with the
 * extraction efficiency, and give photoelectrons, normal around g k with the variance k (s g)^2 + noise^2. Events without an electron are at 0 PE.
 *
 * The charge yield of recoils belongs into the quenching: `tabulated` with `gives: yield` and the same energy per electron, which then drops out.
 *
 * Cost: an energy takes as many steps as there are numbers within 9 standard deviations of it; with the bins at once (`prepare`), that times the bins
 * within 12 standard deviations of what each number gives, and `inSteps` has those once for all energies.
 *
 * @throws RangeError if an energy, the gain or the spread is not positive, the noise is negative, or a probability leaves (0, 1]
 */
export const smearing: SmearingModel<TwoPhaseSmearing> = {
  prepare(parameters) {
    const { perElectron, number, quanta, addElectrons } = checked(parameters);
    return (energyKeVee, edges, out) => {
      out.fill(0);
      const add = (k: number, probability: number) => addElectrons(k, probability, edges, out);
      eachElectronNumber(energyKeVee / perElectron, number, add, reachingBins(quanta, edges));
    };
  },
  inSteps(parameters, edges) {
    const { perElectron, number, quanta, addElectrons } = checked(parameters);
    const within = reachingBins(quanta, edges);
    return {
      numberEdges: Float64Array.from({ length: within.most - within.least + 2 }, (_, i) => within.least + i),
      numbers: (energyKeVee, _, out) => {
        out.fill(0);
        const put = (k: number, probability: number): void => {
          out[k - within.least] = probability;
        };
        eachElectronNumber(energyKeVee / perElectron, number, put, within);
      },
      share: (i, out) => {
        out.fill(0);
        addElectrons(within.least + i, 1, edges, out);
      },
    };
  },
  breakPointsKeVee(parameters) {
    const seams = electronNumberSeams({ fano: parameters['fano-factor'] ?? 1, collected: 1 });
    return seams.map((electrons) => electrons * parameters['energy-per-electron']);
  },
};

function checked(parameters: TwoPhaseSmearing) {
  const { 'energy-per-electron': perElectron, gain, 'single-electron-spread': spread, noise = 0 } = parameters;
  for (const [name, value] of Object.entries({
    'energy per electron': perElectron,
    gain,
    'spread of one electron': spread,
  })) {
    if (!(value > 0)) throw new RangeError(`Expected a positive ${name}, got ${value}`);
  }
  if (!(noise >= 0)) throw new RangeError(`Expected a noise of 0 or more, got ${noise} PE`);
  const number = checkedElectronNumber(parameters['fano-factor'] ?? 1, parameters['extraction-efficiency']);
  const quanta = { step: gain, spread: spread * gain, noise };
  const variance = quanta.spread ** 2;
  return {
    perElectron,
    number,
    quanta,
    /** Adds a share of events with k electrons to the bins. */
    addElectrons: (k: number, share: number, edges: Float64Array, out: Float64Array): void =>
      addNormal(share, gain * k, Math.sqrt(k * variance + noise * noise), edges, out),
  };
}
