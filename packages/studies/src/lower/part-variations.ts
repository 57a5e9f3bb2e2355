import { isPerElement, quenchingParts } from './element-quenching.ts';
import { type InternalStudy, parametersOf, type VariedPart } from './internal-study.ts';
import type { LoweredVariation, VariedParameters } from './lowered-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * The variations of the part of the detector that a systematic varies, by their names in the detector. Of a quenching per element, `detector.quenching` means
 * those of all elements and `detector.quenching.Na` those of one; what has one name under several elements is one variation. What is wrong goes to the problems.
 *
 * @param path of the systematic
 */
export function partVariations(
  { detector }: InternalStudy,
  varies: string,
  path: readonly string[],
  problems: StudyProblems,
): Readonly<Record<string, LoweredVariation>> {
  const [, part, element] = varies.split('.') as ['detector', 'quenching' | 'efficiency', string?];
  const at = [...path, 'varies'];
  if (detector.signal?.events !== undefined) {
    problems.at(at, 'E606', {
      message: `the ${part} of the detector changes nothing: with \`detector.signal.events\` the signal is the template`,
      expected: 'variations of `detector.signal`, or a signal predicted from recoils',
    });
  }
  const { quenching } = detector;
  const perElement = isPerElement(quenching) && part === 'quenching';
  if (element !== undefined) {
    if (!isPerElement(quenching)) {
      problems.at(at, 'E606', {
        message: 'one quenching holds for all nuclei of the target',
        expected: '`detector.quenching`, or a quenching for every element',
      });
      return {};
    }
    if (!problems.expectName(at, 'E602', 'element with a quenching', element, Object.keys(quenching))) return {};
  }
  const found = perElement
    ? ofElements(Object.entries(quenching).filter(([symbol]) => element === undefined || symbol === element))
    : ofPart(part, detector[part] as VariedPart);
  if (Object.keys(found).length === 0) {
    const first = perElement ? quenchingParts(detector)[0]!.element : undefined;
    problems.at(at, 'E606', {
      message: `the ${part} of ${element ?? 'the detector'} has no variations`,
      expected: `\`variations:\` in ${element === undefined && first !== undefined ? `${varies}.${first}` : varies}`,
    });
  }
  return found;
}

function ofPart(part: 'quenching' | 'efficiency', section: VariedPart): Record<string, LoweredVariation> {
  return Object.fromEntries(variedParameters(section).map(([name, sides]) => [name, { part, ...sides }]));
}

function ofElements(quenchings: readonly (readonly [string, VariedPart])[]): Record<string, LoweredVariation> {
  const found: Record<string, { part: 'quenching'; elements: Record<string, VariedParameters> }> = {};
  for (const [element, section] of quenchings) {
    for (const [name, sides] of variedParameters(section)) {
      found[name] ??= { part: 'quenching', elements: {} };
      found[name].elements[element] = sides;
    }
  }
  return found;
}

/** All parameters of a part at +1 and -1 standard deviation of its variations. */
function variedParameters(section: VariedPart): (readonly [string, VariedParameters])[] {
  const nominal = parametersOf(section);
  return Object.entries(section.variations ?? {}).map(([name, { up, down }]) => [
    name,
    { up: { ...nominal, ...up }, down: { ...nominal, ...down } },
  ]);
}
