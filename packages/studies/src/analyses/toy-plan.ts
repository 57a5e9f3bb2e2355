import type { AnalysisPart, AnalysisParts } from './lowering.ts';
import type { ToySettings } from './toy-settings.ts';

/** Toys of one truth: the best fit with some parameters held, everything else as fitted to the data. */
export interface ToyPlan extends ToySettings {
  /** Parameters that are held in the data and in every toy. */
  readonly fixed: Readonly<Record<string, number>>;
  /** True values of parameters that the fits of toys free. */
  readonly truth: Readonly<Record<string, number>>;
  /** The parameter whose true value is tested; none for the goodness of fit. */
  readonly tested?: string;
  /** What the toys are for; other purposes have other random numbers. */
  readonly purpose: string;
}

type Fixed = Pick<ToyPlan, 'fixed'>;

/** Toys of the best fit. */
export function goodnessPlan({ fixed, toys, seed }: Fixed & ToySettings): ToyPlan {
  return { fixed, truth: {}, purpose: 'goodness-of-fit', toys, seed };
}

/** Toys of the best fit, or of other true values, in which the intervals of one parameter are looked at. */
export function coveragePlan(
  settings: Fixed & ToySettings & { readonly parameter: string; readonly at: ToyPlan['truth'] },
): ToyPlan {
  const { fixed, at: truth, parameter: tested, toys, seed } = settings;
  return { fixed, truth, tested, purpose: `toys ${tested}`, toys, seed };
}

/** Toys of the one value that a significance tests. */
export function significancePlan(
  settings: Fixed & { readonly against: ToyPlan['truth']; readonly byToys: ToySettings },
): ToyPlan {
  const { fixed, against: truth, byToys } = settings;
  const tested = Object.keys(truth)[0]!;
  return { fixed, truth, tested, purpose: `significance ${tested}`, ...byToys };
}

/** Consecutive toys. */
export interface ToyRange {
  readonly first: number;
  readonly count: number;
}

/** Sizes of blocks, and up to which toy each is used: a block takes long enough to be worth a stage, and a million toys are not thousands of stages. */
const BLOCKS = [
  { size: 250, below: 4000 },
  { size: 1000, below: 20_000 },
  { size: 2500, below: 200_000 },
  { size: 10_000, below: Number.POSITIVE_INFINITY },
] as const;

/**
 * The blocks in which a number of toys is made. Where a block begins does not depend on the number of toys: with more of them the same
 * blocks come first, and none but the last is made again.
 */
export function toyRanges(toys: number): ToyRange[] {
  const ranges: ToyRange[] = [];
  for (let first = 0; first < toys; ) {
    const { size } = BLOCKS.find(({ below }) => first < below)!;
    const count = Math.min(size, toys - first);
    ranges.push({ first, count });
    first += count;
  }
  return ranges;
}

/** Name of the stage of a block. */
export function blockName({ first, count }: ToyRange): string {
  return `toys-${first}-${first + count - 1}`;
}

/** The stages in which the toys of a plan are made; none for as few as one block, which the analysis makes by itself. */
export function toyParts(plan: ToyPlan): AnalysisParts | undefined {
  const ranges = toyRanges(plan.toys);
  if (ranges.length === 1) return undefined;
  const { toys: _, ...own } = plan;
  const truth: AnalysisPart = {
    name: 'truth',
    module: '@cevns/studies/analyses/toy-truth',
    parameters: { fixed: plan.fixed, truth: plan.truth },
  };
  const blocks = ranges.map(
    (range): AnalysisPart => ({
      name: blockName(range),
      module: '@cevns/studies/analyses/toy-block',
      parameters: { ...own, ...range },
      takes: ['truth'],
    }),
  );
  // The largest first, so that all workers end at about the same time.
  return { parts: [truth, ...blocks.toReversed()], takes: blocks.map(({ name }) => name) };
}
