import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { LimitConvention } from '../limit-conventions/limit-convention.ts';
import { modelOf } from './analysis.ts';
import type { LimitParameters } from './limit.ts';

/**
 * A part of the work of a limit by toys. Module `convention`; inputs: the parts that it takes.
 *
 * @throws Error when a fit does not converge
 */
export function run(context: StageContext): StageOutputs {
  const { parameter, border, fixed, confidence, ...settings } = context.parameters as unknown as LimitParameters & {
    readonly piece: string;
  };
  const { convention } = context.modules.convention as { readonly convention: LimitConvention };
  const { name: _, ...chosen } = settings.convention;
  const { model } = modelOf(context);
  const before = Object.fromEntries(
    Object.entries(context.inputs).flatMap(([name, input]) => (name === 'model' ? [] : [[name, input.json()]])),
  );
  const task = { parameter, border, fixed };
  const found = convention.piece!(model, task, confidence, chosen, settings.piece, before);
  if ('status' in found) throw new Error(`the fit of the limit did not converge: ${found.message}`);
  return { part: { json: found.found as never } };
}
