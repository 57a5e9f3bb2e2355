import type { ModelDescription } from '@cevns/fitting/model';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { modelFromJson, modelToJson } from '../model-artifact.ts';

export interface JointModelParameters {
  /** Experiments in the order of the study; the model of each is the input of its name. */
  readonly experiments: readonly string[];
}

/**
 * One likelihood of several experiments: the channels of all, named by experiment, and their parameters, of which those of equal names are one with
 * one constraint.
 *
 * Inputs: the model of each experiment by its name.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const { experiments } = parameters as unknown as JointModelParameters;
  const models = experiments.map((name) => modelFromJson(inputs[name]!.json()));
  const all = models.flatMap((model) => model.parameters);
  const joint: ModelDescription = {
    parameters: all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i),
    channels: models.flatMap((model, i) => model.channels.map((channel) => ({ ...channel, name: experiments[i]! }))),
  };
  return { model: { json: modelToJson(joint) } };
}
