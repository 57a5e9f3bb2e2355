import type { ModelDescription } from '@cevns/fitting/model';

/** Two bins: a signal scaled by a free strength and a flux, deformed by `light` and `gain`, and a log-normal background. */
export function deformedModel(): ModelDescription {
  return {
    parameters: [
      { name: 'strength', initial: 1, lower: 0, upper: 5 },
      { name: 'flux', initial: 1, constraint: { kind: 'normal', mean: 1, sigma: 0.1 } },
      { name: 'light', initial: 0, constraint: { kind: 'normal', mean: 0, sigma: 1 } },
      { name: 'gain', initial: 0, constraint: { kind: 'normal', mean: 0, sigma: 1 } },
      { name: 'level', initial: 1, lower: 0.01, constraint: { kind: 'log-normal', median: 1, logSigma: 0.2 } },
      { name: 'shape', initial: 0, lower: -3, upper: 3 },
    ],
    channels: [
      {
        name: 'events',
        axes: [{ name: 'PE', edges: Float64Array.of(0, 1, 2) }],
        observed: Float64Array.of(12, 17),
        components: [
          {
            name: 'cevns',
            terms: [
              {
                weight: [{ coefficient: 1, powers: { strength: 1, flux: 1 } }],
                factors: [
                  {
                    kind: 'morph',
                    axes: [0],
                    nominal: Float64Array.of(10, 5),
                    interpolation: 'piecewise-linear',
                    variations: [
                      { parameter: 'light', up: Float64Array.of(12, 5), down: Float64Array.of(9, 6) },
                      { parameter: 'gain', up: Float64Array.of(10, 6), down: Float64Array.of(9, 5) },
                    ],
                  },
                ],
              },
            ],
          },
          {
            name: 'steady',
            terms: [
              {
                weight: [{ coefficient: 2, powers: { level: 1 } }],
                factors: [
                  {
                    kind: 'morph',
                    axes: [0],
                    nominal: Float64Array.of(3, 4),
                    interpolation: 'quadratic',
                    variations: [{ parameter: 'light', up: Float64Array.of(3, 5), down: Float64Array.of(2, 4) }],
                  },
                ],
              },
              {
                weight: [{ coefficient: 0.5, powers: { level: 1, shape: 2 } }],
                factors: [
                  {
                    kind: 'morph',
                    axes: [0],
                    nominal: Float64Array.of(1, 1),
                    interpolation: 'quadratic',
                    variations: [],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}
