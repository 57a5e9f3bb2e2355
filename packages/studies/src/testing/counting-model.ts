import * as piecewiseLinear from '@cevns/fitting/interpolation/piecewise-linear';
import type { ModelDescription } from '@cevns/fitting/model';
import type { StageOutput } from '@cevns/runner/artifact';
import { modelToJson } from '../model-artifact.ts';

/** Modules and outputs that analyses of the model below get. */
export const modules = { 'interpolation:piecewise-linear': piecewiseLinear };

const morph = (axes: readonly number[], ...nominal: number[]) =>
  ({
    kind: 'morph',
    axes,
    nominal: Float64Array.from(nominal),
    interpolation: 'piecewise-linear',
    variations: [],
  }) as const;

/**
 * A signal of 100 events and a background of 50, scaled by `strength` and `scale`, in 2 x 2 bins with shares that tell them apart.
 *
 * @param observed row-major over PE and time
 */
export function countingModel(observed: readonly number[] = [42, 58, 22, 28]): ModelDescription {
  return {
    parameters: [
      { name: 'strength', initial: 1, lower: 0, upper: 5 },
      { name: 'scale', initial: 1, lower: 0, constraint: { kind: 'normal', mean: 1, sigma: 0.1 } },
    ],
    channels: [
      {
        name: 'small',
        axes: [
          { name: 'PE', edges: Float64Array.of(0, 10, 40) },
          { name: 'time', edges: Float64Array.of(0, 1, 6) },
        ],
        observed: Float64Array.from(observed),
        components: [
          {
            name: 'steady',
            terms: [
              {
                weight: [{ coefficient: 50, powers: { scale: 1 } }],
                factors: [morph([0], 0.2, 0.8), morph([1], 0.5, 0.5)],
              },
            ],
          },
          {
            name: 'cevns',
            terms: [
              {
                weight: [{ coefficient: 100, powers: { strength: 1 } }],
                factors: [morph([0], 0.9, 0.1), morph([1], 0.4, 0.6)],
              },
            ],
          },
        ],
      },
    ],
  };
}

/** The counting model with an efficiency and a flux that scale its signal, too. */
export function withNuisances({ parameters, channels }: ModelDescription): ModelDescription {
  const nuisances = ['efficiency', 'flux'].map((name) => ({
    name,
    initial: 1,
    constraint: { kind: 'normal', mean: 1, sigma: 0.2 } as const,
  }));
  const weight = [{ coefficient: 100, powers: { strength: 1, efficiency: 1, flux: 1 } }];
  return {
    parameters: [...parameters, ...nuisances],
    channels: channels.map((channel) => ({
      ...channel,
      components: channel.components.map(({ name, terms }) => ({
        name,
        terms: name === 'cevns' ? terms.map((term) => ({ ...term, weight })) : terms,
      })),
    })),
  };
}

/** Inputs of an analysis of that model; the cross section per nucleus is 4e-40 cm^2. */
export function analysisInputs(model: ModelDescription = countingModel()): Record<string, StageOutput> {
  return {
    model: { json: modelToJson(model) },
    signal: { json: { terms: [], crossSections: [[{ coefficient: 4e-40, powers: {} }]] } },
  };
}

/** Parameters that every analysis has. */
export const analysisParameters = { fixed: {}, units: {}, strength: 'strength', standardModel: {} };
