import type { Interpolations } from '@cevns/fitting/interpolation/interpolation';
import type { ModelDescription } from '@cevns/fitting/model';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { interpolationsOf } from '../interpolations.ts';
import { modelFromJson } from '../model-artifact.ts';

/** A format of files for other programs. */
export interface ExportFormat {
  /** The files by the names of the stage's outputs. */
  write(context: StageContext): StageOutputs;
}

/** The likelihood model of an export, and the fit at which it is exported, if one is named. */
export interface ExportedModel {
  readonly model: ModelDescription;
  readonly interpolations: Interpolations;
  /** Parameters that the study or the fit held. */
  readonly held: Readonly<Record<string, number>>;
  /** Fitted values. */
  readonly at: Readonly<Record<string, number>>;
}

/** Input `model`, and `result` where a fit is named; parameter `held`, where something is held throughout. */
export function exportedModel({ parameters, inputs, modules }: StageContext): ExportedModel {
  const { held = {} } = parameters as unknown as { readonly held?: Readonly<Record<string, number>> };
  const fit = inputs.result?.json() as unknown as
    | { readonly parameters: Readonly<Record<string, { readonly value: number; readonly fixed: boolean }>> }
    | undefined;
  const fitted = Object.entries(fit?.parameters ?? {});
  return {
    model: modelFromJson(inputs.model!.json()),
    interpolations: interpolationsOf(modules),
    held: {
      ...held,
      ...Object.fromEntries(fitted.flatMap(([name, { value, fixed }]) => (fixed ? [[name, value]] : []))),
    },
    at: Object.fromEntries(fitted.map(([name, { value }]) => [name, value])),
  };
}
