import { quenching as constant } from '@cevns/detectors/quenching/constant';
import { quenching as lindhard } from '@cevns/detectors/quenching/lindhard';
import { quenching as modifiedLindhard } from '@cevns/detectors/quenching/modified-lindhard';
import { quenching as polynomial } from '@cevns/detectors/quenching/polynomial';
import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { quenching as tabulated } from '@cevns/detectors/quenching/tabulated';
import type { InteractionParameter } from './interaction.ts';
import { type DetectorSection, modelOf, parametersOf } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/** Quenching models by name. What they need of files is not read here. */
export const QUENCHINGS: Readonly<Record<string, QuenchingModel<never>>> = {
  constant,
  lindhard,
  'modified-lindhard': modifiedLindhard,
  polynomial,
  tabulated,
};

/** The owner of parameters of the quenching, as a study writes it. */
export const QUENCHING = 'detector.quenching';

/** What a study may free of the quenching of its detector: numbers over which the response is tabulated. */
export function quenchingParameters({ quenching }: DetectorSection): Readonly<Record<string, InteractionParameter>> {
  const settings = parametersOf(quenching);
  const { free = {} } = QUENCHINGS[modelOf(quenching)] ?? {};
  return Object.fromEntries(
    Object.entries(free).map(([setting, description]) => {
      const value = settings[setting];
      return [
        setting,
        {
          kind: 'shape',
          definition: { unit: '', quantity: 'fraction', scale: 'linear', description, knots: () => 0 },
          setting: typeof value === 'number' ? value : undefined,
          table: { owner: 'quenching', of: [], setting },
        },
      ];
    }),
  );
}

/** That a free parameter of the quenching is not one that its variations change as well. */
export function checkQuenching(
  { quenching }: DetectorSection,
  { shape, variations }: Pick<LoweredParameters, 'shape' | 'variations'>,
  problems: StudyProblems,
): void {
  if (shape?.owner !== 'quenching') return;
  const { setting, parameter } = shape;
  const nominal = parametersOf(quenching)[setting];
  for (const [name, { part, up, down }] of Object.entries(variations)) {
    const changed = [up, down].some((side) => (side as Readonly<Record<string, unknown>>)[setting] !== nominal);
    if (part !== 'quenching' || !changed) continue;
    problems.atKey(['parameters', parameter], 'E606', {
      message: `\`${parameter}\` frees ${setting} of the quenching, which the variation \`${name}\` changes as well`,
      expected: 'one of the two',
    });
  }
}
