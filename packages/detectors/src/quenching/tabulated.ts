import { monotoneCubic, panelOf } from '@cevns/numerics/interpolation/monotone-cubic';
import { checkColumnUnit } from '@cevns/numerics/tables/column-unit';
import { notIncreasing, TableFault } from '@cevns/numerics/tables/table-fault';
import { type NumericTable, tableColumn } from '../tables/csv.ts';
import { bandShift, type QuenchingBand } from './band.ts';
import { type CutOff, cutOffBreaksMeV, withCutOff } from './cut-off.ts';
import type { QuenchingModel } from './quenching.ts';

const RECOIL_UNIT_MEV = { eVnr: 1e-6, keVnr: 1e-3, MeVnr: 1 } as const;
const KEV_PER_MEV = 1000;

export interface TabulatedQuenching extends CutOff {
  /** Path of the table, as the catalogue resolves it; this or `points`. */
  readonly table?: string;
  /** Columns by name: the points, written out. */
  readonly points?: Readonly<Record<string, readonly number[]>>;
  /** Column with the recoil energies, increasing. */
  readonly at: string;
  /** Unit of that column. */
  readonly 'recoil-energy-unit': keyof typeof RECOIL_UNIT_MEV;
  /** Column with what is tabulated. */
  readonly content: string;
  /** What that is: the factor QF, E_ee in keVee, or quanta per keVnr, each of which stands for `energy-per-quantum`. */
  readonly gives?: 'factor' | 'energy' | 'yield';
  /** keVee for each of the quanta of a yield. */
  readonly 'energy-per-quantum'?: number;
  /** Of QF between the points. */
  readonly interpolation?: 'linear' | 'log' | 'monotone-cubic';
  readonly band?: QuenchingBand;
  /** Standard deviations along the eigenvectors of the band, the largest first; a variation sets it. */
  readonly pull?: readonly number[];
}

/**
 * A measured quenching factor, QF = E_ee / T at the points of a table: between them straight lines in T (`linear`) or in ln T (`log`), or monotone cubics in T;
 * below the first and above the last point their values are held. `band` has the errors of the points, see {@link bandShift}.
 *
 * @throws RangeError when a column is missing, energies do not increase from above 0, QF is negative or above 1, or the pulls are more than the eigenvectors
 */
export const quenching: QuenchingModel<TabulatedQuenching> = {
  prepare(parameters, inputs) {
    const { recoilsMeV, factors } = pointsOf(parameters, inputs?.table);
    const factor = interpolated(recoilsMeV, factors, parameters.interpolation ?? 'linear');
    return withCutOff((recoilMeV) => factor(recoilMeV) * KEV_PER_MEV * recoilMeV, parameters);
  },
  breakPointsMeV(parameters, inputs) {
    return [...pointsOf(parameters, inputs?.table).recoilsMeV, ...cutOffBreaksMeV(parameters)];
  },
};

function pointsOf(parameters: TabulatedQuenching, table: NumericTable | undefined) {
  const column = columnsOf(parameters, table);
  const { at, content, gives = 'factor', band, pull = [] } = parameters;
  const unit = parameters['recoil-energy-unit'];
  checkColumnUnit(at, unit);
  const unitMeV = RECOIL_UNIT_MEV[unit];
  const recoilsMeV = column(at).map((value) => value * unitMeV);
  recoilsMeV.forEach((recoil, i) => {
    if (!(recoil > (recoilsMeV[i - 1] ?? 0)))
      throw notIncreasing(at, column(at), i, 'energies that increase from above 0');
  });
  const perFactor = factorOf(gives, recoilsMeV, parameters['energy-per-quantum']);
  // What stands for one of the quanta of a yield may be any energy, and with it the factor.
  if (gives !== 'yield') checkSize(column(content), perFactor, recoilsMeV, parameters);
  const shift = bandShift(recoilsMeV, band === undefined ? undefined : column(band.error), band, pull);
  const factors = column(content).map((value, i) => (value + shift[i]!) * perFactor[i]!);
  factors.forEach((factor, i) => {
    if (!(factor >= 0)) {
      throw new TableFault({
        what: 'the quenching factor is negative',
        expected: 'a quenching factor that is not negative',
        found: `${factor} at ${1000 * recoilsMeV[i]!} keVnr`,
        column: content,
        row: i,
      });
    }
  });
  return { recoilsMeV, factors };
}

/** Allows for E_ee that is rounded. */
const MOST = 1 + 1e-9;

/** That no recoil leaves more than its energy: such columns are mostly swapped, or in other units. */
function checkSize(
  values: Float64Array,
  perFactor: Float64Array,
  recoilsMeV: Float64Array,
  { at, content, gives, 'recoil-energy-unit': unit }: TabulatedQuenching,
): void {
  const row = values.findIndex((value, i) => value * perFactor[i]! > MOST);
  if (row < 0) return;
  const recoils = recoilsMeV.map((recoil) => recoil / RECOIL_UNIT_MEV[unit]);
  // The column of the energies could be the content, and the content the energies.
  const [asFactors, asRecoils] = [recoils, values];
  const isSwapped =
    asRecoils.every((recoil, i) => recoil > (asRecoils[i - 1] ?? 0)) &&
    asFactors.every((value, i) => (gives === 'energy' ? value <= asRecoils[i]! : value <= 1));
  const found = `${values[row]}${gives === 'energy' ? ' keVee' : ''} at ${Number(recoils[row]!.toPrecision(12))} ${unit}`;
  const factors = isSwapped ? 'factors up to 1' : 'factors up to 1 (0.2, not 20, for 20 %)';
  const expected = `${gives === 'energy' ? 'no more keVee than the recoil has keVnr' : factors} in the column '${content}'`;
  throw new TableFault({
    what: gives === 'energy' ? 'the recoil leaves more than its energy' : 'the quenching factor is above 1',
    expected: isSwapped
      ? `${expected}; the columns of \`at\` ('${at}') and \`content\` ('${content}') look swapped`
      : expected,
    found,
    column: content,
    row,
  });
}

function columnsOf({ table: path, points }: TabulatedQuenching, table: NumericTable | undefined) {
  if ((path === undefined) === (points === undefined)) {
    throw new RangeError(`Expected a table or points, got ${path === undefined ? 'neither' : 'both'}`);
  }
  if (points === undefined) {
    if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
    return (name: string) => tableColumn(table, name);
  }
  const { length } = Object.values(points)[0] ?? [];
  return (name: string) => {
    const own = Object.hasOwn(points, name) ? points[name] : undefined;
    if (own === undefined) {
      throw new RangeError(`Expected a column '${name}' of the points, got ${Object.keys(points).join(', ')}`);
    }
    if (own.length !== length || own.length < 2) {
      throw new RangeError(`Expected columns of one length, 2 or more, got ${own.length} in '${name}'`);
    }
    return Float64Array.from(own);
  };
}

/** What turns a tabulated value into QF. */
function factorOf(gives: 'factor' | 'energy' | 'yield', recoilsMeV: Float64Array, perQuantum?: number): Float64Array {
  if (gives === 'factor') return new Float64Array(recoilsMeV.length).fill(1);
  if (gives === 'energy') return recoilsMeV.map((recoil) => 1 / (KEV_PER_MEV * recoil));
  if (!(perQuantum !== undefined && perQuantum > 0)) {
    throw new RangeError(`Expected an energy per quantum beside a yield, got ${perQuantum ?? 'none'}`);
  }
  return new Float64Array(recoilsMeV.length).fill(perQuantum);
}

function interpolated(x: Float64Array, y: Float64Array, interpolation: string): (at: number) => number {
  const last = x.length - 1;
  const held = (inside: (at: number) => number) => (at: number) => {
    if (!(at > x[0]!)) return y[0]!;
    return at >= x[last]! ? y[last]! : inside(at);
  };
  if (interpolation === 'monotone-cubic') return held(monotoneCubic(x, y));
  const place = interpolation === 'log' ? Math.log : (value: number) => value;
  const places = x.map(place);
  return held((at) => {
    const i = panelOf(x, at);
    const share = (place(at) - places[i]!) / (places[i + 1]! - places[i]!);
    return y[i]! + share * (y[i + 1]! - y[i]!);
  });
}
