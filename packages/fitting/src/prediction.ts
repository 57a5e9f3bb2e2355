import { updateExpectation, updateFittedJacobian } from './channel.ts';
import type { CompiledModel } from './compile.ts';
import { addExpectation, updateTerm } from './term.ts';

/** Expectation of a channel per bin, in total and by component; row-major over the axes. */
export interface ChannelPrediction {
  readonly name: string;
  readonly expectation: Float64Array;
  readonly components: readonly { readonly name: string; readonly expectation: Float64Array }[];
}

/**
 * Expectation of every channel and component; with template errors, as they are fitted at theta.
 *
 * @param theta all parameters, in the order of the model
 */
export function predict(model: CompiledModel, theta: Float64Array): ChannelPrediction[] {
  const side = new Int8Array(theta.length).fill(1);
  return model.channels.map((channel) => {
    updateExpectation(channel, theta, side);
    const components = channel.components.map(({ name, terms }) => {
      const expectation = new Float64Array(channel.bins);
      for (const term of terms) {
        updateTerm(term, theta, side);
        addExpectation(term, expectation);
      }
      const { templateErrors } = channel;
      if (templateErrors?.components.has(name))
        for (let b = 0; b < channel.bins; b++) expectation[b]! *= templateErrors.gamma[b]!;
      return { name, expectation };
    });
    return { name: channel.name, expectation: Float64Array.from(channel.expectation), components };
  });
}

/**
 * Derivatives of the total expectation by some parameters, per channel, row-major [bins][parameters]. At a kink they are taken from
 * above.
 *
 * @param theta all parameters, in the order of the model
 * @param parameters indices of the parameters
 */
export function expectationJacobians(
  model: CompiledModel,
  theta: Float64Array,
  parameters: readonly number[],
): Float64Array[] {
  const side = new Int8Array(theta.length).fill(1);
  const free = new Uint8Array(theta.length);
  for (const p of parameters) free[p] = 1;
  return model.channels.map((channel) => {
    updateExpectation(channel, theta, side);
    updateFittedJacobian(channel, free);
    const jacobian = new Float64Array(channel.bins * parameters.length);
    parameters.forEach((p, j) => {
      const row = channel.rowOf[p]!;
      if (row < 0) return;
      for (let b = 0; b < channel.bins; b++) {
        jacobian[b * parameters.length + j] = channel.jacobian[row]![b]!;
      }
    });
    return jacobian;
  });
}
