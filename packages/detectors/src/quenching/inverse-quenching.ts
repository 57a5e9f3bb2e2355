import type { Quenching } from './quenching.ts';

/** Points between which a crossing is looked for. */
const POINTS = 400;

/**
 * Recoil energies in MeV up to a highest one at which the quenched energy crosses one of some values: where a cut in electron-equivalent energy cuts the
 * recoils. A quenching that bends down crosses a value more than once.
 *
 * @param energiesKeVee values of E_ee
 */
export function crossingsMeV(quenching: Quenching, energiesKeVee: readonly number[], highestMeV: number): number[] {
  // Equally spaced in the root of the energy, as recoil grids are.
  const recoils = Array.from({ length: POINTS + 1 }, (_, i) => highestMeV * (i / POINTS) ** 2);
  const quenched = recoils.map((recoil, i) => (i === 0 ? 0 : quenching(recoil)));
  return energiesKeVee.flatMap((energy) =>
    recoils.slice(1).flatMap((upper, i) => {
      const [below, above] = [quenched[i]! - energy, quenched[i + 1]! - energy];
      return below < 0 === above < 0
        ? []
        : [bisected((recoil) => quenching(recoil) - energy, recoils[i]!, upper, below < 0)];
    }),
  );
}

function bisected(difference: (recoilMeV: number) => number, from: number, to: number, rises: boolean): number {
  let [low, high] = [from, to];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (difference(middle) < 0 === rises) low = middle;
    else high = middle;
  }
}
