import { isDimensionName } from '@cevns/language/dimensions';
import type { CouplingSet } from '@cevns/physics/couplings/couplings';
import type { Polynomial } from '@cevns/physics/couplings/polynomial';
import { LEPTON_FLAVOURS, type NeutrinoFlavour } from '@cevns/physics/flavours';
import { CONTACT_AMPLITUDES } from '@cevns/physics/interactions/contact-amplitudes';
import type {
  FinalFlavours,
  Interaction,
  NeutrinoBeam,
  ShapeDefinition,
  TargetNucleus,
} from '@cevns/physics/interactions/interaction';
import { nuclearMassMeV } from '@cevns/physics/nuclei';
import { spectrum } from '@cevns/sources/spectra/line';

/** A term with its settings in internal units. */
export interface ProbedTerm {
  readonly interaction: Interaction<object>;
  readonly settings: object;
}

const FLAVOURS: readonly NeutrinoFlavour[] = LEPTON_FLAVOURS.flatMap((flavour) => [flavour, `${flavour}bar`] as const);

/** A heavy nucleus without extension, and the highest recoil energies that stopped pions give it. */
const TARGET: TargetNucleus = {
  symbol: 'Cs',
  Z: 55,
  A: 133,
  N: 78,
  chargeRadiusFm: 4.8041,
  nuclearMassMeV: nuclearMassMeV(55, 132.905451961),
  protonFormFactor: () => 1,
  neutronFormFactor: () => 1,
};
const RECOIL_ENERGIES_MEV = Float64Array.of(1e-6, 1e-4, 1e-3, 5e-3, 1e-2);
const MONOCHROMATIC_MEV = 30;

/**
 * Calls every function of a term as a study would, and looks at what it gives: a term from outside comes with no tests of ours.
 *
 * @param others the other terms of the study, whose parts must not be replaced
 * @returns what is wrong, as a sentence that names the part of the export `interaction`; undefined when nothing is
 * @throws whatever the functions of the term throw
 */
export function probeTerm(
  { interaction, settings }: ProbedTerm,
  couplings: CouplingSet,
  others: readonly ProbedTerm[],
): string | undefined {
  const parameters = interaction.parameters(settings, couplings);
  if (!isRecord(parameters)) return '`parameters` gives no object';
  for (const [name, definition] of Object.entries(parameters)) {
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name))
      return `\`parameters\` gives a parameter called ${JSON.stringify(name)}`;
    if (!isRecord(definition) || !Number.isFinite(definition.value) || typeof definition.description !== 'string') {
      return `\`parameters\` gives \`${name}\` no finite \`value\` and \`description\``;
    }
  }
  const shapes = interaction.shapes?.(settings) ?? {};
  if (!isRecord(shapes)) return '`shapes` gives no object';
  const wrongShape = Object.keys(shapes).find((name) => !isShape(shapes[name]));
  if (wrongShape !== undefined) {
    return `\`shapes\` gives \`${wrongShape}\` no \`unit\`, \`quantity\`, \`scale\`, \`knots\` and \`description\``;
  }
  const term = complete({ interaction, settings });
  const beside = others.map(complete);
  return (
    faultOfWeights(term, couplings, Object.keys(parameters)) ??
    faultOfAmplitudes(term, beside) ??
    faultOfTemplates(term, beside)
  );
}

/** The term with values of the parameters that a study frees, which have no setting; any value will do here. */
function complete({ interaction, settings }: ProbedTerm): ProbedTerm {
  const free = Object.fromEntries(Object.keys(interaction.shapes?.(settings) ?? {}).map((name) => [name, 1]));
  return { interaction, settings: { ...free, ...settings } };
}

function faultOfWeights(
  { interaction, settings }: ProbedTerm,
  couplings: CouplingSet,
  parameters: readonly string[],
): string | undefined {
  const parts = {
    amplitudes: interaction.amplitudes?.(settings) ?? {},
    templates: interaction.templates?.(settings) ?? {},
  };
  for (const flavour of FLAVOURS) {
    for (const [name, finals] of Object.entries(interaction.coefficients?.(flavour, settings, couplings) ?? {})) {
      if (!(name in parts.amplitudes)) return `\`coefficients\` names \`${name}\`, which is no amplitude`;
      for (const [final, polynomial] of Object.entries((finals ?? {}) as FinalFlavours)) {
        const where = `\`coefficients\` of ${flavour} for \`${name}\``;
        if (!LEPTON_FLAVOURS.includes(final as never)) return `${where} has the final flavour \`${final}\``;
        const fault = faultOfPolynomial(polynomial, parameters);
        if (fault !== undefined) return `${where} ${fault}`;
      }
    }
    for (const [name, polynomial] of Object.entries(interaction.weights?.(flavour, settings, couplings) ?? {})) {
      if (!(name in parts.templates)) return `\`weights\` names \`${name}\`, which is no template`;
      const fault = faultOfPolynomial(polynomial, parameters);
      if (fault !== undefined) return `\`weights\` of ${flavour} for \`${name}\` ${fault}`;
    }
  }
  return undefined;
}

function faultOfPolynomial(polynomial: Polynomial | undefined, parameters: readonly string[]): string | undefined {
  if (!Array.isArray(polynomial)) return 'is no list of `{ coefficient, powers }`';
  for (const { coefficient, powers } of polynomial as Polynomial) {
    if (!Number.isFinite(coefficient)) return `has the coefficient ${coefficient}`;
    if (!isRecord(powers)) return 'has a coefficient without `powers`';
    for (const [name, power] of Object.entries(powers)) {
      if (!parameters.includes(name)) return `depends on \`${name}\`, which \`parameters\` does not give`;
      if (!Number.isInteger(power) || Number(power) < 1) return `has \`${name}\` to the power ${power}`;
    }
  }
  return undefined;
}

function faultOfAmplitudes({ interaction, settings }: ProbedTerm, others: readonly ProbedTerm[]): string | undefined {
  for (const [name, amplitude] of Object.entries(interaction.amplitudes?.(settings) ?? {})) {
    const where = `\`amplitudes\`, \`${name}\`,`;
    if (!isPartName(name)) return `${where} has no name of letters, digits, \`@\`, \`_\`, \`.\` and \`-\``;
    if (typeof amplitude !== 'function') return `${where} is no function`;
    const out = new Float64Array(RECOIL_ENERGIES_MEV.length);
    const fault = faultOfValues(out, amplitude(TARGET, RECOIL_ENERGIES_MEV, out) as unknown);
    if (fault !== undefined) return `${where} ${fault}`;
    const contact = CONTACT_AMPLITUDES[name as keyof typeof CONTACT_AMPLITUDES];
    if (contact !== undefined) {
      const expected = new Float64Array(RECOIL_ENERGIES_MEV.length);
      contact(TARGET, RECOIL_ENERGIES_MEV, expected);
      if (out.some((value, i) => !(Math.abs(value / expected[i]! - 1) < 1e-9))) {
        return `${where} is another one than the contact amplitude of that name; it needs a name of its own`;
      }
    } else if (others.some((other) => name in (other.interaction.amplitudes?.(other.settings) ?? {}))) {
      return `${where} has the name of an amplitude of another term`;
    }
  }
  return undefined;
}

function faultOfTemplates({ interaction, settings }: ProbedTerm, others: readonly ProbedTerm[]): string | undefined {
  const { moments } = spectrum.prepare({ energy: MONOCHROMATIC_MEV });
  const beams: readonly NeutrinoBeam[] = [false, true].map((antineutrino) => ({ moments, antineutrino }));
  for (const [name, template] of Object.entries(interaction.templates?.(settings) ?? {})) {
    const where = `\`templates\`, \`${name}\`,`;
    if (!isPartName(name)) return `${where} has no name of letters, digits, \`@\`, \`_\`, \`.\` and \`-\``;
    if (typeof template !== 'function') return `${where} is no function`;
    for (const beam of beams) {
      const out = new Float64Array(RECOIL_ENERGIES_MEV.length);
      const fault = faultOfValues(out, template(TARGET, beam, RECOIL_ENERGIES_MEV, out) as unknown);
      if (fault !== undefined) return `${where} ${fault}`;
    }
    if (others.some((other) => name in (other.interaction.templates?.(other.settings) ?? {}))) {
      return `${where} has the name of a template of another term`;
    }
  }
  return undefined;
}

function faultOfValues(out: Float64Array, returned: unknown): string | undefined {
  if (returned !== undefined && returned !== out) {
    const length = (returned as { readonly length?: unknown } | null)?.length;
    const what = typeof length === 'number' ? `a list of ${length} numbers` : 'a value';
    return `returns ${what}; it has to fill \`out\`, which has one number for each recoil energy`;
  }
  const i = out.findIndex((value) => !Number.isFinite(value));
  return i < 0 ? undefined : `gives ${out[i]} at a recoil energy of ${RECOIL_ENERGIES_MEV[i]} MeV`;
}

/** Names of parts go into those of pairs, `p*n`, and of arrays, `nue/Cs133/p*n`. */
function isPartName(name: string): boolean {
  return /^[A-Za-z0-9@_.-]+$/.test(name);
}

function isShape(shape: unknown): shape is ShapeDefinition {
  if (!isRecord(shape)) return false;
  const { unit, quantity, scale, knots, description } = shape;
  const texts = [unit, quantity, description].every((text) => typeof text === 'string');
  return (
    texts &&
    isDimensionName(String(quantity)) &&
    ['linear', 'log'].includes(String(scale)) &&
    typeof knots === 'function'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
