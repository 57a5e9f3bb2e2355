import type { ToyRequest } from '@cevns/fitting/toys/toy-rises';
import { createRandomStream } from '@cevns/numerics/random/random-stream';

/** Toys of an analysis as lowering hands them on. */
export interface ToySettings {
  readonly toys: number;
  readonly seed: number;
}

export const DEFAULT_SEED = 1;

/** Number and seed of a study's section; the defaults are those of the schemas. */
export function toySettings(section: { readonly [key: string]: unknown }, toys: number): ToySettings {
  return {
    toys: (section.toys as number | undefined) ?? toys,
    seed: (section.seed as number | undefined) ?? DEFAULT_SEED,
  };
}

/** The toys of a purpose, such as `goodness-of-fit`; other purposes have other toys. */
export function toyRequest({ toys, seed }: ToySettings, purpose: string): ToyRequest {
  return { toys, random: createRandomStream(seed, purpose) };
}

/** Toys in words. */
export function toysText({ number, seed, failed }: { number: number; seed: number; failed: number }): string {
  return `${number}, seed ${seed}${failed === 0 ? '' : `; ${failed} without a fit are left out`}`;
}
