import type { Path } from '@cevns/language/located';
import type { DetectorSection, Part } from './internal-study.ts';
import { observableDimension, recoilObservableOf, shapeIn } from './names.ts';
import type { StudyProblems } from './study-problems.ts';

/** A quantity where one of several dimensions may stand: its value under the name of the dimension it was written in. */
export type NamedQuantity = Readonly<Record<string, number>>;

/** Variables in which an efficiency may be measured, and the dimension of each. */
const VARIABLES: Readonly<Record<string, string>> = {
  'recoil-energy': 'recoil-energy',
  energy: 'electron-equivalent-energy',
  PE: 'photoelectrons',
  electrons: 'electrons',
};

/** The dimension and the value of a quantity of one of several. */
export function namedQuantity(quantity: NamedQuantity): readonly [dimension: string, value: number] {
  return Object.entries(quantity)[0]!;
}

/** The variable in which the efficiency of a detector was measured: that of the recoils which it observes, unless it says another. */
export function efficiencyVariable(detector: DetectorSection): string {
  const given = (detector.efficiency as { readonly in?: string }).in;
  return given ?? recoilObservableOf(detector).name;
}

/** The detector with every quantity that could have had one of several units as a number; one in a wrong unit goes to the problems. */
export function withPlainQuantities(detector: DetectorSection, problems: StudyProblems): DetectorSection {
  const observable = recoilObservableOf(detector).name;
  const { efficiency, backgrounds } = detector;
  const variable = efficiencyVariable(detector);
  const because =
    variable === observable ? `the detector observes ${observable}` : `the efficiency is \`in: ${variable}\``;
  return {
    ...detector,
    efficiency: plain(efficiency, ['detector', 'efficiency'], VARIABLES[variable]!, because, problems),
    ...(backgrounds === undefined
      ? {}
      : {
          backgrounds: Object.fromEntries(
            Object.entries(backgrounds).map(([name, background]) => {
              const shape = shapeIn(background, observable);
              if (shape === undefined) return [name, background];
              const path = ['detector', 'backgrounds', name, observable];
              const due = observableDimension(observable);
              const own = plain<Part>(shape, path, due, `the detector observes ${observable}`, problems);
              return [name, { ...background, [observable]: own }];
            }),
          ),
        }),
  };
}

/** A part with quantities of one of several dimensions as numbers, those within it as well. */
function plain<T>(value: T, path: Path, due: string, because: string, problems: StudyProblems): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((each, i) => plain(each, [...path, String(i)], due, because, problems)) as T;
  const found = Object.entries(value);
  const [only] = found;
  const dimension = only?.[0].replace(/^inverse-/, '') ?? '';
  if (found.length === 1 && typeof only![1] === 'number' && Object.values(VARIABLES).includes(dimension)) {
    if (dimension !== due) {
      problems.at(path, 'E403', {
        message: `this is in ${UNITS[dimension]}, and ${because}`,
        expected: `a quantity in ${UNITS[due]}`,
      });
    }
    return only![1] as T;
  }
  return Object.fromEntries(found.map(([key, own]) => [key, plain(own, [...path, key], due, because, problems)])) as T;
}

const UNITS: Readonly<Record<string, string>> = {
  'recoil-energy': 'keVnr',
  'electron-equivalent-energy': 'keVee',
  photoelectrons: 'PE',
  electrons: 'electrons',
};
