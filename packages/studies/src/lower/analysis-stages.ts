import type { StageSpec } from '@cevns/runner/stage';
import { AnalysisChecks, type Leavings } from '../analyses/lowering.ts';
import { analyses } from '../analyses/registry.ts';
import type { AnalysisSection } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { interpolationModule } from './model-stages.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';

/** What the stage of an analysis leaves beside its `result`. */
export function leavingsOf(section: AnalysisSection): Leavings | undefined {
  return analyses[section.kind]!.lowering.leavings(section);
}

/** Name of the stage of an analysis. */
export function analysisStage(name: string): string {
  return `analysis/${name}`;
}

/** One stage for every analysis of the study. */
export function analysisStages(lowered: LoweredStudy, problems: StudyProblems): StageSpec[] {
  const { study, parameters } = lowered;
  const { standardModel } = parameters;
  return Object.entries(study.analysis).map(([name, section]) => {
    const { module, lowering } = analyses[section.kind]!;
    const leavings = lowering.leavings(section);
    const checks = new AnalysisChecks(name, section, lowered, problems);
    return stageOf(study, section.kind, {
      name: analysisStage(name),
      modules: { entry: module, ...interpolationModule(lowered), ...lowering.modules?.(section) },
      parameters: {
        ...lowering.parameters(section, checks),
        fixed: checks.fixed(),
        units: parameters.units,
        standardModel,
        ...(parameters.strength === undefined ? {} : { strength: parameters.strength }),
      },
      inputs: { model: ['model', 'model'], signal: ['prediction', 'signal'] },
      outputs: leavings === undefined ? ['result'] : ['result', leavings.kind],
    });
  });
}
