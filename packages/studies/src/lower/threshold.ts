import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import type { NumericTable } from '@cevns/detectors/tables/csv';
import { tableOf } from '../stages/input-table.ts';
import { openTableFile, type TableFile } from '../tables/table-file.ts';
import { problemsOfTable } from '../tables/table-problems.ts';
import { keVOfRecoil, type NamedQuantity, namedQuantity, scaleCode } from './detector-units.ts';
import { isPerElement } from './element-quenching.ts';
import type { OpenTable } from './flux-variations.ts';
import { type DataFile, type InternalStudy, modelOf, type Part, parametersOf } from './internal-study.ts';
import { observableDimension, observesRecoils, recoilObservableOf } from './names.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * The threshold of a detector in the unit of the observable of the recoil energy; undefined where it has none, or one that cannot be used. A recoil energy is
 * quenched as the nominal detector does, unless the detector observes it itself: what is cut is what the detector reconstructs. The table of a quenching is read here.
 */
export function thresholdOf(
  { detector }: InternalStudy,
  problems: StudyProblems,
  openTable: OpenTable = openTableFile,
): number | undefined {
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
  return quenchedThreshold(detector.quenching as Part, value, problems, openTable);
}

/** Electron-equivalent energy in keVee of a recoil at the threshold, with the table that the quenching names. */
function quenchedThreshold(
  part: Part,
  recoilMeV: number,
  problems: StudyProblems,
  openTable: OpenTable,
): number | undefined {
  const model = QUENCHINGS[modelOf(part)]!;
  const settings = parametersOf(part);
  const { table: file } = settings as { readonly table?: DataFile };
  const path = ['detector', 'quenching'];
  if (file === undefined) {
    return problems.attempt(path, 'E605', () => quenchedBy(model, settings, recoilMeV, {}, problems));
  }
  const at = [...path, 'table'];
  if (typeof file !== 'string') {
    problems.at(['detector', 'threshold'], 'E606', {
      message: `where the region begins is to be known before the command \`${file.command}\` makes the table of the quenching`,
      expected: `the threshold in keVee, what ${1000 * recoilMeV} keVnr is quenched to; or a quenching from a file`,
    });
    return undefined;
  }
  const table = tableAt(file, at, problems, openTable);
  if (table === undefined) return undefined;
  try {
    return quenchedBy(model, settings, recoilMeV, { table: tableOf(table.input) }, problems);
  } catch (error) {
    const found = problemsOfTable(error, file, table.bytes);
    if (found === undefined) throw error;
    problems.addOfTable(at, found);
    return undefined;
  }
}

function tableAt(
  file: string,
  at: readonly string[],
  problems: StudyProblems,
  openTable: OpenTable,
): TableFile | undefined {
  try {
    return openTable(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    problems.at(at, 'E213', { message: `the file cannot be read: ${message}` });
    return undefined;
  }
}

/** A cut of recoils is one of what they are quenched to only where larger recoils leave more. */
function quenchedBy(
  model: QuenchingModel<never>,
  settings: object,
  recoilMeV: number,
  inputs: { readonly table?: NumericTable },
  problems: StudyProblems,
): number | undefined {
  const quenching = model.prepare(settings as never, inputs);
  const quenched = quenching(recoilMeV);
  const points = 'at' in settings ? (model.breakPointsMeV?.(settings as never, inputs) ?? []) : [];
  const other = points.find((point) => point !== recoilMeV && point < recoilMeV !== quenching(point) < quenched);
  if (other === undefined) return quenched;
  const [threshold, found] = [recoilMeV, other].map((energy) => `${keVOfRecoil(energy)} keVnr`);
  const [due, has] = [quenched, quenching(other)].map((energy) => `${Number(energy.toPrecision(4))} keVee`);
  problems.at(['detector', 'threshold'], 'E606', {
    message: `with this quenching ${threshold} leaves ${due} and ${found} leaves ${has}: no cut in keVee is one in keVnr`,
    expected: 'the threshold in keVee, or a quenched energy that rises with that of the recoil',
  });
  return undefined;
}
