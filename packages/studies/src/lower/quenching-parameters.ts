import { quenchingOf, quenchingParts } from './element-quenching.ts';
import type { InteractionParameter } from './interaction.ts';
import { type DetectorSection, modelOf, parametersOf } from './internal-study.ts';
import type { LoweredParameters, LoweredVariation, VariedParameters } from './lowered-parameters.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';

/** The owner of parameters of the quenching, as a study writes it; of one element, with its symbol after a point. */
export const QUENCHING = 'detector.quenching';

/** What a study may free of the quenching of its detector, by owner: numbers over which the response is tabulated. */
export function quenchingParameters(
  detector: DetectorSection,
): Readonly<Record<string, Readonly<Record<string, InteractionParameter>>>> {
  return Object.fromEntries(
    quenchingParts(detector).map(({ element, part, path }) => {
      const settings = parametersOf(part);
      const { free = {} } = QUENCHINGS[modelOf(part)] ?? {};
      return [
        path.join('.'),
        Object.fromEntries(
          Object.entries(free).map(([setting, description]): [string, InteractionParameter] => {
            const value = settings[setting];
            return [
              setting,
              {
                kind: 'shape',
                definition: { unit: '', quantity: 'fraction', scale: 'linear', description, knots: () => 0 },
                setting: typeof value === 'number' ? value : undefined,
                table: { owner: 'quenching', of: element === undefined ? [] : [element], setting },
              },
            ];
          }),
        ),
      ];
    }),
  );
}

/** That a free parameter of the quenching is not one that its variations change as well. */
export function checkQuenching(
  detector: DetectorSection,
  { shape, variations }: Pick<LoweredParameters, 'shape' | 'variations'>,
  problems: StudyProblems,
): void {
  if (shape?.owner !== 'quenching') return;
  const { setting, parameter, of } = shape;
  const [element] = of;
  const nominal = parametersOf(quenchingOf(detector, element))[setting];
  for (const [name, variation] of Object.entries(variations)) {
    const sides = quenchingSides(variation, element);
    const changed = [sides?.up, sides?.down].some(
      (side) => side !== undefined && (side as Readonly<Record<string, unknown>>)[setting] !== nominal,
    );
    if (!changed) continue;
    problems.atKey(['parameters', parameter], 'E606', {
      message: `\`${parameter}\` frees ${setting} of the quenching${element === undefined ? '' : ` of ${element}`}, which the variation \`${name}\` changes as well`,
      expected: 'one of the two',
    });
  }
}

/** What a variation makes of the quenching of an element, or of all nuclei where none is named; undefined where it varies something else. */
export function quenchingSides(variation: LoweredVariation, element: string | undefined): VariedParameters | undefined {
  if (variation.part !== 'quenching') return undefined;
  if ('elements' in variation) return element === undefined ? undefined : variation.elements[element];
  return variation;
}
