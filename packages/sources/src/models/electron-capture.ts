import { positive } from '../positive.ts';
import { spectrum as lines } from '../spectra/lines.ts';
import type { SourceModel } from './source.ts';

export interface ElectronCapture {
  /** Decays per us when the exposure begins. */
  readonly activity: number;
  /** us. */
  readonly 'half-life': number;
  /** Time during which the detector took data, us. */
  readonly exposure: number;
  /** Energies in MeV and parts of the decays. */
  readonly lines: readonly { readonly energy: number; readonly part: number }[];
}

const CM_PER_M = 100;

/**
 * A source that captures electrons, such as 51Cr: lines of nu_e from a point, decaying while they are counted.
 *
 * Fluence = activity * tau (1 - exp(-t / tau)) * sum of parts / (4 pi L^2), tau = half-life / ln 2.
 *
 * @throws RangeError if a number is not positive, or parts add up to more than 1.01
 */
export const source: SourceModel<ElectronCapture> = {
  flavours({ activity, 'half-life': halfLife, exposure, lines: emitted }, baselineM) {
    const meanLife = positive('half-life in us', halfLife) / Math.LN2;
    const decays =
      positive('activity in /us', activity) * meanLife * -Math.expm1(-positive('exposure in us', exposure) / meanLife);
    const perDecay = neutrinosPerDecay(emitted);
    const baselineCm = CM_PER_M * positive('baseline in m', baselineM ?? Number.NaN);
    return [
      {
        flavour: 'nue',
        spectrum: lines.prepare({ lines: emitted }),
        fluencePerCm2: (decays * perDecay) / (4 * Math.PI * baselineCm * baselineCm),
        timing: 'steady',
      },
    ];
  },
  timing: () => ({ steady: [] }),
};

/**
 * Neutrinos of a decay, all lines together.
 *
 * @throws RangeError if there is more than one, but for rounding
 */
export function neutrinosPerDecay(lines: ElectronCapture['lines']): number {
  const perDecay = lines.reduce((sum, { part }) => sum + part, 0);
  if (!(perDecay <= 1.01)) throw new RangeError(`Expected at most one neutrino per decay, got ${perDecay}`);
  return perDecay;
}
