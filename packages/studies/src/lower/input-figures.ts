import { displayUnit } from '../outputs/display.ts';
import type { InputCurvesParameters, ShownInput } from '../outputs/input-curves.ts';
import type { OutputSection } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { observableLabel, observableUnit, observesRecoils, recoilObservableOf, SIGNAL } from './names.ts';
import type { ShownFigure } from './shown-figure.ts';
import { predictionStage, recoilStage, respondingElements, responseStage, signalStages } from './signal-stages.ts';
import { stageId } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

const CURVES = '@cevns/studies/outputs/input-curves';

/** The kind of the stages that use each input. */
const USED_BY = {
  flux: 'recoil',
  recoil: 'recoil',
  'form-factor': 'recoil',
  quenching: 'response',
  efficiency: 'response',
} as const;

/** Of the modules of that stage, those that the curves need. */
const MODULES: Readonly<Record<ShownInput, readonly string[]>> = {
  flux: ['source'],
  recoil: [],
  'form-factor': ['proton', 'neutron'],
  quenching: ['quenching'],
  efficiency: ['efficiency'],
};

const TITLES: Readonly<Record<ShownInput, string>> = {
  flux: 'Neutrino fluence at the detector, without oscillation',
  recoil: 'Recoil spectra before any response of the detector',
  'form-factor': 'Form factors of the target',
  quenching: 'Quenching',
  efficiency: 'Efficiency',
};

/** Where the recoils that matter to a quenching end: beyond this many keVnr there are few events at any source. */
const HIGHEST_RECOIL_KEV: Readonly<Record<string, number>> = { 'stopped-pion': 60 };
const OTHERWISE_HIGHEST_KEV = 10;
const MEV_PER_KEV = 1e-3;

/** A figure of what a study puts in: a stage makes the curves from the parts that the prediction uses. */
export function inputFigure(
  section: OutputSection,
  path: readonly string[],
  { experiments }: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const shows = section.input as ShownInput;
  const chosen = section.experiment as string | undefined;
  const names = experiments.flatMap(({ name }) => name ?? []);
  if (chosen !== undefined && !problems.expectName([...path, 'experiment'], 'E602', 'experiment', chosen, names))
    return undefined;
  if (chosen === undefined && names.length > 1) {
    problems.at(path, 'E303', {
      message: 'the inputs of a study with several experiments are those of one of them',
      expected: `\`experiment:\`, one of ${names.join(', ')}`,
    });
    return undefined;
  }
  const experiment = experiments.find(({ name }) => name === chosen || chosen === undefined)?.lowered;
  const users = experiment === undefined ? [] : usersOf(shows, experiment);
  const used = users[0]?.stage;
  if (
    experiment === undefined ||
    used === undefined ||
    (shows === 'recoil' && experiment.parameters.shape !== undefined) ||
    (shows === 'quenching' && observesRecoils(experiment.study.detector))
  ) {
    problems.at([...path, 'input'], 'E606', {
      message: `this study has no ${shows} to show`,
      expected:
        shows === 'quenching'
          ? 'a study that predicts coherent scattering, in bins that are not those of the recoil energy itself'
          : 'a study that predicts coherent scattering, for recoil spectra without a free mass, radius or mass splitting',
    });
    return undefined;
  }
  const { study } = experiment;
  const perElement =
    shows === 'quenching'
      ? users.flatMap(({ element, stage }) => (element === undefined ? [] : [{ element, stage }]))
      : [];
  const modules =
    perElement.length === 0
      ? Object.entries(used.modules).filter(([role]) => MODULES[shows].includes(role))
      : perElement.map(({ element, stage }) => [`quenching:${element}`, stage.modules.quenching!]);
  const parameters: InputCurvesParameters = {
    shows,
    own:
      perElement.length === 0
        ? ownOf(shows, experiment, used.parameters as object)
        : {
            elements: perElement.map(({ element, stage }) => [
              element,
              ownOf(shows, experiment, stage.parameters as object),
            ]),
          },
    ...variableOf(shows, experiment, used.parameters as object),
  };
  const stage = {
    id: stageId(study, `curves/${section.file as string}`),
    kind: 'input-curves',
    modules: { entry: CURVES, ...Object.fromEntries(modules) },
    parameters: parameters as never,
    inputs: {
      ...Object.fromEntries(
        (perElement.length === 0 ? [used] : perElement.map(({ stage }) => stage))
          .flatMap(({ inputs }) => Object.entries(inputs))
          .filter(([name]) => name !== 'grid'),
      ),
      ...(shows === 'recoil'
        ? Object.fromEntries(['grid', 'spectra'].map((output) => [output, { stage: used.id, output }]))
        : {}),
    },
    outputs: ['curves'],
  };
  const whose = chosen === undefined ? '' : ` of ${chosen}`;
  return {
    kind: 'curves',
    parameters: { label: '', unit: '' },
    inputs: { curves: [`curves/${section.file as string}`, 'curves'] },
    before: [stage],
    caption: `${TITLES[shows]}${whose}.`,
  };
}

/** The stages that use an input: several responses where elements are quenched differently. */
function usersOf(shows: ShownInput, experiment: LoweredStudy) {
  const stages = signalStages(experiment);
  const named = (name: string) => stages.find(({ id }) => id === stageId(experiment.study, name));
  const places =
    USED_BY[shows] === 'recoil'
      ? [{ element: undefined, name: recoilStage(SIGNAL) }]
      : respondingElements(experiment.study, SIGNAL).map((element) => ({
          element,
          name: responseStage(SIGNAL, element),
        }));
  return places.flatMap(({ element, name }) => {
    const stage = named(name);
    return stage === undefined ? [] : [{ element, stage }];
  });
}

/** Parameters of the stage that uses the input; for recoil spectra the weights of their templates, in the Standard Model. */
function ownOf(shows: ShownInput, experiment: LoweredStudy, parameters: object): object {
  const pick = (...keys: string[]) =>
    Object.fromEntries(Object.entries(parameters).filter(([key]) => keys.includes(key)));
  switch (shows) {
    case 'flux':
      return pick('source', 'baselineM');
    case 'form-factor':
      return pick('nuclei', 'formFactor');
    case 'quenching':
      return pick('quenching', 'variations');
    case 'efficiency':
      return pick('efficiency', 'variations');
    case 'recoil': {
      const id = stageId(experiment.study, predictionStage(SIGNAL));
      const { weights } = signalStages(experiment).find((stage) => stage.id === id)!.parameters as {
        readonly weights: unknown;
      };
      const initial = experiment.parameters.parameters.map(({ name, initial: value }) => [name, value]);
      return { weights, at: { ...Object.fromEntries(initial), ...experiment.parameters.standardModel } };
    }
  }
}

/** The variable of an efficiency with its range; how far a quenching is shown. */
function variableOf(
  shows: ShownInput,
  { study, region }: LoweredStudy,
  { efficiencyIn }: { readonly efficiencyIn?: string },
): Partial<InputCurvesParameters> {
  const highest = HIGHEST_RECOIL_KEV[study.inputs.source.model] ?? OTHERWISE_HIGHEST_KEV;
  if (shows === 'quenching') return { highestRecoilKeV: highest };
  if (shows !== 'efficiency') return {};
  if (efficiencyIn === 'recoil-energy') {
    const label = 'Nuclear recoil energy';
    return { variable: { label, unit: 'keV_{nr}', from: 0, to: highest, perUnit: MEV_PER_KEV } };
  }
  if (efficiencyIn === 'energy') {
    return { variable: { label: 'Electron-equivalent energy', unit: 'keV_{ee}', from: 0, to: highest, perUnit: 1 } };
  }
  const { detector } = study;
  const { name } = recoilObservableOf(detector);
  const [from, to] = region.region[name]!;
  const unit = displayUnit(observableUnit(name, detector));
  return { variable: { label: observableLabel(name, detector), unit, from, to, perUnit: 1 } };
}
