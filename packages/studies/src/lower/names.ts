import { type DetectorSection, type InternalStudy, type Observable, termOf } from './internal-study.ts';

/** Name of the signal component. */
export const SIGNAL = 'cevns';

/** Name of the term that turns on scattering on electrons, and of its component. */
export const ELECTRON_SCATTERING = 'electron-scattering';

/** Name of the component of dark matter, of its section, and of the owner of its parameters. */
export const DARK_MATTER = 'dark-matter';

/** What figures call the components that the source gives. */
export const SIGNAL_LABELS: Readonly<Record<string, string>> = {
  [SIGNAL]: 'CEvNS',
  [ELECTRON_SCATTERING]: 'Electron scattering',
  [DARK_MATTER]: 'Dark matter',
};

/** Terms that give a component of their own, of the same name. */
const OTHER_SIGNALS = [ELECTRON_SCATTERING];

/** Observables of a detector in the order of the axes: first the one of the recoil energy. */
export function observablesOf({ observables }: DetectorSection): Observable[] {
  return observables.time === undefined ? ['PE'] : ['PE', 'time'];
}

/** Unit of an observable, which is its internal unit. */
export const OBSERVABLE_UNITS: Readonly<Record<Observable, string>> = { PE: 'PE', time: 'us' };

/** Components of the expectation: backgrounds in the order of the detector, then the signals. */
export function componentsOf(study: InternalStudy): string[] {
  return [...Object.keys(study.detector.backgrounds ?? {}), ...signalsOf(study)];
}

/** Components that neutrinos of the source, or other particles of it, give: CEvNS last. */
export function signalsOf({ inputs }: InternalStudy): string[] {
  const terms = inputs.interaction.terms.map((part) => termOf(part).name);
  const darkMatter = inputs[DARK_MATTER] === undefined ? [] : [DARK_MATTER];
  return [...OTHER_SIGNALS.filter((name) => terms.includes(name)), ...darkMatter, SIGNAL];
}

/** A name or a list of names as a list. */
export function listOf(names: string | readonly string[]): readonly string[] {
  return typeof names === 'string' ? [names] : names;
}
