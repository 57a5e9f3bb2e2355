import { couplings } from '@cevns/physics/couplings/registry';
import { formFactorShapes } from '@cevns/physics/form-factors/shapes';
import { fissionSpectra } from '@cevns/sources/fission-spectra/registry';
import { highEnergySpectra } from '@cevns/sources/high-energy-spectra/registry';
import { lowEnergySpectra } from '@cevns/sources/low-energy-spectra/registry';
import { implementations } from '../implementations.ts';
import { formFactorsOf } from '../lower/interaction.ts';
import { type InternalStudy, modelOf, termOf } from '../lower/internal-study.ts';
import {
  FORM_FACTOR_SOURCES,
  KINEMATICS,
  LIMITS,
  type NamedAlternative,
  type NamedValue,
  NEUTRON_SKINS,
  OPTIONAL_TERMS,
  PION_YIELDS,
  RECOILING_MASSES,
} from './alternatives.ts';

/** One choice of a study, and what else could have been chosen. */
export interface Choice {
  readonly name: string;
  /** Path in the study. */
  readonly path: string;
  /** What is chosen, as written. */
  readonly chosen: unknown;
  readonly alternatives: readonly Alternative[];
}

export interface Alternative extends NamedAlternative {
  /** What stands at the path instead. */
  readonly value: unknown;
  /** Owners of interaction parameters that it replaces: what the study frees of them goes with them. None unless given. */
  readonly replaces?: readonly string[];
}

/** What choices are made from: the study as written, and the same in internal units. */
export interface StudyValues {
  readonly written: InternalStudy;
  readonly internal: InternalStudy;
  /** The assembled schema of studies. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The named choices that the prediction of a study rests on. A choice that a study does not have, such as the yield of a reactor in pions, is left out. */
export function choicesOf(study: StudyValues): Choice[] {
  return [
    couplingChoice(study),
    formFactorChoice(study),
    ...neutronRadiusChoice(study),
    keyChoice(study, 'kinematics', KINEMATICS, 'exact'),
    keyChoice(study, 'recoiling-mass', RECOILING_MASSES, 'nuclear'),
    ...sourceChoices(study),
    termChoice(study),
  ];
}

const INTERACTION = 'inputs.interaction';
const FORM_FACTORS = ['form-factor', 'proton-form-factor', 'neutron-form-factor'];

function couplingChoice({ written }: StudyValues): Choice {
  return {
    name: 'couplings',
    path: `${INTERACTION}.couplings`,
    chosen: written.inputs.interaction.couplings,
    alternatives: registered(couplings).map((each) => ({ ...each, replaces: ['standard-model'] })),
  };
}

/** Every form factor that a study may name without parameters. */
function formFactorChoice({ written, schema }: StudyValues): Choice {
  const alternatives = implementations(schema).flatMap(({ name, description, parameters }): Alternative[] => {
    const [registry, model] = name.split('/') as [string, string];
    if (registry !== 'form-factors' || parameters.some(({ required }) => required)) return [];
    const source = FORM_FACTOR_SOURCES[model] ?? description ?? model;
    const limit = LIMITS.includes(model) ? { limit: true as const } : {};
    return [{ name: model, value: model, source, replaces: FORM_FACTORS, ...limit }];
  });
  return {
    name: 'form factor',
    path: `${INTERACTION}.form-factor`,
    chosen: written.inputs.interaction['form-factor'],
    alternatives,
  };
}

/** The neutrons as the protons of the study, or farther out by a skin; for a form factor that has a size. */
function neutronRadiusChoice({ written, internal }: StudyValues): Choice[] {
  const chosen = written.inputs.interaction['form-factor'];
  const { proton } = formFactorsOf(chosen);
  if (formFactorShapes(modelOf(proton)).skin === undefined) return [];
  const own = formFactorsOf(internal.inputs.interaction['form-factor']).proton;
  const protonSkinFm = typeof own === 'string' ? 0 : ((own.skin as number | undefined) ?? 0);
  const longForm = typeof proton === 'string' ? { model: proton } : proton;
  const alternatives = NEUTRON_SKINS.map(({ skinFm, ...named }): Alternative => {
    if (skinFm === 0) return { ...named, value: proton, replaces: FORM_FACTORS };
    // To ten digits, so that 0.1 + 0.2 is 0.3.
    const skin = `${Number((protonSkinFm + skinFm).toPrecision(10))} fm`;
    return { ...named, value: { proton, neutron: { ...longForm, skin } }, replaces: FORM_FACTORS };
  });
  const { neutron, same } = formFactorsOf(chosen);
  return [
    {
      name: 'neutron radius',
      path: `${INTERACTION}.form-factor`,
      chosen: same ? NEUTRON_SKINS[0]!.name : neutron,
      alternatives,
    },
  ];
}

function keyChoice(
  { written }: StudyValues,
  key: 'kinematics' | 'recoiling-mass',
  alternatives: readonly NamedValue[],
  unlessGiven: string,
): Choice {
  const chosen = written.inputs.interaction[key] ?? unlessGiven;
  return { name: key.replace('-', ' '), path: `${INTERACTION}.${key}`, chosen, alternatives };
}

/** How many neutrinos there are: their number per proton for a stopped pion, the spectra of fission for a reactor. */
function sourceChoices({ written }: StudyValues): Choice[] {
  const { source } = written.inputs;
  const of = (name: string, key: string, alternatives: readonly Alternative[]): Choice => {
    return { name, path: `inputs.source.${key}`, chosen: source[key], alternatives };
  };
  switch (source.model) {
    case 'stopped-pion':
      return [of('flux per proton', 'neutrinos-per-proton-per-flavour', PION_YIELDS)];
    case 'reactor':
      return [
        of('fission spectra', 'spectra', registered(fissionSpectra)),
        of('below 2 MeV', 'low-energy', registered(lowEnergySpectra)),
        {
          ...of('above 8 MeV', 'high-energy', registered(highEnergySpectra)),
          chosen: source['high-energy'] ?? 'none',
        },
      ];
    default:
      return [];
  }
}

/** A term more where it is off, or one less where it is on. */
function termChoice({ written }: StudyValues): Choice {
  const { terms } = written.inputs.interaction;
  const alternatives = OPTIONAL_TERMS.map(({ name, source }): Alternative => {
    const others = terms.filter((part) => termOf(part).name !== name);
    if (others.length === terms.length) return { name: `with ${name}`, value: [...terms, name], source };
    return { name: `without ${name}`, value: others, source, replaces: [name] };
  });
  return {
    name: 'terms',
    path: `${INTERACTION}.terms`,
    chosen: terms,
    alternatives,
  };
}

/** The implementations of a registry that need nothing but their name. */
function registered(registry: Readonly<Record<string, { readonly source: string }>>): Alternative[] {
  return Object.entries(registry).flatMap(([name, own]) =>
    'prepare' in own ? [] : [{ name, value: name, source: own.source }],
  );
}
