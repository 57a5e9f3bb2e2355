import {
  addPolynomials,
  constantPolynomial,
  evaluatePolynomial,
  multiplyPolynomials,
  type Polynomial,
} from '@cevns/physics/couplings/polynomial';
import { darkMatterWeight } from '@cevns/physics/dark-matter/scattering';
import { LEPTON_FLAVOURS, leptonFlavour, type NeutrinoFlavour } from '@cevns/physics/flavours';
import type { FinalFlavours } from '@cevns/physics/interactions/interaction';
import { pairWeights } from '@cevns/physics/interactions/template-weights';
import { COHERENT, DARK_MATTER_SPECIES } from '../stages/dark-matter-species.ts';
import { oscillatingSpecies } from '../stages/flux-species.ts';
import type { SpeciesWeights } from '../stages/prediction.ts';
import { type LoweredInteraction, qualify } from './interaction.ts';
import { DARK_MATTER } from './names.ts';

/** Polynomials of one flavour by the name of the template. */
export type TemplateWeights = Readonly<Record<string, Polynomial>>;

/**
 * Weights of the templates of every species of neutrinos, with the parameters that no `parameters:` entry frees put in as numbers: what
 * is left is a polynomial in the free ones, under the names that the study gives them.
 *
 * @param interaction of the study
 * @param free name in the study by qualified name, `nsi.eps_ee_u`
 * @param templatesOf weights of one flavour, polynomials in qualified names; those of nuclear recoils unless given
 */
export function lowerWeights(
  interaction: LoweredInteraction,
  free: ReadonlyMap<string, string>,
  templatesOf: (flavour: NeutrinoFlavour) => TemplateWeights = (flavour) => nuclearWeights(interaction, flavour),
): SpeciesWeights[] {
  const values = valuesOf(interaction);
  const reduced = (weights: TemplateWeights): TemplateWeights =>
    Object.fromEntries(
      Object.entries(weights).flatMap(([template, polynomial]) => {
        const left = substitute(polynomial, values, free);
        return left.length === 0 ? [] : [[template, left]];
      }),
    );
  const { oscillation } = interaction;
  const known = flavoursOf(interaction);
  const weightsOf = new Map(known.map((flavour) => [flavour, templatesOf(flavour)]));
  if (oscillation === undefined) {
    return known.map((flavour) => ({ species: flavour, flavour, templates: reduced(weightsOf.get(flavour)!) }));
  }
  return known.flatMap((flavour) => {
    const parts = oscillation.model.parts(flavour, oscillation.settings);
    return (['source', 'oscillating'] as const).map((spectrum) => ({
      species: spectrum === 'source' ? flavour : oscillatingSpecies(flavour),
      flavour,
      templates: reduced(
        sumOfTemplates(
          parts
            .filter((part) => part.spectrum === spectrum)
            .map(({ detected, weight }) =>
              scaled(weightsOf.get(detected) ?? templatesOf(detected), qualify('oscillation', weight)),
            ),
        ),
      ),
    }));
  });
}

/** Flavours that the couplings of a study know. */
function flavoursOf({ couplings: { gvp } }: LoweredInteraction): NeutrinoFlavour[] {
  const known = LEPTON_FLAVOURS.filter((flavour) => Array.isArray(gvp) || flavour in gvp);
  return known.flatMap((flavour): NeutrinoFlavour[] => [flavour, `${flavour}bar`]);
}

/** Weights of the templates of nuclear recoils for one flavour, polynomials in qualified names. */
function nuclearWeights({ terms, couplings }: LoweredInteraction, flavour: NeutrinoFlavour): TemplateWeights {
  const coefficients = terms.flatMap(({ name, settings, interaction }) => {
    const own = interaction.coefficients?.(flavour, settings, couplings);
    return own === undefined ? [] : [qualifyFinal(name, own)];
  });
  const templates = terms.map(({ name, settings, interaction }): TemplateWeights => {
    const own = interaction.weights?.(flavour, settings, couplings) ?? {};
    return Object.fromEntries(Object.entries(own).map(([template, weight]) => [template, qualify(name, weight)]));
  });
  return Object.assign({}, pairWeights(coefficients), ...templates);
}

/** Weights of the templates of scattering on electrons for one flavour, polynomials in qualified names. */
export function electronWeights({ terms, couplings }: LoweredInteraction, flavour: NeutrinoFlavour): TemplateWeights {
  const coefficients = terms.flatMap(({ name, settings, interaction }) => {
    const own = interaction.electron?.coefficients?.(flavour, settings, couplings);
    return own === undefined ? [] : [qualifyFinal(name, own)];
  });
  const templates = terms.map(({ name, settings, interaction }): TemplateWeights => {
    const own = interaction.electron?.weights?.(flavour, settings, couplings) ?? {};
    return Object.fromEntries(Object.entries(own).map(([template, weight]) => [template, qualify(name, weight)]));
  });
  return Object.assign({}, pairWeights(coefficients), ...templates);
}

/** The weight of dark matter's one template, the free parameters under the names that the study gives them. */
export function darkMatterWeights(
  interaction: LoweredInteraction,
  free: ReadonlyMap<string, string>,
): SpeciesWeights[] {
  const { darkMatter } = interaction;
  if (darkMatter === undefined) return [];
  const weight = qualify(DARK_MATTER, darkMatterWeight(darkMatter.settings));
  const left = substitute(weight, valuesOf(interaction), free);
  const templates = left.length === 0 ? {} : { [COHERENT]: left };
  return [{ species: DARK_MATTER_SPECIES, flavour: DARK_MATTER_SPECIES, templates }];
}

/** Coefficients of one term with qualified parameters. */
function qualifyFinal(
  owner: string,
  coefficients: Readonly<Record<string, FinalFlavours>>,
): Record<string, FinalFlavours> {
  return Object.fromEntries(
    Object.entries(coefficients).map(([amplitude, finals]) => [
      amplitude,
      Object.fromEntries(
        Object.entries(finals).map(([final, weight]) => [leptonFlavour(final), qualify(owner, weight)]),
      ),
    ]),
  );
}

function scaled(weights: TemplateWeights, factor: Polynomial): TemplateWeights {
  return Object.fromEntries(
    Object.entries(weights).map(([template, weight]) => [template, multiplyPolynomials(weight, factor)]),
  );
}

function sumOfTemplates(all: readonly TemplateWeights[]): TemplateWeights {
  const names = [...new Set(all.flatMap((each) => Object.keys(each)))].sort();
  return Object.fromEntries(names.map((name) => [name, addPolynomials(...all.map((each) => each[name] ?? []))]));
}

/** Values of all parameters of the interaction that are polynomial, by qualified name. */
function valuesOf({ parameters }: LoweredInteraction): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const [owner, own] of Object.entries(parameters)) {
    for (const [name, parameter] of Object.entries(own)) {
      if (parameter.kind === 'coupling') values.set(`${owner}.${name}`, parameter.definition.value);
    }
  }
  return values;
}

/** Puts in the values of the parameters that are not free, renames those that are, and drops what vanishes. */
function substitute(
  polynomial: Polynomial,
  values: ReadonlyMap<string, number>,
  free: ReadonlyMap<string, string>,
): Polynomial {
  const reduced = polynomial.map(({ coefficient, powers }) => {
    const kept: Record<string, number> = {};
    const bound: Record<string, number> = {};
    for (const [name, power] of Object.entries(powers)) {
      const own = free.get(name);
      if (own === undefined) bound[name] = power;
      else kept[own] = power;
    }
    const factor = evaluatePolynomial([{ coefficient, powers: bound }], Object.fromEntries(values));
    return { coefficient: factor, powers: kept };
  });
  return multiplyPolynomials(reduced, constantPolynomial(1)).filter(({ coefficient }) => coefficient !== 0);
}
