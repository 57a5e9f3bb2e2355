import type { CompiledModel } from '@cevns/fitting/compile';
import { fitToys, joinedToys, type ToyBlock } from '@cevns/fitting/toys/toy-block';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { modelOf } from './analysis.ts';
import { blockName, type ToyPlan, type ToyRange, toyRanges } from './toy-plan.ts';

type Drawn = Omit<ToyPlan, 'toys'>;

/** Some toys of a plan, for the analysis that asked for them. Input `truth`. */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as Drawn & ToyRange;
  const { model } = modelOf(context);
  const truth = Float64Array.from(context.inputs.truth!.json() as number[]);
  const { minima, rises, estimates } = fitRange(model, settings, truth, settings);
  const arrays = Object.entries({ minima, rises, estimates }).map(([name, data]) => [
    name,
    { shape: [data.length], data },
  ]);
  return { part: { arrays: Object.fromEntries(arrays) } };
}

/**
 * All toys of a plan: those of the stages that made them, or made here.
 *
 * @param truth all parameters, in the order of the model
 */
export function toysOf({ inputs }: StageContext, model: CompiledModel, plan: ToyPlan, truth: Float64Array): ToyBlock {
  const blocks = toyRanges(plan.toys).map((range): ToyBlock => {
    const made = inputs[blockName(range)];
    if (made === undefined) return fitRange(model, plan, truth, range);
    const { minima, rises, estimates } = made.arrays();
    const numbers = (array: typeof minima) => Float64Array.from(array!.data as Float64Array);
    return { minima: numbers(minima), rises: numbers(rises), estimates: numbers(estimates) };
  });
  return joinedToys(blocks);
}

function fitRange(
  model: CompiledModel,
  { fixed, tested, purpose, seed }: Drawn,
  truth: Float64Array,
  range: ToyRange,
): ToyBlock {
  const free = Uint8Array.from(model.names, (name) => (fixed[name] === undefined ? 1 : 0));
  const index = tested === undefined ? -1 : model.indexOf.get(tested)!;
  return fitToys(model, { free, truth, tested: index }, createRandomStream(seed, purpose), range);
}
