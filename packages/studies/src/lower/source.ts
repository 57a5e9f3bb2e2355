import { leptonFlavour } from '@cevns/physics/flavours';
import { type SourceDistance, sourceDistance } from '@cevns/sources/models/distance';
import { type ElectronCapture, neutrinosPerDecay } from '@cevns/sources/models/electron-capture';
import { emittedFlavours } from '@cevns/sources/models/emitted-flavours';
import { checkContinuation, type Reactor } from '@cevns/sources/models/reactor';
import { type GaussianWidth, sigmaOf } from '@cevns/sources/pulses/gaussian-width';
import type { LoweredInteraction } from './interaction.ts';
import type { InternalStudy, Part, SourceSection } from './internal-study.ts';
import { modelOf, parametersOf } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** Pulses of which the width is given by one of two names. */
const GAUSSIAN_PULSES: readonly string[] = ['gaussian', 'double-gaussian'];

const PATH = ['inputs', 'source'];

/**
 * What keys of the source need of each other, and whether a baseline is due.
 *
 * @param alone whether the study is one experiment; what experiments of a joint study lack is said elsewhere
 */
export function checkSource(study: InternalStudy, alone: boolean, problems: StudyProblems): void {
  const { source } = study.inputs;
  const distance = checkCores(source, problems)
    ? problems.attempt(PATH, 'E606', () => sourceDistance(source.model, parametersOf(source)))
    : undefined;
  if (distance !== undefined) checkBaseline(study, distance, alone, problems);
  if (source.pulse !== undefined) checkPulse(source.pulse, problems);
  else if (study.detector['beam-window'] !== undefined) {
    problems.atKey(['detector', 'beam-window'], 'E606', {
      message: `a source \`${source.model}\` without pulses has no window`,
      expected: 'no `beam-window`',
    });
  }
  if (source.model === 'stopped-pion') checkBeam(source, problems);
  checkComponents(source, problems);
  if (source['high-energy'] !== undefined) {
    problems.attempt([...PATH, 'high-energy'], 'E606', () => checkContinuation(source as unknown as Reactor));
  }
  if (source.model === 'electron-capture') {
    problems.attempt([...PATH, 'lines'], 'E605', () => neutrinosPerDecay((source as unknown as ElectronCapture).lines));
  }
}

/** Whether a reactor has its power once, and every one of several cores says how far it is. */
function checkCores({ model, cores, 'thermal-power': power }: SourceSection, problems: StudyProblems): boolean {
  if (model !== 'reactor') return true;
  if (power !== undefined && cores !== undefined) {
    problems.atKey([...PATH, 'thermal-power'], 'E606', {
      message:
        'the power of the reactor is given twice: `thermal-power` beside `cores`, which have powers of their own',
      expected: '`thermal-power` without `cores`, or `cores:` of the study, which replace those of an entry',
    });
    return false;
  }
  if (power === undefined && cores === undefined) {
    problems.atKey(PATH, 'E303', {
      message: 'it is not said how much power the reactor has',
      expected: '`thermal-power:` such as `3.9 GW`, or `cores:` with the power and distance of each',
    });
    return false;
  }
  if (!Array.isArray(cores) || cores.length < 2) return true;
  const without = cores.flatMap((core: { readonly distance?: number }, i) => (core.distance === undefined ? [i] : []));
  for (const i of without) {
    problems.at([...PATH, 'cores', String(i)], 'E303', {
      message: `core ${i + 1} of ${cores.length} lacks the key \`distance\``,
      expected: '`distance:` of every core where there are several, such as `72 m`',
    });
  }
  return without.length === 0;
}

/** That every component of the Sun has its spectrum once, and every given flux a number of neutrinos. */
function checkComponents({ model, components }: SourceSection, problems: StudyProblems): void {
  for (const [name, component] of Object.entries((components ?? {}) as Readonly<Record<string, object>>)) {
    const path = [...PATH, 'components', name];
    if (model === 'solar' && 'table' in component === 'lines' in component) {
      problems.at(path, 'E303', {
        message: `the spectrum of the ${name} neutrinos is ${'table' in component ? 'given twice' : 'missing'}`,
        expected: 'one of `table:` and `lines:`',
      });
    }
    if (model !== 'given-flux' || 'flux' in component) continue;
    const { spectrum } = component as { readonly spectrum: Part };
    if (modelOf(spectrum) === 'table') continue;
    problems.at(path, 'E303', {
      message: `it is not said how many neutrinos \`${name}\` has`,
      expected: '`flux:`, such as `1e6 /cm^2/s`, or a spectrum `table` in /cm^2/s/MeV',
    });
  }
}

/** That the couplings know every flavour that arrives: neutrinos without coupling would be left out of the expectation. */
export function checkFlavours(
  { inputs: { source } }: InternalStudy,
  { couplings: { gvp } }: Pick<LoweredInteraction, 'couplings'>,
  problems: StudyProblems,
): void {
  const emitted = problems.attempt(PATH, 'E606', () => emittedFlavours(source.model, source)) ?? [];
  if (Array.isArray(gvp)) return;
  const unknown = [...new Set(emitted.map(leptonFlavour))].filter((flavour) => !(flavour in gvp));
  if (unknown.length === 0) return;
  problems.at(['inputs', 'interaction', 'couplings'], 'E606', {
    message: `the source gives ${unknown.join(', ')}, for which these couplings have no number`,
    expected: `couplings with a \`gvp\` of ${unknown.join(', ')}, or a set for all flavours such as \`tree-level\``,
  });
}

/** Whether a study has to say how far its source is; of a source that is not right, no. */
export function needsBaseline(source: SourceSection | undefined): boolean {
  if (source === undefined) return false;
  try {
    return sourceDistance(source.model, parametersOf(source)).kind === 'study';
  } catch {
    return false;
  }
}

function checkBaseline({ inputs }: InternalStudy, { kind }: SourceDistance, alone: boolean, problems: StudyProblems) {
  if (kind === 'study' && inputs.baseline === undefined && alone) {
    problems.atKey(['inputs'], 'E303', {
      message: '`inputs` lacks the key `baseline`',
      expected: '`baseline:` a length such as `19.3 m` or `1.2 km`',
    });
  }
  if (kind === 'none' && inputs.baseline !== undefined) {
    problems.atKey(['inputs', 'baseline'], 'E606', {
      message: `a source \`${inputs.source.model}\` that knows its distances has no use for \`baseline\``,
      expected: 'a study without it, or a source at one distance',
    });
  }
}

function checkPulse(pulse: Part, problems: StudyProblems): void {
  if (!GAUSSIAN_PULSES.includes(modelOf(pulse))) return;
  problems.attempt([...PATH, 'pulse'], 'E606', () => sigmaOf(parametersOf(pulse) as GaussianWidth));
}

/** Of a beam that runs for a time, power and energy say how many protons there were. */
function checkBeam(source: InternalStudy['inputs']['source'], problems: StudyProblems): void {
  if (typeof source.exposure === 'number') return;
  for (const key of ['beam-power', 'proton-energy']) {
    if (source[key] !== undefined) continue;
    problems.at([...PATH, 'exposure'], 'E303', {
      message: `with an exposure that is a time the source needs \`${key}\``,
      expected: `\`${key}:\` in the source, or protons on target such as \`3.198e23 POT\``,
    });
  }
}
