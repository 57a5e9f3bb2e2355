import { blockName, toyRanges } from '../analyses/toy-plan.ts';

/** A part of the work of a convention that can be done apart from the others. */
export interface LimitPiece {
  readonly name: string;
  /** Pieces that come before it. */
  readonly takes?: readonly string[];
}

/** A convention as a study chooses it. */
export interface ChosenConvention {
  readonly name: string;
  readonly toys?: number;
  readonly method?: string;
  readonly expected?: string;
}

/** Number of toys unless given, at each value that is looked at. */
export const DEFAULT_TOYS = 1000;
export const DEFAULT_SEED = 1;

/** Whether limits that are expected without a signal are found by toys. */
export function expectsByToys({ method, expected = method }: Omit<ChosenConvention, 'name'>): boolean {
  return method === 'toys' && expected === 'toys';
}

/** The pieces into which a limit by toys is divided, by the number of toys alone; one that makes few or none is not. */
export function limitPieces(convention: ChosenConvention): LimitPiece[] {
  const { name, toys = DEFAULT_TOYS, method } = convention;
  const ranges = toyRanges(toys);
  if (ranges.length === 1) return [];
  if (name === 'feldman-cousins') return [{ name: 'lower' }, { name: 'upper' }];
  if (name !== 'cls' || method !== 'toys') return [];
  const searches = ['search', ...(expectsByToys(convention) ? ['search-expected'] : [])];
  return [
    ...searches.map((search) => ({ name: search })),
    ...ranges.map((range) => ({ name: blockName(range), takes: searches })),
  ];
}
