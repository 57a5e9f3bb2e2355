import type { StageSpec } from '@cevns/runner/stage';
import { AnalysisChecks, type Leavings, leavingsOutput } from '../analyses/lowering.ts';
import { analyses } from '../analyses/registry.ts';
import { experimentsOfAnalysis, modelStageName, partialModelStages, seenByAnalysis } from './chosen-experiments.ts';
import type { AnalysisSection } from './internal-study.ts';
import { interpolationModules } from './model-stages.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** What the stage of an analysis leaves beside its `result`. */
export function leavingsOf(section: AnalysisSection): Leavings | undefined {
  return analyses[section.kind]!.lowering.leavings(section);
}

/** Name of the stage of an analysis. */
export function analysisStage(name: string): string {
  return `analysis/${name}`;
}

/** One stage for every analysis of the study. */
export function analysisStages(lowered: WholeStudy, problems: StudyProblems): StageSpec[] {
  const { study, parameters } = lowered;
  const { standardModel } = parameters;
  const choices = Object.values(study.analysis).flatMap((section) => {
    const names = experimentsOfAnalysis(section, lowered);
    return names === undefined || names.length === 0 ? [] : [names];
  });
  const own = Object.entries(study.analysis).flatMap(([name, section]) => {
    const { module, lowering } = analyses[section.kind]!;
    if (lowering.withoutModel !== undefined && lowered.experiments.length === 0) {
      problems.at(['analysis', name], 'E606', {
        message: `a workspace says nothing of what \`${section.kind}\` is about`,
        expected: 'an analysis of a likelihood, such as `fit`',
      });
      return [];
    }
    const seen = seenByAnalysis(name, section, lowered, problems);
    if (seen === undefined) return [];
    const model = [modelStageName(experimentsOfAnalysis(section, lowered)), 'model'] as const;
    const leavings = lowering.leavings(section);
    const checks = new AnalysisChecks(name, section, seen, problems);
    const own = lowering.parameters(section, checks, seen);
    const apart = lowering.withoutModel?.(section, lowered);
    if (apart !== undefined) {
      return stageOf(study, section.kind, {
        name: analysisStage(name),
        modules: { entry: module, ...apart.modules },
        parameters: own,
        files: apart.files,
        outputs: ['result'],
      });
    }
    const modules = { ...interpolationModules(lowered.interpolations), ...lowering.modules?.(section) };
    const fixed = { ...lowered.held, ...checks.fixed() };
    const divided = lowering.parts?.({ ...own, fixed });
    const partStages = (divided?.parts ?? []).map((part) =>
      stageOf(study, `${section.kind} part`, {
        name: partStage(name, part.name),
        modules: { entry: part.module ?? module, ...modules },
        parameters: part.parameters,
        inputs: { model, ...partInputs(name, part.takes) },
        outputs: part.outputs ?? ['part'],
      }),
    );
    const whole = stageOf(study, section.kind, {
      name: analysisStage(name),
      modules: { entry: module, ...modules },
      parameters: {
        ...own,
        fixed,
        units: parameters.units,
        standardModel,
        ...(parameters.strength === undefined ? {} : { strength: parameters.strength }),
        ...(parameters.shape === undefined ? {} : { shape: parameters.shape.parameter }),
      },
      inputs: {
        model,
        ...(lowered.experiments.length === 1 ? { signal: ['prediction', 'signal'] as const } : {}),
        ...partInputs(name, divided?.takes),
      },
      outputs: [
        ...new Set(['result', ...(leavings === undefined ? [] : [leavingsOutput(leavings)])]),
        ...(lowering.alongside ?? []),
      ],
    });
    return [...partStages, whole];
  });
  return [...partialModelStages(lowered, choices), ...own];
}

/** Name of the stage of a part of an analysis. */
function partStage(analysis: string, part: string): string {
  return `${analysisStage(analysis)}/${part}`;
}

function partInputs(analysis: string, taken: readonly string[] = []): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    taken.map((name) => {
      const [part, output = 'part'] = name.split(':') as [string, string?];
      return [name, [partStage(analysis, part), output] as const];
    }),
  );
}
