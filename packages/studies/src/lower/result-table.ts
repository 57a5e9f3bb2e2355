import type { StageSpec } from '@cevns/runner/stage';
import { outputs } from '../outputs/registry.ts';
import { hasResultTable } from '../outputs/result-columns.ts';
import { analysisStage, leavingsOf } from './analysis-stages.ts';
import type { OutputSection } from './internal-study.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** Whether a table shows the result of an analysis, not what it leaves beside it. */
export function showsResult({ of }: OutputSection, { study }: WholeStudy): boolean {
  const analysis = Object.hasOwn(study.analysis, of as string) ? study.analysis[of as string] : undefined;
  if (analysis === undefined || !hasResultTable(analysis.kind)) return false;
  // A limit against another parameter leaves its curve; the plane of a construction says less than its points.
  return analysis.kind === 'feldman-cousins' || leavingsOf(analysis) === undefined;
}

/** The stage of a table of the result of an analysis; undefined when the section asks for what no result has. */
export function resultTableStage(
  section: OutputSection,
  path: readonly string[],
  { study }: WholeStudy,
  problems: StudyProblems,
): StageSpec | undefined {
  const name = section.of as string;
  const unfit = (['axis', 'experiment'] as const).filter((key) => section[key] !== undefined);
  for (const key of unfit) {
    problems.atKey([...path, key], 'E606', {
      message: `\`${name}\` is a ${study.analysis[name]!.kind}, whose table has no bins`,
      expected: `no \`${key}:\``,
    });
  }
  if (unfit.length > 0) return undefined;
  return stageOf(study, 'table', {
    name: `tables/${section.file as string}`,
    modules: { entry: outputs.table },
    parameters: {},
    inputs: { result: [analysisStage(name), 'result'] },
    outputs: ['table'],
  });
}
