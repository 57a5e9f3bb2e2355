import { keVOfRecoil, type NamedQuantity, namedQuantity, scaleCode } from './detector-units.ts';
import { isPerElement } from './element-quenching.ts';
import { type InternalStudy, modelOf, parametersOf } from './internal-study.ts';
import { observableDimension, observesRecoils, recoilObservableOf } from './names.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * The threshold of a detector in the unit of the observable of the recoil energy; undefined where it has none, or one that cannot be used. A recoil energy is
 * quenched as the nominal detector does, unless the detector observes it itself: what is cut is what the detector reconstructs.
 */
export function thresholdOf({ detector }: InternalStudy, problems: StudyProblems): number | undefined {
  if (detector.threshold === undefined) return undefined;
  const [dimension, value] = namedQuantity(detector.threshold as unknown as NamedQuantity);
  const { name: observable } = recoilObservableOf(detector);
  const recoils = observesRecoils(detector);
  const due = observableDimension(detector);
  if (dimension === due) return recoils ? keVOfRecoil(value) : value;
  const path = ['detector', 'threshold'];
  if (dimension !== 'recoil-energy' || observable !== 'energy') {
    const energies = recoils ? 'keVnr' : 'keVee or keVnr';
    problems.at(path, scaleCode(dimension, due), {
      message: `the detector observes ${observable}${recoils ? ' in keVnr' : ''}, and its threshold is in another unit`,
      expected: `a threshold in ${observable === 'energy' ? energies : observable}`,
    });
    return undefined;
  }
  if (isPerElement(detector.quenching)) {
    problems.at(path, 'E606', {
      message: `a recoil energy does not say what the threshold is quenched to: ${Object.keys(detector.quenching).join(', ')} differ`,
      expected: 'a threshold in keVee',
    });
    return undefined;
  }
  const model = QUENCHINGS[modelOf(detector.quenching)];
  const settings = parametersOf(detector.quenching);
  if (model === undefined || 'table' in settings) {
    problems.at(path, 'E606', {
      message: `a quenching \`${modelOf(detector.quenching)}\` from a table does not say here what the threshold is quenched to`,
      expected: 'a threshold in keVee',
    });
    return undefined;
  }
  return problems.attempt(['detector', 'quenching'], 'E605', () => model.prepare(settings as never)(value));
}
