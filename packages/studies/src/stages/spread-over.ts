import type { MorphFactor, TabulatedMorphFactor } from '@cevns/fitting/model';

/**
 * A factor in the first axis spread over the axes of a template that is normalised in every bin of that axis: n(E) P(r | E). Both keep their variations:
 * one of the factor is n_k(E) P(r | E), one of the template n(E) P_k(r | E).
 *
 * @param factor over the first axis of the template; one that is tabulated is spread at every knot
 * @param template row-major over its axes
 */
export function spreadOver(
  factor: MorphFactor | TabulatedMorphFactor,
  template: MorphFactor,
): MorphFactor | TabulatedMorphFactor {
  const knots = factor.kind === 'morph' ? 1 : factor.knots;
  const width = template.nominal.length / (factor.nominal.length / knots);
  const spread = (events: Float64Array, shares: Float64Array): Float64Array =>
    Float64Array.from(
      { length: events.length * width },
      (_, i) => events[Math.floor(i / width)]! * shares[i % shares.length]!,
    );
  return {
    ...factor,
    axes: template.axes,
    nominal: spread(factor.nominal, template.nominal),
    variations: [
      ...factor.variations.map(({ parameter, up, down }) => ({
        parameter,
        up: spread(up, template.nominal),
        down: spread(down, template.nominal),
      })),
      ...template.variations.map(({ parameter, up, down }) => ({
        parameter,
        up: spread(factor.nominal, up),
        down: spread(factor.nominal, down),
      })),
    ],
  };
}
