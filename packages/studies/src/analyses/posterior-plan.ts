import type { AnalysisParts } from './lowering.ts';
import type { PosteriorParameters } from './posterior.ts';

/** Steps of all ensembles together from which on each is a stage of its own. */
const LARGE = 2000;

/** Name of the stage that samples an ensemble. */
export function ensembleName(ensemble: number): string {
  return `ensemble-${ensemble}`;
}

/** A stage for each ensemble of a long sampling. None knows how many there are, so that those in the store serve when there are to be more. */
export function posteriorParts({ ensembles, ...sampling }: PosteriorParameters): AnalysisParts | undefined {
  if (ensembles * (sampling['burn-in'] + sampling.steps) < LARGE) return undefined;
  const parts = Array.from({ length: ensembles }, (_, ensemble) => ({
    name: ensembleName(ensemble),
    parameters: { ...sampling, ensemble },
  }));
  return { parts, takes: parts.map(({ name }) => name) };
}
