import { keVOfRecoil, type NamedQuantity, namedQuantity, scaleCode } from './detector-units.ts';
import type { Binning, DetectorSection } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** Equal bins as a study writes them: limits in internal units, those of an energy by the dimension that they are written in. */
export interface EvenBinning {
  readonly from: number | NamedQuantity;
  readonly to: number | NamedQuantity;
  readonly bins: number;
  /** Of equal width unless given, or of equal ratio. */
  readonly spacing?: 'linear' | 'log';
}

/** Units of the edges of an energy, by dimension. */
const UNITS: Readonly<Record<string, string>> = { 'recoil-energy': 'keVnr', 'electron-equivalent-energy': 'keVee' };

/**
 * The detector with a list of edges for every observable, whether it has that or `from`, `to` and `bins`. Edges are the decimal numbers that they are meant to be as
 * far as 15 digits go: (from (n - i) + to i) / n, or from (to / from)^(i / n). What makes no bins goes to the problems; the observable has one bin then.
 */
export function withEdges(detector: DetectorSection, problems: StudyProblems): DetectorSection {
  const observables = Object.entries(detector.observables).map(([name, observable]) => {
    const binning = observable.binning as Binning | EvenBinning;
    if ('edges' in binning) return [name, observable];
    return [
      name,
      { ...observable, binning: binningOf(binning, ['detector', 'observables', name, 'binning'], problems) },
    ];
  });
  return { ...detector, observables: Object.fromEntries(observables) };
}

function binningOf(written: EvenBinning, path: readonly string[], problems: StudyProblems): Binning {
  const { bins, spacing = 'linear' } = written;
  const [from, to] = [inKeV(written.from), inKeV(written.to)];
  const unit = from.dimension === undefined ? {} : { unit: UNITS[from.dimension]! };
  if (from.dimension !== to.dimension) {
    problems.at([...path, 'to'], scaleCode(to.dimension!, from.dimension!), {
      message: `the bins begin in ${UNITS[from.dimension!]} and end in ${UNITS[to.dimension!]}`,
      expected: 'one of the two',
    });
  } else if (!(to.value > from.value)) {
    problems.at([...path, 'to'], 'E605', {
      message: 'the bins do not end above where they begin',
      expected: `an end above ${from.value}`,
      found: String(to.value),
    });
  } else if (spacing === 'log' && !(from.value > 0)) {
    problems.at([...path, 'from'], 'E605', {
      message: `bins of equal ratio cannot begin at ${from.value}`,
      expected: 'a beginning above 0, or `spacing: linear`',
    });
  } else {
    return { edges: evenEdges(from.value, to.value, bins, spacing), ...unit };
  }
  return { edges: [from.value, from.value + 1], ...unit };
}

/** A limit in keV where it is an energy, with its dimension. */
function inKeV(limit: number | NamedQuantity): { readonly dimension?: string; readonly value: number } {
  if (typeof limit === 'number') return { value: limit };
  const [dimension, value] = namedQuantity(limit);
  return { dimension, value: dimension === 'recoil-energy' ? keVOfRecoil(value) : value };
}

/** Edges of equal bins, the first and the last exactly. */
export function evenEdges(from: number, to: number, bins: number, spacing: 'linear' | 'log'): number[] {
  return Array.from({ length: bins + 1 }, (_, i) => {
    if (i === 0 || i === bins) return i === 0 ? from : to;
    const edge = spacing === 'log' ? from * (to / from) ** (i / bins) : (from * (bins - i) + to * i) / bins;
    return Number(edge.toPrecision(15));
  });
}
