import { Document } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { type Problem, StudyError } from '@cevns/language/problem';
import { SourceText } from '@cevns/language/source-text';
import type { Isotope } from '@cevns/physics/nuclei';
import type { StageSpec } from '@cevns/runner/stage';
import { lowerInteraction } from '../lower/interaction.ts';
import { type InternalStudy, inLongForm, type WrittenStudy } from '../lower/internal-study.ts';
import { type LoweredGraph, lowerStudy } from '../lower/lower.ts';
import type { LoweredStudy } from '../lower/lowered-study.ts';
import { lowerParameters } from '../lower/parameters.ts';
import { lowerRegion } from '../lower/region.ts';
import { StudyProblems } from '../lower/study-problems.ts';
import { type Elements, lowerTarget } from '../lower/target.ts';

/** Sections of a study, each as the YAML of its value; quantities are numbers in internal units, as after the schema's check. */
export type Sections = Readonly<Record<string, string>>;

/** A study with two observables, one background, and data. */
export const sections: Sections = {
  study: 'small',
  inputs: `
  source:
    model: stopped-pion
    exposure: 1.0e+23
    neutrinos-per-proton-per-flavour: 0.08
    pulse: { model: gaussian, sigma: 0.15 }
  baseline: 20
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: { events: { table: /data/events.csv, columns: { PE: pe, time: t } } }`,
  detector: `
  target: { material: CsI, mass: 10 }
  quenching:
    model: constant
    factor: 0.09
    variations: { light: { up: { factor: 0.1 }, down: { factor: 0.08 } } }
  smearing: { model: poisson, light-yield: 13 }
  efficiency: { model: logistic, height: 1, steepness: 0.5, midpoint: 8, offset: 0 }
  observables:
    PE: { title: Photoelectrons, binning: { edges: [0, 10, 20, 40] }, fine-bin-width: 1 }
    time:
      binning: { edges: [0, 1, 6] }
      onset: { start: 0.5, range: [0.2, 0.9] }
      efficiency: { model: plateau-exponential, plateau-end: 0.5, rate: 0.05 }
  backgrounds:
    steady: { title: Steady state, events: 100, uncertainty: 20,
      PE: { model: events, table: /data/off.csv, column: pe }, time: { model: exponential, rate: 0, from: 0 } }`,
  systematics: `
  flux: { scales: cevns, uncertainty: 0.1 }`,
  parameters: `
  strength: { scales: cevns }`,
  analysis: `
  fitted: fit`,
};

const isotope = (symbol: string, Z: number, A: number, atomicMassU: number, abundance = 1): Isotope => ({
  symbol,
  Z,
  A,
  atomicMassU,
  abundance,
  spinParity: '',
  chargeRadiusFm: null,
});

const isotopes: Readonly<Record<string, readonly Isotope[]>> = {
  Cs: [isotope('Cs', 55, 133, 132.905)],
  I: [isotope('I', 53, 127, 126.904)],
  Cl: [isotope('Cl', 17, 35, 34.969, 0.75), isotope('Cl', 17, 37, 36.966, 0.25)],
};

/** A catalogue of three elements. */
export const elements: Elements = {
  symbols: Object.keys(isotopes),
  isotopesOf: (symbol) => isotopes[symbol],
};

/** A parsed study, and a collector of what is wrong with it. */
export interface Parsed {
  readonly written: WrittenStudy;
  readonly study: InternalStudy;
  readonly document: Document;
  readonly problems: StudyProblems;
  readonly text: string;
}

/** The study of some sections: those of `sections` with some put in place of them; an empty text leaves a section out. */
export function parsed(changes: Sections = {}): Parsed {
  const text = Object.entries({ ...sections, ...changes })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
  const document = new Document(parseYaml(new SourceText('study.yaml', null, text)));
  const written = document.value as WrittenStudy;
  return { written, document, study: inLongForm(written), problems: new StudyProblems(document), text };
}

/** A study lowered as far as the builders of stages want it. */
export function loweredStudy(changes: Sections = {}): LoweredStudy & { readonly problems: StudyProblems } {
  const { study, problems } = parsed(changes);
  const interaction = lowerInteraction(study, problems);
  const parameters = lowerParameters(study, interaction, problems);
  const nuclei = lowerTarget(study, elements, problems) ?? [];
  const region = lowerRegion(study, problems);
  return { study, interaction, nuclei, region, parameters, problems, labelOf: (file) => file.replace('/data/', '') };
}

/** The graph of a study. */
export function graphOf(changes: Sections = {}): LoweredGraph {
  const { written, document } = parsed(changes);
  const labelOf = (file: string): string => file.replace('/data/', '');
  return lowerStudy(written, {
    document,
    elements,
    labelOf,
    resolved: { text: 'resolved text', abstract: [], dataFiles: ['events.csv'] },
  });
}

/** The stage of a name, such as `model` or `analysis/fitted`. */
export function stageNamed(stages: readonly StageSpec[], name: string): StageSpec {
  const found = stages.find(({ id }) => id === `small/${name}`);
  if (found === undefined) throw new Error(`no stage ${name} among ${stages.map(({ id }) => id).join(', ')}`);
  return found;
}

/** Parameters of a stage, to be looked into. */
export function parametersAt<T>(stages: readonly StageSpec[], name: string): T {
  return stageNamed(stages, name).parameters as T;
}

/** `code word` of every problem of a study, the word being what stands at its place; empty when the study can be lowered. */
export function problemsOf(changes: Sections): string[] {
  return foundProblems(changes).map(({ code, word }) => `${code} ${word}`);
}

/** The problems of a study, each with the word at its place. */
export function foundProblems(changes: Sections): (Problem & { readonly word: string })[] {
  const { text } = parsed(changes);
  try {
    graphOf(changes);
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map((problem) => {
      const rest = text.split('\n')[problem.line - 1]!.slice(problem.column - 1);
      return { ...problem, word: /^[^\s,:{}[\]]+|^./.exec(rest)![0] };
    });
  }
  return [];
}
