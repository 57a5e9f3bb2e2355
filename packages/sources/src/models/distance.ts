import { type Cores, coresOf } from './cores.ts';

/**
 * How far away the neutrinos of a source start: as the study says (`study`); at one distance of its own, which a study may replace (`own`); or at no one
 * distance, so that a baseline would mean nothing (`none`): the cores of a power station, the Sun, the atmosphere.
 */
export type SourceDistance = { readonly kind: 'study' | 'none' } | { readonly kind: 'own'; readonly distanceM: number };

/** Sources that are a point somewhere; all others know where their neutrinos come from. */
const POINTS: readonly string[] = ['stopped-pion', 'electron-capture'];

/**
 * The distance of a source by the name of its model.
 *
 * @throws RangeError if a reactor has neither power nor cores, or one of several cores has no distance
 */
export function sourceDistance(model: string, source: object): SourceDistance {
  if (POINTS.includes(model)) return { kind: 'study' };
  if (model !== 'reactor') return { kind: 'none' };
  const cores = coresOf(source as Cores);
  if (cores.length > 1) {
    if (cores.some(({ distance }) => distance === undefined)) {
      throw new RangeError('Expected a `distance` of every core where there are several');
    }
    return { kind: 'none' };
  }
  const { distance } = cores[0]!;
  return distance === undefined ? { kind: 'study' } : { kind: 'own', distanceM: distance };
}
