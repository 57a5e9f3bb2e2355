import type { CornerFigure } from '@cevns/plotting/figures/corner';
import type { PairCounts } from '../analyses/posterior.ts';
import type { PosteriorResult } from '../generated/summary.ts';
import type { FigureParameters } from './figure.ts';

/** Shares of the draws that the regions of a pair hold. */
const CREDIBILITY = [0.68, 0.9] as const;

/**
 * Posteriors of several parameters and of each pair of them.
 *
 * @throws Error for a parameter that the posterior does not have, since it was held
 */
export function cornerFigure(
  { parameters, 'quantiles-at': at }: PosteriorResult,
  pairs: readonly PairCounts[],
  { corner = [], title }: Pick<FigureParameters, 'corner' | 'title'>,
): CornerFigure {
  const quantile = (of: readonly number[], share: number) => of[at.indexOf(share)]!;
  return {
    kind: 'corner',
    ...(title === undefined ? {} : { title }),
    parameters: corner.map(({ parameter, label, unit }) => {
      const own = parameters.find((each) => each.parameter === parameter);
      if (own?.histogram === undefined)
        throw new Error(`the posterior has no draws of \`${parameter}\`: it is held there`);
      const { edges, counts } = own.histogram;
      const [median, lower, upper] = [0.5, 0.16, 0.84].map((share) => quantile(own.quantiles, share));
      return { label, unit, edges, counts, median: median!, central: [lower!, upper!] as const };
    }),
    pairs: corner.flatMap((_, y) =>
      corner
        .slice(0, y)
        .map((__, x) => ({ x, y, counts: countsOf(pairs, corner[x]!.parameter, corner[y]!.parameter) })),
    ),
    credibility: CREDIBILITY,
  };
}

/** Counts of a pair with a row per bin of `y`, in whichever order the posterior has it. */
function countsOf(pairs: readonly PairCounts[], x: string, y: string): readonly (readonly number[])[] {
  const same = pairs.find((pair) => pair.x === x && pair.y === y);
  if (same !== undefined) return same.counts;
  const turned = pairs.find((pair) => pair.x === y && pair.y === x)!;
  return turned.counts[0]!.map((_, column) => turned.counts.map((row) => row[column]!));
}
