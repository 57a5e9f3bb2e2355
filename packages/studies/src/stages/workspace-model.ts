import { modelFromWorkspace } from '@cevns/fitting/histfactory/model-from-workspace';
import type { Workspace } from '@cevns/fitting/histfactory/workspace';
import type { ModelDescription } from '@cevns/fitting/model';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { modelToJson } from '../model-artifact.ts';

export interface WorkspaceModelParameters {
  readonly measurement: string;
  /** Starts and bounds that the study gives in place of those of the measurement, by parameter. */
  readonly parameters: Readonly<Record<string, ParameterChange>>;
}

export interface ParameterChange {
  readonly initial?: number;
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * The likelihood model of a HistFactory workspace.
 *
 * Input `workspace`.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const settings = parameters as unknown as WorkspaceModelParameters;
  const workspace = inputs.workspace!.json() as unknown as Workspace;
  const { model } = modelFromWorkspace(workspace, settings.measurement);
  return { model: { json: modelToJson(withChanges(model, settings.parameters)) } };
}

/** A model with starts and bounds of some parameters replaced. */
export function withChanges(model: ModelDescription, changes: Readonly<Record<string, ParameterChange>>) {
  return { ...model, parameters: model.parameters.map((own) => ({ ...own, ...changes[own.name] })) };
}
