import type { Quenching } from '@cevns/detectors/quenching/quenching';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import { quenchingParts } from './element-quenching.ts';
import { type DetectorSection, modelOf, parametersOf } from './internal-study.ts';
import { observesRecoils, recoilObservableOf } from './names.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * That the models take the numbers of every quenching and of its variations, and that recoils do not leave more than their energy. What is in a file is looked at
 * with the other tables.
 */
export function checkQuenchingNumbers(detector: DetectorSection, problems: StudyProblems): void {
  const energies = energiesOfBins(detector);
  for (const { part, path } of quenchingParts(detector)) {
    const own = parametersOf(part);
    const before = problems.count;
    checkNumbers(modelOf(part), own, path, energies, problems);
    // What is wrong with the numbers themselves is so with every variation.
    if (problems.count > before) continue;
    for (const [name, sides] of Object.entries(part.variations ?? {})) {
      for (const side of ['up', 'down'] as const) {
        const at = [...path, 'variations', name, side];
        checkNumbers(modelOf(part), { ...own, ...sides[side] }, at, energies, problems);
      }
    }
  }
}

/** Edges of the bins of the recoil energy above 0 in keVee; none where it is no energy that these are. */
function energiesOfBins(detector: DetectorSection): readonly number[] {
  const { name } = recoilObservableOf(detector);
  const { 'light-yield': lightYield } = parametersOf(detector.smearing);
  const perKeVee = name === 'energy' ? 1 : lightYield;
  if (observesRecoils(detector) || typeof perKeVee !== 'number') return [];
  return detector.observables[name]!.binning.edges.filter((edge) => edge > 0).map((edge) => edge / perKeVee);
}

/**
 * That recoils with the energies of the bins leave no more than these. A fit to data may do so at energies to which it does not apply: one that does so at most of them
 * has other units, or numbers of something else.
 */
function checkSize(
  quenching: Quenching,
  path: readonly string[],
  energies: readonly number[],
  problems: StudyProblems,
): void {
  const factors = energies.map((energy) => quenching(energy / 1000) / energy);
  const tooLarge = factors.findIndex((factor) => factor > 1 + 1e-9);
  if (2 * factors.filter((factor) => factor > 1 + 1e-9).length <= factors.length) return;
  problems.at(path, 'E605', {
    message: 'at most energies of the bins recoils leave more than their energy',
    expected: 'a quenching factor up to 1: are the numbers in other units?',
    found: `${factors[tooLarge]!.toPrecision(3)} at ${Number(energies[tooLarge]!.toPrecision(6))} keVnr`,
  });
}

function checkNumbers(
  model: string,
  parameters: Readonly<Record<string, unknown>>,
  path: readonly string[],
  energies: readonly number[],
  problems: StudyProblems,
): void {
  if (parameters.table !== undefined) return;
  try {
    const quenching = QUENCHINGS[model]?.prepare(parameters as never);
    // The factor of points is looked at by the model, and that of a yield goes with an energy that may be any.
    if (quenching !== undefined && parameters.points === undefined) checkSize(quenching, path, energies, problems);
  } catch (error) {
    if (!(error instanceof TableFault)) {
      problems.attempt(path, 'E605', () => {
        throw error;
      });
      return;
    }
    const { what, expected, found, column, row } = error.details;
    const place = row === undefined ? [column!] : [column!, String(row)];
    problems.at([...path, 'points', ...place], 'E605', { message: what, expected, found });
  }
}
