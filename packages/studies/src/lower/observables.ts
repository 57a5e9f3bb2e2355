import { efficiencyVariable } from './detector-units.ts';
import type { InternalStudy } from './internal-study.ts';
import { modelOf, parametersOf, termOf } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import {
  ELECTRON_SCATTERING,
  observablesOf,
  observableUnit,
  observesRecoils,
  predictsTime,
  RECOIL_OBSERVABLES,
  type RecoilObservableName,
  recoilObservableOf,
  SIGNAL,
  shapedBackgrounds,
  shapeIn,
  signalsOf,
  templateAxes,
  templatesOf,
} from './names.ts';
import { SPECTRA_IN_FRONT } from './response-stage.ts';
import type { StudyProblems } from './study-problems.ts';

/** Sources that come in pulses. */
const PULSED: readonly string[] = ['stopped-pion'];

/** The observable that a smearing gives; the others give photoelectrons. */
const SMEARED: Readonly<Record<string, RecoilObservableName>> = {
  'counted-electrons': 'electrons',
  fano: 'energy',
  gaussian: 'energy',
  none: 'energy',
};

/** What an energy is reconstructed as. */
const NAMES: Readonly<Record<RecoilObservableName, string>> = {
  PE: 'photoelectrons',
  electrons: 'electrons',
  energy: 'an energy',
};

/** What has to be there for every observable of the detector, and what does not go together with templates. */
export function checkObservables(study: InternalStudy, parameters: LoweredParameters, problems: StudyProblems): void {
  checkRecoilObservable(study, problems);
  checkShapes(study, problems);
  checkSignal(study, problems);
  checkTemplateSignal(study, parameters, problems);
  checkTables(study, problems);
}

/** The response has to end at the observable of the recoil energy. */
function checkRecoilObservable(study: InternalStudy, problems: StudyProblems): void {
  const { detector } = study;
  const found = (Object.keys(NAMES) as RecoilObservableName[]).filter(
    (each) => detector.observables[each] !== undefined,
  );
  if (found.length > 1) {
    problems.atKey(['detector', 'observables', found.at(-1)!], 'E606', {
      message: `the detector observes the recoil energy twice, as \`${found[0]}\` and as \`${found.at(-1)}\``,
      expected: 'one of the two',
    });
    return;
  }
  const { name } = recoilObservableOf(detector);
  const unit = observableUnit(name, detector);
  const gives = SMEARED[modelOf(detector.smearing)] ?? 'PE';
  if (gives !== name) {
    problems.at(['detector', 'smearing'], 'E606', {
      message: `the smearing \`${modelOf(detector.smearing)}\` gives ${NAMES[gives]}, and the observable of the detector is \`${name}\``,
      expected: `a smearing in ${name === 'PE' ? 'photoelectrons' : unit}`,
    });
  }
  const variable = efficiencyVariable(detector);
  if (variable !== name && variable !== 'energy' && variable !== 'recoil-energy') {
    problems.at(['detector', 'efficiency', 'in'], 'E606', {
      message: `the efficiency is in ${NAMES[variable as RecoilObservableName]}, and the observable of the detector is \`${name}\``,
      expected: `\`${name}\`, \`energy\` or \`recoil-energy\``,
    });
  }
  if (variable === 'recoil-energy' && signalsOf(study).includes(ELECTRON_SCATTERING)) {
    problems.at(['detector', 'efficiency', 'in'], 'E606', {
      message: 'an efficiency in the recoil energy of nuclei says nothing of electrons',
      expected: `an efficiency in keVee or in the observable, or no term \`${ELECTRON_SCATTERING}\``,
    });
  }
}

/** Shapes that need the resolution or the efficiency of the detector stand where it has them. */
function checkShapes({ detector }: InternalStudy, problems: StudyProblems): void {
  const { name: recoil } = recoilObservableOf(detector);
  const variable = efficiencyVariable(detector);
  for (const [name, background] of shapedBackgrounds(detector)) {
    for (const observable of observablesOf(detector)) {
      const shape = shapeIn(background, observable);
      if (shape === undefined) continue;
      const path = ['detector', 'backgrounds', name, observable];
      const { efficiency } = parametersOf(shape);
      const inFront = SPECTRA_IN_FRONT.includes(modelOf(shape));
      if (observable !== recoil && (inFront || efficiency === 'applied')) {
        problems.at(path, 'E606', {
          message: inFront
            ? `\`${modelOf(shape)}\` is a spectrum of energies, and this is a shape in ${observable}`
            : `the efficiency is one in ${recoil}, and this is a shape in ${observable}`,
          expected: inFront ? `this shape in ${recoil}` : '`efficiency: included`, or none',
        });
      } else if (inFront && variable === 'recoil-energy' && !observesRecoils(detector)) {
        problems.at(path, 'E606', {
          message: `an efficiency in the recoil energy of nuclei says nothing of the electrons of \`${modelOf(shape)}\``,
          expected: 'an efficiency in keVee or in the observable, or another shape',
        });
      } else if (
        observable === recoil &&
        variable !== recoil &&
        efficiency !== undefined &&
        efficiency !== 'included'
      ) {
        problems.at(path, 'E606', {
          message: `the efficiency is one in the ${variable}, and the shape is one in the reconstructed ${recoil}`,
          expected: '`efficiency: included`',
        });
      }
    }
  }
}

/** What the signal needs for its times and for the observables that recoils do not give. */
function checkSignal({ inputs, detector }: InternalStudy, problems: StudyProblems): void {
  const others = observablesOf(detector).filter(
    (observable) => !(observable in RECOIL_OBSERVABLES || observable === 'time'),
  );
  if (detector.signal === undefined && others.length > 0) {
    problems.atKey(['detector', 'observables', others[0]!], 'E303', {
      message: `the signal has no shape in ${others.join(', ')}`,
      expected: '`signal:` in the detector, with a template',
    });
  }
  const { time } = detector.observables;
  if (time !== undefined && time.onset === undefined && detector.signal === undefined) {
    problems.atKey(['detector', 'observables', 'time'], 'E303', {
      message: 'the detector observes time, and the signal has no onset',
      expected: '`onset:`, such as `{ start: 0.5 us, range: [0.2 us, 0.9 us] }`',
    });
  }
  if (!predictsTime(detector) || inputs.source.pulse !== undefined) return;
  problems.atKey(['inputs', 'source'], 'E303', {
    ...(PULSED.includes(inputs.source.model)
      ? {
          message: 'the detector observes time, and the source has no pulse',
          expected: '`pulse:`, such as `{ model: gaussian, sigma: 0.15 us }`',
        }
      : {
          message: `the detector observes time, and a source \`${inputs.source.model}\` is steady`,
          expected: 'a detector without `observables.time`, or a pulsed source such as `stopped-pion`',
        }),
  });
}

/** A signal that is a template of the Standard Model cannot answer to another interaction. */
function checkTemplateSignal(
  { inputs, detector }: InternalStudy,
  { freeCouplings, shape }: LoweredParameters,
  problems: StudyProblems,
): void {
  const { signal } = detector;
  if (signal === undefined) return;
  const others = signalsOf({ inputs } as InternalStudy).filter((component) => component !== SIGNAL);
  if (others.length > 0) {
    problems.at(['inputs', 'interaction', 'terms'], 'E606', {
      message: `the template of the signal is that of nuclear recoils; ${others.join(', ')} has none`,
      expected: 'terms of nuclear recoils, or a detector without `signal`',
    });
  }
  if (signal.events === undefined) return;
  const because = 'with `detector.signal.events` the signal is a template of the Standard Model';
  const expected = 'a signal predicted from recoils: `detector.signal` without `events`';
  const freed = [...freeCouplings.values(), ...(shape === undefined ? [] : [shape.parameter])];
  for (const name of freed) {
    problems.atKey(['parameters', name], 'E606', { message: `\`${name}\` changes nothing: ${because}`, expected });
  }
  inputs.interaction.terms.forEach((term, i) => {
    const { name } = termOf(term);
    if (name === 'standard-model') return;
    problems.at(['inputs', 'interaction', 'terms', String(i)], 'E606', {
      message: `the term \`${name}\` changes nothing: ${because}`,
      expected,
    });
  });
  if (inputs.oscillation !== undefined) {
    problems.atKey(['inputs', 'oscillation'], 'E606', {
      message: `the oscillation changes nothing: ${because}`,
      expected,
    });
  }
}

/** Columns of data and templates, and shapes of backgrounds. */
function checkTables({ inputs, detector }: InternalStudy, problems: StudyProblems): void {
  const observables = observablesOf(detector);
  if (
    inputs.data !== 'asimov' &&
    inputs.data.events.error !== undefined &&
    inputs.data.events.covariance !== undefined
  ) {
    problems.atKey(['inputs', 'data', 'events', 'covariance'], 'E606', {
      message: 'the errors of the data are there twice',
      expected: '`error:` or `covariance:`',
    });
  }
  for (const observable of observables) {
    for (const [name, background] of shapedBackgrounds(detector)) {
      if (shapeIn(background, observable) !== undefined) continue;
      problems.atKey(['detector', 'backgrounds', name], 'E303', {
        message: `the background \`${name}\` has no shape in ${observable}`,
        expected: `\`${observable}:\`, one of the background shapes`,
      });
    }
    const { data } = inputs;
    if (data === 'asimov' || data.events.columns[observable] !== undefined) continue;
    problems.at(['inputs', 'data', 'events', 'columns'], 'E303', {
      message: `the data have no column for ${observable}`,
      expected: `\`${observable}:\`, the name of a column`,
    });
  }
  for (const [component, { at }] of Object.entries(templatesOf(detector))) {
    const path = ['detector', ...(component === SIGNAL ? ['signal'] : ['backgrounds', component]), 'template', 'at'];
    const missing = templateAxes(component, detector).filter((observable) => at[observable] === undefined);
    for (const observable of missing) {
      problems.at(path, 'E303', {
        message: `the template of ${component} has no column for ${observable}`,
        expected: `\`${observable}:\`, the name of a column`,
      });
    }
    for (const observable of Object.keys(at))
      problems.expectName([...path, observable], 'E606', 'observable', observable, observables);
  }
  for (const [name, background] of Object.entries(detector.backgrounds ?? {})) {
    if (background.template === undefined) continue;
    for (const observable of observables.filter((each) => shapeIn(background, each) !== undefined)) {
      problems.atKey(['detector', 'backgrounds', name, observable], 'E606', {
        message: `\`${name}\` has a template, which is its shape in ${observable}`,
        expected: 'one of the two',
      });
    }
  }
}
