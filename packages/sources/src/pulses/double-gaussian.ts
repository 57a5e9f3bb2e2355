import { positive } from '../positive.ts';
import { pulse as gaussian } from './gaussian.ts';
import type { GaussianWidth } from './gaussian-width.ts';
import type { BinIntegrals, PulseModel } from './pulse.ts';

export interface DoubleGaussian extends GaussianWidth {
  /** Time in us from the middle of the first bunch to that of the second. */
  readonly separation: number;
}

/**
 * Two Gaussian bunches of equal width and equal numbers of protons. The onset is the middle of the first.
 *
 * @throws RangeError if the separation is not positive, or the width is not given once
 */
export const pulse: PulseModel<DoubleGaussian> = {
  prepare({ separation, ...width }) {
    const delay = positive('separation of two bunches in us', separation);
    const bunch = gaussian.prepare(width);
    return {
      density(timeUs, onsetUs, decays) {
        return 0.5 * (bunch.density(timeUs, onsetUs, decays) + bunch.density(timeUs, onsetUs + delay, decays));
      },
      binIntegrals(edgesUs, onsetUs, decays, efficiency, out) {
        const second = likeIt(out);
        bunch.binIntegrals(edgesUs, onsetUs, decays, efficiency, out);
        bunch.binIntegrals(edgesUs, onsetUs + delay, decays, efficiency, second);
        for (const name of ['value', 'first', 'second'] as const) {
          const sum = out[name];
          for (let bin = 0; bin < sum.length; bin++) sum[bin] = 0.5 * (sum[bin]! + second[name][bin]!);
        }
      },
    };
  },
};

function likeIt({ value }: BinIntegrals): BinIntegrals {
  const bins = value.length;
  return { value: new Float64Array(bins), first: new Float64Array(bins), second: new Float64Array(bins) };
}
