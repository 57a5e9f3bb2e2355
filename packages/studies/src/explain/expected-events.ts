import { interpolateUniform } from '@cevns/numerics/interpolation/uniform-polynomial';
import { sum } from '../analyses/binned-expectation.ts';
import type { ModelParameters } from '../stages/model.ts';
import type { Signal, SignalTerm } from '../stages/prediction.ts';
import type { TimeFractions } from '../stages/timing.ts';

/**
 * Expected events of one component in the region, response included, at the initial values of all parameters: the sum over the terms of
 * weight x events in the bins of the energy observable x fractions in the time bins.
 *
 * It is what `predict` gives for the component, without a model of backgrounds and data.
 *
 * @param component its name
 * @param signal what the prediction stage left
 * @param fractions of the time structures; undefined where time is no observable
 * @param model parameters of the model stage
 */
export function expectedEvents(
  component: string,
  { terms, shape }: Signal,
  fractions: Readonly<Record<string, TimeFractions>> | undefined,
  model: Pick<ModelParameters, 'parameters' | 'components'>,
): number {
  const initial = new Map(model.parameters.map((parameter) => [parameter.name, parameter.initial]));
  const scaledBy = model.components.find(({ name }) => name === component)!.scaledBy;
  const strength = scaledBy.reduce((product, name) => product * initial.get(name)!, 1);
  return sum(
    terms.map((term) => {
      const weight = Object.entries(term.powers).reduce(
        (product, [name, power]) => product * initial.get(name)! ** power,
        strength,
      );
      const inTime = fractions === undefined ? 1 : sum(fractions[term.timing]!.nominal);
      return weight * eventsOf(term, shape, initial) * inTime;
    }),
  );
}

/** Events in all bins of the energy observable; between the knots of a shape parameter by interpolation. */
function eventsOf(
  { knots, nominal }: SignalTerm,
  shape: Signal['shape'],
  initial: ReadonlyMap<string, number>,
): number {
  if (shape === undefined || knots === 1) return sum(nominal);
  const bins = nominal.length / knots;
  const atKnots = Array.from({ length: knots }, (_, knot) => sum(nominal.slice(knot * bins, (knot + 1) * bins)));
  const inScale = shape.scale === 'log' ? Math.log : (value: number) => value;
  return interpolateUniform(inScale(shape.from), inScale(shape.to), atKnots, inScale(initial.get(shape.parameter)!));
}
