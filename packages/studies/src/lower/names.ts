import {
  type BackgroundSection,
  type DetectorSection,
  type InternalStudy,
  type Part,
  type RecoilObservable,
  type TemplateSection,
  termOf,
} from './internal-study.ts';

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

/** Names of the observables that mean something by themselves. */
const KNOWN_OBSERVABLES = ['PE', 'electrons', 'energy', 'time'];

/** Those of the recoil energy, each with the dimension that it is in. An energy may also be that of the recoil itself. */
export const RECOIL_OBSERVABLES = {
  PE: 'photoelectrons',
  electrons: 'electrons',
  energy: 'electron-equivalent-energy',
} as const;

/** Name of an observable of the recoil energy. */
export type RecoilObservableName = keyof typeof RECOIL_OBSERVABLES;

/** Whether a detector observes the energy of the recoil itself, in keVnr: then nothing is quenched. */
export function observesRecoils({ observables }: DetectorSection): boolean {
  return observables.energy?.binning.unit?.endsWith('nr') === true;
}

/** The dimension of the observable of the recoil energy, as the study language calls it. */
export function observableDimension(detector: DetectorSection): string {
  return observesRecoils(detector) ? 'recoil-energy' : RECOIL_OBSERVABLES[recoilObservableOf(detector).name];
}

/**
 * Observables of a detector in the order of the axes: first the one of the recoil energy, then time, then others by name, so that the
 * order in the file matters to no stage.
 */
export function observablesOf({ observables }: DetectorSection): string[] {
  const others = Object.keys(observables).filter((name) => !KNOWN_OBSERVABLES.includes(name));
  return [...KNOWN_OBSERVABLES.filter((name) => observables[name] !== undefined), ...others.sort()];
}

/** The observable of the recoil energy, which the smearing gives and the efficiency refers to. */
export function recoilObservableOf({
  observables,
}: DetectorSection): RecoilObservable & { readonly name: RecoilObservableName } {
  const name = (['energy', 'electrons'] as const).find((each) => observables[each] !== undefined) ?? 'PE';
  return { name, ...observables[name]! };
}

/** Unit of an observable of a detector, which is its internal unit; other observables than these have none. */
export function observableUnit(observable: string, detector: DetectorSection): string {
  const energy = observesRecoils(detector) ? 'keVnr' : 'keVee';
  const units: Readonly<Record<string, string>> = { PE: 'PE', electrons: 'electrons', energy, time: 'us' };
  return units[observable] ?? '';
}

/** What figures and tables call an observable of a detector. */
export function observableLabel(observable: string, detector: DetectorSection): string {
  const named = observable === 'energy' && observesRecoils(detector) ? 'Recoil energy' : observable;
  return detector.observables[observable]!.title ?? named;
}

/** Whether the times of the signal follow from the pulse of the source; otherwise a template has them. */
export function predictsTime({ observables, signal }: DetectorSection): boolean {
  return observables.time?.onset !== undefined && signal?.events === undefined;
}

/** Templates over the bins by component. */
export function templatesOf({ signal, backgrounds = {} }: DetectorSection): Readonly<Record<string, TemplateSection>> {
  const ofBackgrounds = Object.entries(backgrounds).flatMap(([name, { template }]) =>
    template === undefined ? [] : [[name, template] as const],
  );
  return Object.fromEntries([...ofBackgrounds, ...(signal === undefined ? [] : [[SIGNAL, signal.template] as const])]);
}

/** Observables that the template of a component gives: all of them, or those that recoils and the pulse do not predict. */
export function templateAxes(component: string, detector: DetectorSection): string[] {
  const observables = observablesOf(detector);
  if (component !== SIGNAL || !predictsTime(detector)) return observables;
  return observables.filter((name) => name !== 'time');
}

/** Backgrounds with a shape in each observable by name. */
export function shapedBackgrounds({ backgrounds = {} }: DetectorSection): (readonly [string, BackgroundSection])[] {
  return Object.entries(backgrounds).filter(([, { template }]) => template === undefined);
}

/** The shape of a background in an observable, where it has one. */
export function shapeIn(background: BackgroundSection, observable: string): Part | undefined {
  return background[observable] as Part | undefined;
}

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
