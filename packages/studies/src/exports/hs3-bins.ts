import type { BinModifier } from './bin-modifiers.ts';
import type { SampleBinModifier } from './histogram-model.ts';
import { constraintOf, gammaOf } from './hs3-names.ts';

/** The constant that scales bins without a parameter. */
const ONE = 'constant_one';

/** Bounds of the scale of a bin that has none. */
const LOWEST_SCALE = 0;
const HIGHEST_SCALE = 10;

/** A constraint as a distribution of what was measured. */
export interface Distribution {
  readonly name: string;
  readonly type: 'gaussian_dist' | 'poisson_dist';
  readonly x: number;
  readonly mean: string;
  readonly sigma?: number;
}

/** What parameters of single bins add to an HS3 document. */
export interface BinTerms {
  readonly parameters: readonly {
    readonly name: string;
    readonly initial: number;
    readonly lower: number;
    readonly upper: number;
  }[];
  readonly constants: readonly { readonly name: string; readonly value: number }[];
  readonly constraints: readonly Distribution[];
  /** Expected auxiliary counts. */
  readonly functions: readonly {
    readonly name: string;
    readonly type: 'product';
    readonly factors: readonly string[];
  }[];
}

/** A normal constraint with its own centre and width. */
export function normalOf(parameter: string, mean: number, sigma: number): Distribution {
  return { name: constraintOf(parameter), type: 'gaussian_dist', x: mean, mean: parameter, sigma };
}

/** A modifier of single bins of a sample; its constraints are distributions of their own, whatever pyhf calls it. */
export function binModifierOf({ modifier: { name, first, parameters } }: SampleBinModifier): object {
  return {
    name,
    type: 'shapefactor',
    parameters: parameters.map((own, bin) => (own === null ? ONE : gammaOf(name, first + bin))),
  };
}

/** Parameters, constants and constraints of all bins. */
export function binTerms(modifiers: readonly BinModifier[]): BinTerms {
  const all = modifiers.flatMap(({ name, first, parameters }) =>
    parameters.flatMap((own, bin) => (own === null ? [] : [{ own, name: gammaOf(name, first + bin) }])),
  );
  const counted = all.flatMap(({ own: { constraint }, name }) =>
    constraint?.kind === 'poisson' ? [{ name, count: constraint.count, rate: constraint.rate }] : [],
  );
  const needsOne = modifiers.some(({ parameters }) => parameters.includes(null));
  return {
    parameters: all.map(({ own, name }) => ({
      name,
      initial: own.initial,
      lower: own.lower ?? LOWEST_SCALE,
      upper: own.upper ?? HIGHEST_SCALE,
    })),
    constants: [
      ...(needsOne ? [{ name: ONE, value: 1 }] : []),
      ...counted.map(({ name, rate }) => ({ name: rateOf(name), value: rate })),
    ],
    constraints: [
      ...all.flatMap(({ own: { constraint }, name }) =>
        constraint?.kind === 'normal' ? [normalOf(name, constraint.mean, constraint.sigma)] : [],
      ),
      ...counted.map(
        ({ name, count }): Distribution => ({
          name: constraintOf(name),
          type: 'poisson_dist',
          x: count,
          mean: expectedOf(name),
        }),
      ),
    ],
    functions: counted.map(({ name }) => ({ name: expectedOf(name), type: 'product', factors: [name, rateOf(name)] })),
  };
}

function rateOf(gamma: string): string {
  return `rate_${gamma}`;
}

function expectedOf(gamma: string): string {
  return `expected_${gamma}`;
}
