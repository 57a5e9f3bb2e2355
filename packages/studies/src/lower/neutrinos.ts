import type { StageInput } from '@cevns/runner/stage';
import { sourceDistance } from '@cevns/sources/models/distance';
import { models } from '@cevns/sources/models/registry';
import { dataInput } from './commands.ts';
import { type InternalStudy, parametersOf } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { moduleOf } from './part-module.ts';
import { sourceTables, tableInput, withTableInputs } from './source-tables.ts';

/** What stages that need the neutrinos of the source have of it. */
export interface SourceOfStages {
  readonly modules: { readonly source: string };
  readonly parameters: { readonly source: object; readonly baselineM?: number };
  /** Tables that the source names. */
  readonly files: Readonly<Record<string, StageInput>>;
}

/** Distance in m from source to detector; undefined where there is no one distance. */
export function baselineOf({ inputs: { source, baseline } }: Pick<InternalStudy, 'inputs'>): number | undefined {
  const own = sourceDistance(source.model, parametersOf(source));
  if (own.kind === 'none') return undefined;
  return baseline ?? (own.kind === 'own' ? own.distanceM : undefined);
}

/** The source as stages get it: without its pulse, with the names of stage inputs in place of tables. */
export function sourceOfStages(lowered: Pick<LoweredStudy, 'study' | 'labelOf'>): SourceOfStages {
  const { study } = lowered;
  const { source } = study.inputs;
  // Uncertainties are for the likelihood; what a pulse is, for times.
  const { pulse: _, uncertainties: _u, ...settings } = parametersOf(source);
  const baselineM = baselineOf(study);
  const files: Record<string, StageInput> = {};
  for (const { path, file } of sourceTables(settings)) files[tableInput(path)] = dataInput(lowered, file);
  return {
    modules: { source: moduleOf(models, source) },
    parameters: {
      // Parameters name the input, not the file, so that moving a file re-runs nothing.
      source: withTableInputs(settings) as object,
      ...(baselineM === undefined ? {} : { baselineM }),
    },
    files,
  };
}
