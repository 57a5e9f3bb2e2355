import type { Path } from '@cevns/language/located';
import { type DetectorSection, type InternalStudy, modelOf, type Range } from './internal-study.ts';
import {
  observableDimension,
  observesRecoils,
  recoilObservableOf,
  shapedBackgrounds,
  shapeIn,
  templatesOf,
} from './names.ts';
import type { StudyProblems } from './study-problems.ts';

/** A quantity where one of several dimensions may stand: its value under the name of the dimension it was written in. */
export type NamedQuantity = Readonly<Record<string, number>>;

/** Variables in which an efficiency may be measured, where that is not the observable: the dimension of each. */
const VARIABLES: Readonly<Record<string, string>> = {
  'recoil-energy': 'recoil-energy',
  energy: 'electron-equivalent-energy',
  PE: 'photoelectrons',
  electrons: 'electrons',
};

/** What messages call the dimensions in which the response of a detector is written. */
const UNITS: Readonly<Record<string, string>> = {
  'recoil-energy': 'keVnr',
  'electron-equivalent-energy': 'keVee',
  photoelectrons: 'PE',
  electrons: 'electrons',
};

/** Units in which bins of an energy may be written besides keV: how many of them a keV is. */
const UNITS_PER_KEV: Readonly<Record<string, number>> = { eVnr: 1e3, eVee: 1e3, MeVnr: 1e-3, MeVee: 1e-3 };

/** The dimension that is due somewhere in a detector, and why; recoil energies of an observable are in keVnr, others in MeVnr. */
interface Scale {
  readonly due: string;
  readonly because: string;
  readonly inKeV: boolean;
  /** What else might be meant where energies are mixed up. */
  readonly or?: string;
}

/** Of energies that electrons leave in the detector. */
const IN_FRONT: Scale = { due: 'electron-equivalent-energy', because: 'lines are energies of electrons', inKeV: false };

/** The dimension and the value of a quantity of one of several. */
export function namedQuantity(quantity: NamedQuantity): readonly [dimension: string, value: number] {
  return Object.entries(quantity)[0]!;
}

/** The variable in which the efficiency of a detector was measured: that of the recoils which it observes, unless it says another. */
export function efficiencyVariable(detector: DetectorSection): string {
  const given = (detector.efficiency as { readonly in?: string }).in;
  return given ?? recoilObservableOf(detector).name;
}

/** A recoil energy in MeVnr as one in keVnr: the double nearest to what was written, as long as that has no more than 15 digits. */
export function keVOfRecoil(energyMeV: number): number {
  return rounded(1000 * energyMeV);
}

function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

/** What lies between two scales of an energy, and so the code of mixing them up. */
export function scaleCode(found: string, due: string): 'E403' | 'E404' {
  const scales = ['recoil-energy', 'electron-equivalent-energy'];
  return scales.includes(found) && scales.includes(due) ? 'E404' : 'E403';
}

/**
 * The study with every quantity of its detector and region that could have had one of several units as a number, and with bins of an energy in keV; one in a
 * wrong unit goes to the problems.
 */
export function withPlainQuantities(study: InternalStudy, problems: StudyProblems): InternalStudy {
  const { region } = study;
  const detector = withBinsInKeV(study.detector);
  const { name } = recoilObservableOf(detector);
  const recoils = observesRecoils(detector);
  const observed: Scale = {
    due: observableDimension(detector),
    because: `the detector observes ${name}${recoils ? ' in keVnr' : ''}`,
    inKeV: recoils,
    ...(name !== 'energy' ? {} : { or: recoils ? 'bins in keVee and a `quenching:`' : 'bins in keVnr' }),
  };
  const variable = efficiencyVariable(detector);
  const ofEfficiency: Scale =
    variable === name
      ? observed
      : { due: VARIABLES[variable]!, because: `the efficiency is \`in: ${variable}\``, inKeV: false };
  const at = <T>(value: T, path: Path, scale = observed): T => plain(value, path, scale, problems);
  const { backgrounds, 'reference-region': reference } = detector;
  const observable = detector.observables[name]!;
  const own: DetectorSection = {
    ...detector,
    smearing: at(detector.smearing, ['detector', 'smearing']),
    efficiency: at(detector.efficiency, ['detector', 'efficiency'], ofEfficiency),
    observables: { ...detector.observables, [name]: at(observable, ['detector', 'observables', name]) },
    ...(reference?.[name] === undefined
      ? {}
      : { 'reference-region': { ...reference, [name]: at(reference[name], ['detector', 'reference-region', name]) } }),
    ...(backgrounds === undefined
      ? {}
      : {
          backgrounds: Object.fromEntries(
            Object.entries(backgrounds).map(([background, section]) => {
              const shape = shapeIn(section, name);
              const path = ['detector', 'backgrounds', background, name];
              if (shape === undefined) return [background, section];
              // Lines are in front of the detector: what it counts of them, photoelectrons or electrons, is for its smearing to say.
              const inFront = modelOf(shape) === 'lines' && !recoils;
              return [background, { ...section, [name]: at(shape, path, inFront ? IN_FRONT : observed) }];
            }),
          ),
        }),
  };
  return {
    ...study,
    detector: own,
    ...(region?.[name] === undefined
      ? {}
      : { region: { ...region, [name]: at<Range>(region[name], ['region', name]) } }),
  };
}

/**
 * That tables are in the unit of the bins: columns are always in keVee or keVnr, and bins in another unit beside them would be misread.
 */
export function checkEnergyColumns({ inputs, detector }: InternalStudy, problems: StudyProblems): void {
  const unit = detector.observables.energy?.binning.unit ?? 'keVee';
  if (UNITS_PER_KEV[unit] === undefined) return;
  const ofShapes = shapedBackgrounds(detector).some(([, background]) => {
    const shape = shapeIn(background, 'energy');
    return shape !== undefined && ['tabulated', 'events'].includes(modelOf(shape));
  });
  if (inputs.data === 'asimov' && !ofShapes && Object.keys(templatesOf(detector)).length === 0) return;
  const keV = `k${unit.replace(/^M/, '')}`;
  problems.at(['detector', 'observables', 'energy', 'binning', 'unit'], 'E606', {
    message: `columns of tables have energies in ${keV}, and these bins are in ${unit}`,
    expected: `edges in ${keV}`,
  });
}

/** The detector with the bins of its energy in keV. */
function withBinsInKeV(detector: DetectorSection): DetectorSection {
  const { energy } = detector.observables;
  const { edges, unit = 'keVee' } = energy?.binning ?? { edges: [] };
  const perKeV = UNITS_PER_KEV[unit];
  if (energy === undefined || perKeV === undefined) return detector;
  const binning = { edges: edges.map((edge) => rounded(edge / perKeV)), unit: `k${unit.replace(/^M/, '')}` };
  return { ...detector, observables: { ...detector.observables, energy: { ...energy, binning } } };
}

/** A part with quantities of one of several dimensions as numbers, those within it as well. */
function plain<T>(value: T, path: Path, scale: Scale, problems: StudyProblems): T {
  if (typeof value !== 'object' || value === null) {
    if (path.at(-1) === 'unit') checkUnit(value, path, scale, problems);
    return value;
  }
  if (Array.isArray(value)) return value.map((each, i) => plain(each, [...path, String(i)], scale, problems)) as T;
  const found = Object.entries(value);
  const [only] = found;
  const [, inverse, dimension = ''] = /^(inverse-)?(.*)$/.exec(only?.[0] ?? '')!;
  if (found.length === 1 && typeof only![1] === 'number' && dimension in UNITS) {
    if (dimension !== scale.due) wrongScale(dimension, path, scale, problems);
    if (dimension !== 'recoil-energy' || !scale.inKeV) return only![1] as T;
    return (inverse === undefined ? keVOfRecoil(only![1]) : rounded(only![1] / 1000)) as T;
  }
  return Object.fromEntries(found.map(([key, own]) => [key, plain(own, [...path, key], scale, problems)])) as T;
}

/** That a column of a table is in a unit of the variable that it has. */
function checkUnit(unit: unknown, path: Path, scale: Scale, problems: StudyProblems): void {
  const dimension = Object.keys(UNITS).find((each) => {
    const own = UNITS[each]!.replace(/^k/, '');
    return typeof unit === 'string' && (unit === own || unit.slice(1) === own);
  });
  if (dimension !== undefined && dimension !== scale.due) wrongScale(dimension, path, scale, problems);
}

function wrongScale(found: string, path: Path, { due, because, or }: Scale, problems: StudyProblems): void {
  const code = scaleCode(found, due);
  const expected = `${path.at(-1) === 'unit' ? 'a column' : 'a quantity'} in ${UNITS[due]}`;
  problems.at(path, code, {
    message: `this is in ${UNITS[found]}, and ${because}`,
    expected: code === 'E404' && or !== undefined ? `${expected}, or ${or}` : expected,
  });
}
