import { dirname, join, relative, resolve } from 'node:path';
import type { ModelDescription } from '@cevns/fitting/model';
import { StudyError } from '@cevns/language/problem';
import { stages } from '../stages/registry.ts';
import type { ParameterChange } from '../stages/workspace-model.ts';
import { HISTOSYS_INTERPOLATION, WorkspaceFile } from '../workspace/read-workspace.ts';
import type { InternalStudy } from './internal-study.ts';
import type { LoweredLikelihood, LoweringContext } from './lower.ts';
import type { ShownChannel } from './shown-channel.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';

/** Sections that say what a workspace says already, or what is of no use to it. */
const SAID_BY_WORKSPACE = ['detector', 'region', 'systematics', 'plugins', 'commands'] as const;

/** The likelihood of a workspace of pyhf. */
export function lowerWorkspace(
  study: InternalStudy,
  context: LoweringContext,
  problems: StudyProblems,
): LoweredLikelihood {
  checkAlone(study, problems);
  const file = study.inputs.workspace!;
  const opened = openWorkspace(file, context, problems);
  const { measurements } = opened;
  const { measurement = measurements[0]! } = study.inputs;
  problems.expectName(['inputs', 'measurement'], 'E609', 'measurement', measurement, measurements);
  problems.throwIfAny();
  const { model, parameterOfInterest, fixed } = attempt(problems, () => opened.model(measurement));
  const changes = changesOf(study, model, problems);
  const parameters = model.parameters.map((own) => ({ ...own, ...changes[own.name] }));
  const held = Object.fromEntries(Object.keys(fixed).map((name) => [name, changes[name]?.initial ?? fixed[name]!]));
  return {
    whole: {
      study,
      experiments: [],
      channels: channelsOf(model),
      held,
      interpolations: [HISTOSYS_INTERPOLATION],
      parameters: {
        parameters,
        ofInterest: parameterOfInterest === '' ? [] : [parameterOfInterest],
        refused: [],
        units: {},
        labels: {},
        quantities: {},
        standardModel: {},
      },
    },
    stages: () => [
      stageOf(study, 'workspace-model', {
        name: 'model',
        modules: { entry: stages['workspace-model'] },
        parameters: { measurement, parameters: changes },
        files: { workspace: { file, label: context.labelOf(file) } },
        outputs: ['model'],
      }),
    ],
    conventions: {
      workspace: { file: context.labelOf(file), measurement },
      interpolation: { normsys: 'code 4', histosys: 'code 4p' },
      statistic:
        '2 sum [mu - n + n ln(n / mu)] over bins and auxiliary counts + sum of squared pulls (Baker and Cousins)',
    },
  };
}

/** That the study says nothing that the workspace says. */
function checkAlone(study: InternalStudy, problems: StudyProblems): void {
  const others = Object.keys(study.inputs).filter((key) => key !== 'workspace' && key !== 'measurement');
  const sections = SAID_BY_WORKSPACE.filter((key) => (study as unknown as Record<string, unknown>)[key] !== undefined);
  for (const path of [...others.map((key) => ['inputs', key]), ...sections.map((key) => [key])]) {
    problems.atKey(path, 'E606', {
      message: `\`${path.join('.')}\` stands beside a workspace, which is all that the likelihood is made of`,
      expected: `\`inputs.workspace\` without \`${path.at(-1)}\`, or a study without a workspace`,
    });
  }
}

function openWorkspace(file: string, context: LoweringContext, problems: StudyProblems): WorkspaceFile {
  const open = context.openWorkspace ?? ((path: string, shownAs: string) => new WorkspaceFile(path, shownAs));
  const studyFile = context.document.root.range.source.name;
  const shownAs = join(dirname(studyFile), relative(resolve(dirname(studyFile)), file));
  return attempt(problems, () => open(file, shownAs));
}

/** Makes problems with a workspace problems of the study that names it. */
function attempt<T>(problems: StudyProblems, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    problems.add(error.problems);
    problems.throwIfAny();
    throw error;
  }
}

/** Starts and ranges that the study gives to parameters of the workspace. */
function changesOf(
  { parameters = {} }: InternalStudy,
  model: ModelDescription,
  problems: StudyProblems,
): Readonly<Record<string, ParameterChange>> {
  const changes: Record<string, ParameterChange> = {};
  const known = model.parameters.map(({ name }) => name);
  for (const [name, section] of Object.entries(parameters)) {
    const path = ['parameters', name];
    if (!problems.expectName(path, 'E602', 'parameter', name, known)) continue;
    for (const key of ['scales', 'of'] as const) {
      if (section[key] === undefined) continue;
      problems.atKey([...path, key], 'E606', {
        message: `the workspace says what \`${name}\` does`,
        expected: '`start:` and `range:` only',
      });
    }
    const { start, range = [] } = section;
    const [lower, upper] = range as readonly (number | undefined)[];
    const change = {
      ...(start === undefined ? {} : { initial: start as number }),
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
    };
    const own = { ...model.parameters.find((parameter) => parameter.name === name)!, ...change };
    checkBounds(path, own, problems);
    changes[name] = change;
  }
  return changes;
}

function checkBounds(
  path: readonly string[],
  { name, initial, lower = -Infinity, upper = Infinity }: ModelDescription['parameters'][number],
  problems: StudyProblems,
): void {
  if (!(lower < upper)) {
    problems.at([...path, 'range'], 'E605', {
      message: 'the range is empty',
      expected: 'a lower limit below the upper one',
      found: `[${lower}, ${upper}]`,
    });
  } else if (!(initial >= lower && initial <= upper)) {
    problems.at([...path, 'start'], 'E605', {
      message: `the start ${initial} of \`${name}\` lies outside its range`,
      expected: `a value from ${lower} to ${upper}`,
      found: String(initial),
    });
  }
}

function channelsOf({ channels }: ModelDescription): ShownChannel[] {
  return channels.map(({ name, axes, components }) => ({
    name: channels.length === 1 ? undefined : name,
    observables: axes.map((axis) => ({ name: axis.name, label: `Bin of ${name}`, unit: '' })),
    components: components.map((component) => ({ name: component.name, label: component.name })),
    dataLabel: 'Data',
    asimov: false,
  }));
}
