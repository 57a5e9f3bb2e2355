import { type GaussianWidth, sigmaOf } from '@cevns/sources/pulses/gaussian-width';
import type { InternalStudy, Part } from './internal-study.ts';
import { modelOf, parametersOf } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** Pulses of which the width is given by one of two names. */
const GAUSSIAN_PULSES: readonly string[] = ['gaussian', 'double-gaussian'];

const PATH = ['inputs', 'source'];

/** What keys of the source need of each other. */
export function checkSource({ inputs }: InternalStudy, problems: StudyProblems): void {
  const { source } = inputs;
  if (source.pulse !== undefined) checkPulse(source.pulse, problems);
  if (source.model === 'stopped-pion') checkBeam(source, problems);
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
