import type { StageSpec } from '@cevns/runner/stage';
import { analyses } from '../analyses/registry.ts';
import type { AnalysisSection } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { interpolationModule } from './model-stages.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';

/** What the stage of an analysis leaves beside its `result`: bins that can be projected, a curve, or neither. */
export function leavingsOf({ kind }: AnalysisSection): 'bins' | 'curve' | undefined {
  if (kind === 'predict' || kind === 'fit') return 'bins';
  return kind === 'profile' ? 'curve' : undefined;
}

/** Name of the stage of an analysis. */
export function analysisStage(name: string): string {
  return `analysis/${name}`;
}

/** One stage for every analysis of the study. */
export function analysisStages(lowered: LoweredStudy, problems: StudyProblems): StageSpec[] {
  const { study, parameters, couplings } = lowered;
  const standardModel = Object.fromEntries(
    Object.entries(couplings.parameters).filter(([name]) => parameters.ofInterest.includes(name)),
  );
  return Object.entries(study.analysis).map(([name, section]) => {
    const leaves = leavingsOf(section);
    return stageOf(study, section.kind, {
      name: analysisStage(name),
      modules: { entry: analyses[section.kind as keyof typeof analyses], ...interpolationModule(lowered) },
      parameters: {
        ...kindParameters(name, section, lowered, problems),
        fixed: fixedValues(name, section, lowered, problems),
        units: parameters.units,
        standardModel,
        ...(parameters.strength === undefined ? {} : { strength: parameters.strength }),
      },
      inputs: { model: ['model', 'model'], signal: ['prediction', 'signal'] },
      outputs: leaves === undefined ? ['result'] : ['result', leaves],
    });
  });
}

function kindParameters(
  name: string,
  section: AnalysisSection,
  lowered: LoweredStudy,
  problems: StudyProblems,
): Record<string, unknown> {
  const path = ['analysis', name];
  if (section.kind === 'predict') {
    return { at: checkedValues([...path, 'at'], (section.at ?? {}) as Values, lowered, problems) };
  }
  if (section.kind === 'fit') {
    const intervals = section.parameters as readonly string[] | undefined;
    intervals?.forEach((parameter, i) => {
      expectParameter([...path, 'parameters', String(i)], parameter, lowered, problems);
    });
    expectFree(path, 'parameters', intervals ?? [], section, problems);
    return intervals === undefined ? {} : { intervals };
  }
  if (section.kind === 'significance') {
    const against = checkedValues([...path, 'against'], section.against as Values, lowered, problems);
    expectFree(path, 'against', Object.keys(against), section, problems);
    return { against };
  }
  const {
    parameter,
    range,
    points = 101,
  } = section.x as {
    readonly parameter: string;
    readonly range: readonly [number, number];
    readonly points?: number;
  };
  if (expectParameter([...path, 'x', 'parameter'], parameter, lowered, problems)) {
    expectFree(path, 'x', [parameter], section, problems);
    for (const value of range) checkValue([...path, 'x', 'range'], parameter, value, lowered, problems);
  }
  if (!(range[0] < range[1])) {
    problems.at([...path, 'x', 'range'], 'E605', { message: 'the range is empty', expected: 'the lower limit first' });
  }
  return { parameter, range, points, confidence: section.confidence ?? [0.6827, 0.9] };
}

type Values = Readonly<Record<string, number>>;

/** Values of held parameters: those of a mapping, or for a list their initial ones. */
function fixedValues(
  name: string,
  { fixed = [] }: AnalysisSection,
  lowered: LoweredStudy,
  problems: StudyProblems,
): Values {
  const path = ['analysis', name, 'fixed'];
  if (!Array.isArray(fixed)) return checkedValues(path, fixed as Values, lowered, problems);
  const values: Record<string, number> = {};
  (fixed as readonly string[]).forEach((parameter, i) => {
    if (!expectParameter([...path, String(i)], parameter, lowered, problems)) return;
    values[parameter] = lowered.parameters.parameters.find((own) => own.name === parameter)!.initial;
  });
  return values;
}

function checkedValues(
  path: readonly string[],
  values: Values,
  lowered: LoweredStudy,
  problems: StudyProblems,
): Values {
  for (const [parameter, value] of Object.entries(values)) {
    const at = [...path, parameter];
    if (expectParameter(at, parameter, lowered, problems)) checkValue(at, parameter, value, lowered, problems);
  }
  return values;
}

function checkValue(
  path: readonly string[],
  parameter: string,
  value: number,
  { parameters }: LoweredStudy,
  problems: StudyProblems,
): void {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = parameters.parameters.find(
    ({ name }) => name === parameter,
  )!;
  if (value >= lower && value <= upper) return;
  problems.at(path, 'E605', {
    message: `${value} lies outside the range of \`${parameter}\``,
    expected: `a value from ${lower} to ${upper}`,
    found: String(value),
  });
}

function expectParameter(
  path: readonly string[],
  parameter: string,
  { parameters }: LoweredStudy,
  problems: StudyProblems,
): boolean {
  const known = parameters.parameters.map(({ name }) => name);
  return problems.expectName(path, 'E602', 'parameter', parameter, known);
}

/** A parameter cannot be held and studied at once. */
function expectFree(
  path: readonly string[],
  key: string,
  parameters: readonly string[],
  { fixed = [] }: AnalysisSection,
  problems: StudyProblems,
): void {
  const held = Array.isArray(fixed) ? (fixed as readonly string[]) : Object.keys(fixed as object);
  for (const parameter of parameters.filter((name) => held.includes(name))) {
    problems.at([...path, key], 'E606', { message: `\`${parameter}\` is held by \`fixed:\` in the same analysis` });
  }
}
