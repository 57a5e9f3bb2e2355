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

/** Toys in words. */
export function toysText({ number, seed, failed }: { number: number; seed: number; failed: number }): string {
  return `${number}, seed ${seed}${failed === 0 ? '' : `; ${failed} without a fit are left out`}`;
}
