import { type NumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { averageOverMomentsCm2 } from '@cevns/physics/inelastic/average-over-moments';
import type { CrossSection, InelasticChannel } from '@cevns/physics/inelastic/cross-section';
import { ENERGIES, tabulatedCrossSection } from '@cevns/physics/inelastic/tabulated-cross-section';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from '../stages/about-input.ts';
import { type FluxParameters, type SpeciesFlux, speciesFluxes } from '../stages/flux-species.ts';
import { tableOf } from '../stages/input-table.ts';
import type { SpeciesWeights } from '../stages/prediction.ts';
import { type ShapeTable, withShape } from '../stages/shape-table.ts';

/** A column of a table and the size of its unit. */
interface ColumnParameters {
  readonly column: string;
  readonly unit: number;
}

/** A table of a cross section: the input that holds it, and how to read it. */
export interface CrossSectionTable {
  readonly input: string;
  /** Unit in MeV. */
  readonly energy: ColumnParameters;
  /** Unit in cm^2. */
  readonly crossSection: ColumnParameters;
}

export interface ReactionParameters {
  readonly name: string;
  /** Flavours at the detector that react. */
  readonly flavours: readonly string[];
  readonly source: string;
  /** Isotopes that are counted. */
  readonly isotopes: readonly string[];
  /** How many nuclei of them there are. */
  readonly nuclei: number;
  /** Without one the reaction is a named one, the module `reaction:<name>`. */
  readonly table?: CrossSectionTable;
}

export interface InteractionsParameters extends FluxParameters {
  readonly reactions: readonly ReactionParameters[];
  /** Per species of neutrinos how much of it arrives as each flavour, polynomials in free parameters of the oscillation. */
  readonly weights: readonly SpeciesWeights[];
  /** Values of those parameters. */
  readonly values: Readonly<Record<string, number>>;
  /** The mass splitting, where it is free; only which setting it is matters here. */
  readonly shape?: ShapeTable;
}

/**
 * Interactions in the target, without any response of the detector, and flux-averaged cross sections of inelastic reactions:
 * N = nuclei * sum over neutrinos of fluence * integral of phi(E) P(E) sigma(E) dE; averages are per neutrino of the source.
 *
 * Inputs: the tables that the source names, and those of cross sections, by the names in the parameters.
 *
 * @throws Error when the source has no neutrinos that react, or more energetic ones than a cross section is known for
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as InteractionsParameters;
  const { shape, values } = settings;
  const here = shape === undefined ? settings : withShape({ ...settings, terms: {} }, shape, values[shape.parameter]!);
  const species = speciesFluxes(here, modules, inputs);
  const reactions = settings.reactions.map((reaction) => {
    const { table } = reaction;
    if (table !== undefined) {
      return aboutInput(table.input, () =>
        resultOf(reaction, crossSectionOf(table, tableOf(inputs[table.input]!)), species, settings),
      );
    }
    const { channel } = modules[`reaction:${reaction.name}`] as { readonly channel: InelasticChannel };
    const { relativeUncertainty, neutrons } = channel;
    return {
      ...resultOf(reaction, channel.crossSection, species, settings),
      ...(relativeUncertainty === undefined ? {} : { 'relative-uncertainty': relativeUncertainty }),
      ...(neutrons === undefined ? {} : { 'neutrons-per-interaction': neutrons }),
    };
  });
  const result = {
    kind: 'interactions',
    at: values,
    reactions: Object.fromEntries(reactions.map((found, i) => [settings.reactions[i]!.name, found])),
  };
  return { result: { json: result as never } };
}

function resultOf(
  { name, flavours, source, isotopes, nuclei }: ReactionParameters,
  crossSection: CrossSection,
  species: readonly SpeciesFlux[],
  { weights, values }: InteractionsParameters,
) {
  const beams = species.filter((beam) => beam.species === beam.flavour && flavours.includes(beam.flavour));
  const fluencePerCm2 = beams.reduce((sum, beam) => sum + beam.fluencePerCm2, 0);
  if (fluencePerCm2 === 0) {
    const emitted = species.filter((beam) => beam.species === beam.flavour).map(({ flavour }) => flavour);
    throw new Error(`\`${name}\` is a reaction of ${flavours.join(', ')}, and the source gives ${emitted.join(', ')}`);
  }
  let perNucleus = 0;
  for (const beam of species) {
    const arriving = weights.find((each) => each.species === beam.species)?.templates ?? {};
    const part = flavours.reduce((sum, flavour) => sum + evaluatePolynomial(arriving[flavour] ?? [], values), 0);
    if (part === 0) continue;
    const { endPointMeV, breakPointsMeV = [] } = beam.spectrum;
    const average = averageOverMomentsCm2(crossSection, { endPointMeV, breakPointsMeV, moments: beam.moments });
    perNucleus += beam.fluencePerCm2 * part * average;
  }
  return {
    events: perNucleus * nuclei,
    'cross-section': { value: perNucleus / fluencePerCm2, unit: 'cm^2' },
    flavours,
    fluence: { value: fluencePerCm2, unit: 'cm^-2' },
    isotopes,
    nuclei,
    threshold: { value: crossSection.thresholdMeV, unit: 'MeV' },
    source,
  };
}

/**
 * The cross section of a table.
 *
 * @throws TableFault
 */
export function crossSectionOf({ energy, crossSection }: CrossSectionTable, table: NumericTable): CrossSection {
  const column = ({ column: name, unit }: ColumnParameters) =>
    Array.from(tableColumn(table, name), (each) => each * unit);
  const [energies, values] = [column(energy), column(crossSection)];
  try {
    return tabulatedCrossSection(energies, values);
  } catch (error) {
    if (!(error instanceof TableFault) || error.details.column === undefined) throw error;
    const { column: which, row, found } = error.details;
    const { column: own } = which === ENERGIES ? energy : crossSection;
    throw error.of({ column: own, found: row === undefined ? found : String(tableColumn(table, own)[row]) });
  }
}
