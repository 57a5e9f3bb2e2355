import { type CouplingSet, couplingsFromNumbers, type NumericCouplings } from '@cevns/physics/couplings/couplings';
import type { Polynomial } from '@cevns/physics/couplings/polynomial';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactorShapes } from '@cevns/physics/form-factors/shapes';
import type { CouplingDefinition, Interaction, ShapeDefinition } from '@cevns/physics/interactions/interaction';
import { interactions, type RegisteredInteraction } from '@cevns/physics/interactions/registry';
import { sourceEndPointMeV } from '@cevns/sources/models/end-points';
import type { OscillationModel } from '@cevns/sources/oscillations/oscillation';
import { oscillations } from '@cevns/sources/oscillations/registry';
import type { ShapeTable } from '../stages/shape-table.ts';
import { type LoweredDarkMatter, lowerDarkMatter, parametersOfDarkMatter } from './dark-matter.ts';
import type { InteractionSection, InternalStudy, Part } from './internal-study.ts';
import { modelOf, parametersOf, termOf } from './internal-study.ts';
import { DARK_MATTER } from './names.ts';
import { baselineOf } from './neutrinos.ts';
import { QUENCHING, quenchingParameters } from './quenching-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/** A term of the interaction as a study has it. */
export interface LoweredTerm {
  readonly name: string;
  /** What the study writes beside the name, in internal units. */
  readonly settings: object;
  readonly interaction: Interaction<object>;
  /** The module that stages load. */
  readonly module: string;
}

export interface LoweredOscillation {
  readonly settings: object;
  readonly model: OscillationModel<object>;
  readonly module: string;
  /** Highest neutrino energy of the source in MeV, where it is known before the flux. */
  readonly endPointMeV: number | undefined;
}

/** A parameter of the interaction that a study may free. */
export type InteractionParameter =
  | { readonly kind: 'coupling'; readonly definition: CouplingDefinition; readonly withoutEffect: number }
  | {
      readonly kind: 'shape';
      readonly definition: ShapeDefinition;
      readonly setting: number | undefined;
      readonly table: Pick<ShapeTable, 'owner' | 'of' | 'setting'>;
    };

/** The interaction of a study: couplings, terms, and all that a study may free of them. */
export interface LoweredInteraction {
  readonly couplings: CouplingSet;
  readonly terms: readonly LoweredTerm[];
  readonly oscillation?: LoweredOscillation;
  readonly darkMatter?: LoweredDarkMatter;
  /** By owner (a term, `dark-matter`, `form-factor`, `neutron-form-factor`, `proton-form-factor`, `oscillation`), then by name. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, InteractionParameter>>>>;
}

/** Terms beside those of the registry, from modules that the person running the study allows. */
export type MoreInteractions = Readonly<Record<string, RegisteredInteraction>>;

/**
 * The interaction of a study; its schema has checked names and settings. What a term or the oscillation refuses goes to the problems, and it is
 * then without parameters.
 */
export function lowerInteraction(
  { inputs, detector, parameters: freed = {} }: InternalStudy,
  problems: StudyProblems,
  more: MoreInteractions = {},
): LoweredInteraction {
  const { interaction } = inputs;
  const set = lowerCouplings(interaction);
  const terms = interaction.terms.map((part): LoweredTerm => {
    const { name, settings } = termOf(part);
    const registered = (more[name] ?? interactions[name])!;
    return { name, settings, interaction: registered.interaction as Interaction<object>, module: registered.module };
  });
  const oscillation =
    inputs.oscillation === undefined ? undefined : lowerOscillation(inputs.oscillation, inputs, problems);
  const oscillating = (own: LoweredOscillation) =>
    problems.attempt(['inputs', 'oscillation'], 'E606', () =>
      parametersOfOscillation(own, oscillationLength(inputs)),
    ) ?? {};
  const darkMatter = lowerDarkMatter(inputs);
  return {
    couplings: set,
    terms,
    ...(darkMatter === undefined ? {} : { darkMatter }),
    ...(oscillation === undefined ? {} : { oscillation }),
    parameters: {
      ...Object.fromEntries(
        terms.map((term, i) => {
          const path = ['inputs', 'interaction', 'terms', String(i)];
          return [term.name, problems.attempt(path, 'E606', () => parametersOfTerm(term, set)) ?? {}];
        }),
      ),
      ...parametersOfFormFactors(interaction['form-factor']),
      ...(oscillation === undefined ? {} : { oscillation: oscillating(oscillation) }),
      ...(darkMatter === undefined ? {} : { [DARK_MATTER]: parametersOfDarkMatter(darkMatter) }),
      // No part of the interaction, and freed as one: it is named where a study asks for it.
      ...(Object.values(freed).some(({ of }) => of?.startsWith(QUENCHING)) && detector !== undefined
        ? quenchingParameters(detector)
        : {}),
    },
  };
}

/** The couplings of a study: a named set, or its numbers. */
export function lowerCouplings({ couplings: chosen }: Pick<InteractionSection, 'couplings'>): CouplingSet {
  return typeof chosen === 'string' ? couplings[chosen]! : couplingsFromNumbers(chosen as NumericCouplings);
}

/** The form factors of protons and neutrons, and whether they are one. */
export function formFactorsOf(chosen: InteractionSection['form-factor']): {
  readonly proton: Part;
  readonly neutron: Part;
  readonly same: boolean;
} {
  const apart = typeof chosen === 'object' && 'proton' in chosen;
  if (!apart) return { proton: chosen as Part, neutron: chosen as Part, same: true };
  return { proton: chosen.proton as Part, neutron: chosen.neutron as Part, same: false };
}

function lowerOscillation(
  section: Part,
  { source }: InternalStudy['inputs'],
  problems: StudyProblems,
): LoweredOscillation {
  const { oscillation, module } = oscillations[modelOf(section)]!;
  const endPointMeV = problems.attempt(['inputs', 'source'], 'E606', () =>
    sourceEndPointMeV(source.model, parametersOf(source)),
  );
  return { settings: parametersOf(section), model: oscillation as OscillationModel<object>, module, endPointMeV };
}

/** @throws RangeError where neutrinos come from no one distance */
function oscillationLength(inputs: InternalStudy['inputs']): number {
  const baselineM = baselineOf({ inputs });
  if (baselineM === undefined) throw new RangeError('Expected a source at one distance for an oscillation');
  return baselineM;
}

function parametersOfTerm({ name, settings, interaction }: LoweredTerm, set: CouplingSet) {
  const bare = interaction.parameters({}, set);
  const found: Record<string, InteractionParameter> = {};
  for (const [parameter, definition] of Object.entries(interaction.parameters(settings, set))) {
    const withoutEffect = bare[parameter]?.value ?? 0;
    found[parameter] = { kind: 'coupling', definition, withoutEffect };
  }
  for (const [parameter, definition] of Object.entries(interaction.shapes?.(settings) ?? {})) {
    const table = { owner: 'term', of: [name], setting: parameter } as const;
    found[parameter] = { kind: 'shape', definition, setting: numberIn(settings, parameter), table };
  }
  return found;
}

function parametersOfFormFactors(chosen: InteractionSection['form-factor']) {
  const { proton, neutron, same } = formFactorsOf(chosen);
  const of = (part: Part, nucleons: readonly string[]) =>
    Object.fromEntries(
      Object.entries(formFactorShapes(modelOf(part))).map(([setting, definition]) => {
        const table = { owner: 'form-factor', of: nucleons, setting } as const;
        return [
          setting,
          { kind: 'shape', definition, setting: numberIn(parametersOf(part), setting), table } as InteractionParameter,
        ];
      }),
    );
  if (same) return { 'form-factor': of(proton, ['proton', 'neutron']) };
  return { 'proton-form-factor': of(proton, ['proton']), 'neutron-form-factor': of(neutron, ['neutron']) };
}

function parametersOfOscillation({ settings, model, endPointMeV }: LoweredOscillation, baselineM: number) {
  const bare = model.parameters({});
  const found: Record<string, InteractionParameter> = {};
  for (const [name, definition] of Object.entries(model.parameters(settings))) {
    found[name] = { kind: 'coupling', definition, withoutEffect: bare[name]?.value ?? 0 };
  }
  for (const [name, definition] of Object.entries(model.shapes(settings, baselineM, endPointMeV))) {
    const table = { owner: 'oscillation', of: [], setting: name } as const;
    found[name] = { kind: 'shape', definition, setting: numberIn(settings, name), table };
  }
  return found;
}

function numberIn(settings: object, name: string): number | undefined {
  const value = (settings as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : undefined;
}

/** A name for the parameters of one owner that no other owner has. */
export function qualified(owner: string, name: string): string {
  return `${owner}.${name}`;
}

/** The polynomial with every power of a parameter under the name of its owner. */
export function qualify(owner: string, polynomial: Polynomial): Polynomial {
  return polynomial.map(({ coefficient, powers }) => ({
    coefficient,
    powers: Object.fromEntries(Object.entries(powers).map(([name, power]) => [qualified(owner, name), power])),
  }));
}
