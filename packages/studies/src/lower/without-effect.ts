import { emittedFlavours } from '@cevns/sources/models/emitted-flavours';
import { DARK_MATTER_SPECIES } from '../stages/dark-matter-species.ts';
import { oscillatingSpecies } from '../stages/flux-species.ts';
import type { SpeciesWeights } from '../stages/prediction.ts';
import type { ShapeTable } from '../stages/shape-table.ts';
import type { LoweredInteraction } from './interaction.ts';
import type { InternalStudy } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import { ELECTRON_SCATTERING } from './names.ts';
import type { StudyProblems } from './study-problems.ts';
import { darkMatterWeights, electronWeights, lowerWeights } from './weights.ts';

/**
 * That expected events depend on every parameter of the interaction which a study frees. A coupling to electrons does nothing without
 * electrons, one of muon neutrinos nothing at a reactor, and a mass nothing as long as its coupling is zero; a fit could not converge.
 */
export function checkEffects(
  study: InternalStudy,
  interaction: LoweredInteraction,
  { freeCouplings, shape }: Pick<LoweredParameters, 'freeCouplings' | 'shape'>,
  problems: StudyProblems,
): void {
  const emitted = emittedFlavours(study.inputs.source.model, study.inputs.source);
  const electrons = interaction.terms.some(({ name }) => name === ELECTRON_SCATTERING);
  const nuclear = lowerWeights(interaction, freeCouplings);
  const electronic = () => lowerWeights(interaction, freeCouplings, (flavour) => electronWeights(interaction, flavour));
  const everywhere = [...nuclear, ...(electrons ? electronic() : []), ...darkMatterWeights(interaction, freeCouplings)];
  const here = everywhere.filter(
    ({ species, flavour }) => species === DARK_MATTER_SPECIES || isEmitted(flavour, emitted),
  );
  for (const [key, name] of freeCouplings) {
    if (parametersIn(here).has(name)) continue;
    problems.atKey(['parameters', name], 'E606', {
      message: `\`${name}\` has no effect on the expected events`,
      expected: reasonOf(key, name, { everywhere, electronic: electrons ? [] : electronic(), emitted }),
    });
  }
  if (shape !== undefined && !hasEffect(shape, interaction, here)) {
    problems.atKey(['parameters', shape.parameter], 'E606', {
      message: `\`${shape.parameter}\` has no effect on the expected events`,
      expected: `a ${shape.owner === 'oscillation' ? 'mixing parameter' : `coupling of \`${shape.of[0]}\``} that is not 0, or free too`,
    });
  }
}

function isEmitted(flavour: string, emitted: readonly string[] | undefined): boolean {
  return emitted === undefined || emitted.includes(flavour);
}

function parametersIn(weights: readonly SpeciesWeights[]): ReadonlySet<string> {
  const terms = weights.flatMap(({ templates }) => Object.values(templates).flat());
  return new Set(terms.flatMap(({ powers }) => Object.keys(powers)));
}

/** What would give a parameter an effect. */
function reasonOf(
  key: string,
  name: string,
  found: {
    readonly everywhere: readonly SpeciesWeights[];
    readonly electronic: readonly SpeciesWeights[];
    readonly emitted: readonly string[] | undefined;
  },
): string {
  if (parametersIn(found.everywhere).has(name))
    return `a parameter that acts on what the source emits: ${found.emitted!.join(', ')}`;
  if (parametersIn(found.electronic).has(name))
    return `the term \`${ELECTRON_SCATTERING}\`, since this parameter acts on electrons alone`;
  return `settings under which ${key} changes events: others that multiply it not 0, or free too`;
}

/** Whether anything has a weight that the shape belongs to. */
function hasEffect(
  { owner, of, setting, from }: ShapeTable,
  interaction: LoweredInteraction,
  here: readonly SpeciesWeights[],
): boolean {
  const weighed = (weights: readonly SpeciesWeights[]) =>
    weights.some(({ templates }) => Object.values(templates).some((weight) => weight.length > 0));
  if (owner === 'oscillation')
    return weighed(here.filter(({ species, flavour }) => species === oscillatingSpecies(flavour)));
  if (owner !== 'term') return true;
  const own = interaction.terms.filter(({ name }) => of.includes(name));
  const names = own.flatMap(({ settings, interaction: { amplitudes, templates, electron } }) =>
    [amplitudes, templates, electron?.amplitudes, electron?.templates].flatMap((parts) =>
      Object.keys(parts?.({ ...settings, [setting]: from }) ?? {}),
    ),
  );
  return here.some(({ templates }) =>
    Object.entries(templates).some(
      ([template, weight]) => weight.length > 0 && names.some((name) => template.split('*').includes(name)),
    ),
  );
}
