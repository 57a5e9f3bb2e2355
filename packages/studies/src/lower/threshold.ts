import { type NamedQuantity, namedQuantity } from './detector-units.ts';
import { type InternalStudy, modelOf, parametersOf } from './internal-study.ts';
import { observableDimension, recoilObservableOf } from './names.ts';
import { QUENCHINGS } from './quenching-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * The threshold of a detector in the unit of the observable of the recoil energy; undefined where it has none, or one that cannot be used. A recoil energy is
 * quenched as the nominal detector does: what is cut is what the detector reconstructs.
 */
export function thresholdOf({ detector }: InternalStudy, problems: StudyProblems): number | undefined {
  if (detector.threshold === undefined) return undefined;
  const [dimension, value] = namedQuantity(detector.threshold as unknown as NamedQuantity);
  const { name: observable } = recoilObservableOf(detector);
  const due = observableDimension(observable);
  if (dimension === due) return value;
  const path = ['detector', 'threshold'];
  if (dimension !== 'recoil-energy' || observable !== 'energy') {
    problems.at(path, 'E403', {
      message: `the detector observes ${observable}, and its threshold is in another unit`,
      expected: observable === 'energy' ? 'a threshold in keVee or keVnr' : `a threshold in ${observable}`,
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
