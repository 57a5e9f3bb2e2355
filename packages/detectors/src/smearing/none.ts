import type { SmearingModel } from './smearing.ts';

/**
 * The electron-equivalent energy itself is observed, or that of the recoil. The response jumps where it crosses an edge: the recoil grid is divided there, so that counts are
 * exact.
 */
export const smearing: SmearingModel<object> = {
  prepare() {
    return (electronEquivalentKeVee, edges, out) => {
      for (let i = 0; i < out.length; i++) {
        out[i] =
          (edges[i] as number) <= electronEquivalentKeVee && electronEquivalentKeVee < (edges[i + 1] as number) ? 1 : 0;
      }
    };
  },
  breakPointsKeVee: (_, edges) => [...edges],
};
