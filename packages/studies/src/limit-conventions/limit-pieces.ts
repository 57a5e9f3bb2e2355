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
}

/** Number of toys unless given, at each value that is looked at. */
export const DEFAULT_TOYS = 1000;
export const DEFAULT_SEED = 1;

/** The pieces into which a limit by toys is divided, by the number of toys alone; one that makes few or none is not. */
export function limitPieces({ name, toys = DEFAULT_TOYS, method }: ChosenConvention): LimitPiece[] {
  const ranges = toyRanges(toys);
  if (ranges.length === 1) return [];
  if (name === 'feldman-cousins') return [{ name: 'lower' }, { name: 'upper' }];
  if (name !== 'cls' || method !== 'toys') return [];
  return [{ name: 'search' }, ...ranges.map((range) => ({ name: blockName(range), takes: ['search'] }))];
}
